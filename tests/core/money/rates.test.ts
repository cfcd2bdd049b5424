import { expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { inBaseCurrency, noRates, parseRates } from "../../../src/core/money/rates.ts";

const file = `rates:
  - { from: 2026-07-01, USD: 0.88 }
  - { from: 2026-01-01, USD: 0.9162, JPY: "0.0061", KWD: 3.0125 }
`;

const { value: rates } = parseRates(file, "EUR");
if (!rates) throw new Error("The test's rates are wrong.");

const day = (date: string) => date as BusinessDate;

test.each([
  ["the base currency stays as it is", { money: { minor: 12345, currency: "EUR" }, on: "2020-01-01", minor: 12345 }],
  ["from its first day", { money: { minor: 10000, currency: "USD" }, on: "2026-01-01", minor: 9162 }],
  ["the day before the next", { money: { minor: 10000, currency: "USD" }, on: "2026-06-30", minor: 9162 }],
  ["the next", { money: { minor: 10000, currency: "USD" }, on: "2026-07-01", minor: 8800 }],
  ["one that a later entry does not name goes on", { money: { minor: 10000, currency: "JPY" }, on: "2026-12-01", minor: 6100 }],
  ["of a currency without decimals", { money: { minor: 1, currency: "JPY" }, on: "2026-12-01", minor: 1 }],
  ["of a currency with three decimals", { money: { minor: 1000, currency: "KWD" }, on: "2026-12-01", minor: 301 }],
  ["half to even, down", { money: { minor: 25, currency: "USD" }, on: "2026-07-01", minor: 22 }],
])("%s", (_, { money, on, minor }) => {
  expect(inBaseCurrency(money, day(on), rates)).toEqual({ minor, currency: "EUR" });
});

test("before the first rate, and of a currency without one, there is no amount", () => {
  expect(inBaseCurrency({ minor: 1, currency: "USD" }, day("2025-12-31"), rates)).toBeUndefined();
  expect(inBaseCurrency({ minor: 1, currency: "GBP" }, day("2026-12-31"), rates)).toBeUndefined();
  expect(inBaseCurrency({ minor: 1, currency: "USD" }, day("2026-12-31"), noRates("EUR"))).toBeUndefined();
});

test("a half is rounded to the even cent", () => {
  const { value } = parseRates("rates: [{ from: 2026-01-01, USD: 0.5 }]", "EUR");
  expect([1, 3, 5, -1].map((minor) => value && inBaseCurrency({ minor, currency: "USD" }, day("2026-01-01"), value)?.minor)).toEqual([
    0, 2, 2, 0,
  ]);
});
