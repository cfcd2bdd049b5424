import { expect, test } from "vitest";
import { codeIn, hasOtherSign } from "../../../src/core/import/reading.ts";

test.each([
  ["$5", "EUR", true],
  ["$5", "USD", false],
  ["€ 5.000,00", "EUR", false],
  ["5.000,00 €", "USD", true],
  ["£5", "GBP", false],
  ["5,000.00", "EUR", false],
  ["EUR 5", "EUR", false],
])("%s as %s: another sign is %s", (amount, currency, isOther) => {
  expect(hasOtherSign(amount, currency)).toBe(isOther);
});

test("a code in an amount is its currency", () => {
  expect(["USD 5", "5 CHF", "5.00"].map(codeIn)).toEqual(["USD", "CHF", undefined]);
});
