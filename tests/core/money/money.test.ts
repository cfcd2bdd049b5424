import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  currencyCodes,
  decimalOf,
  formatMoney,
  fractionOf,
  isCurrency,
  type Money,
  meanOf,
  minus,
  parseMoney,
  percentOf,
  priceOf,
  sumByCurrency,
  sumIn,
} from "../../../src/core/money/money.ts";

const eur = (minor: number): Money => ({ minor, currency: "EUR" });

const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const money = fc.record({ minor, currency: fc.constantFrom("EUR", "JPY", "KWD", "MGA") });

/** Half to even, on exact fractions. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  let quotient = numerator / denominator;
  if (numerator % denominator < 0n) quotient -= 1n;
  const twice = (numerator - quotient * denominator) * 2n;
  return twice > denominator || (twice === denominator && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

describe("sums", () => {
  test("are exact and do not depend on the order", () => {
    fc.assert(
      fc.property(fc.array(money), fc.func(fc.integer()), (amounts, key) => {
        const shuffled = amounts
          .map((each, index) => ({ each, at: key(index) }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each);
        const exact = new Map<string, bigint>();
        for (const each of amounts) exact.set(each.currency, (exact.get(each.currency) ?? 0n) + BigInt(each.minor));
        const totals = (list: Money[]) => new Map(sumByCurrency(list).map((sum) => [sum.currency, BigInt(sum.minor)]));
        expect(totals(amounts)).toEqual(exact);
        expect(totals(shuffled)).toEqual(exact);
      }),
    );
  });

  test("a detour over a very large total loses nothing", () => {
    const large = Number.MAX_SAFE_INTEGER;
    expect(sumByCurrency([eur(large), eur(large), eur(-large), eur(-large), eur(1)])).toEqual([eur(1)]);
  });

  test("come in the order in which the currencies appear", () => {
    expect(sumByCurrency([{ minor: 1, currency: "USD" }, eur(2), { minor: 3, currency: "USD" }])).toEqual([
      { minor: 4, currency: "USD" },
      eur(2),
    ]);
    expect(sumByCurrency([])).toEqual([]);
  });
});

describe("shares", () => {
  test("a percentage is the exact one, rounded half to even", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 100 }),
        (amount, percent) => {
          expect(BigInt(percentOf(eur(amount), percent).minor)).toBe(roundedQuotient(BigInt(amount) * BigInt(percent), 100n));
        },
      ),
    );
  });

  test("the mean is the exact one, rounded half to even", () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1 }), (amounts) => {
        const sum = amounts.reduce((total, each) => total + BigInt(each), 0n);
        expect(BigInt(meanOf(amounts.map(eur))?.minor ?? Number.NaN)).toBe(roundedQuotient(sum, BigInt(amounts.length)));
      }),
    );
  });

  test("there is none of nothing, or of two currencies", () => {
    expect([meanOf([]), meanOf([eur(1), { minor: 1, currency: "USD" }])]).toEqual([undefined, undefined]);
  });
});

describe("parts", () => {
  test("of an amount are exact fractions, rounded half to even", () => {
    const parts = fc
      .integer({ min: 1, max: 400 })
      .chain((whole) => fc.record({ whole: fc.constant(whole), part: fc.integer({ min: 0, max: whole }) }));
    fc.assert(
      fc.property(minor, parts, (amount, { part, whole }) => {
        expect(BigInt(fractionOf(eur(amount), part, whole).minor)).toBe(roundedQuotient(BigInt(amount) * BigInt(part), BigInt(whole)));
      }),
    );
    expect([1, 3, -1].map((each) => fractionOf(eur(each), 1, 2).minor)).toEqual([0, 2, 0]);
  });

  test("and the rest are the whole", () => {
    expect(minus(eur(100), fractionOf(eur(100), 1, 3))).toEqual(eur(67));
    expect(sumIn("EUR", [eur(33), eur(67)])).toEqual(eur(100));
  });

  test("of nothing are zero, and currencies are never mixed", () => {
    expect(sumIn("JPY", [])).toEqual({ minor: 0, currency: "JPY" });
    expect(() => sumIn("JPY", [eur(1)])).toThrow("JPY");
    expect(() => minus(eur(1), { minor: 1, currency: "USD" })).toThrow("EUR");
  });
});

describe("the price of a quantity", () => {
  test("is the exact one, rounded half to even", () => {
    const decimal = fc.record({ digits: fc.integer({ min: 1, max: 10_000_000 }), places: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), decimal, (price, { digits, places }) => {
        const exact = roundedQuotient(BigInt(price) * BigInt(digits), 10n ** BigInt(places));
        expect(BigInt(priceOf(Number(`${digits}e-${places}`), eur(price)).minor)).toBe(exact);
      }),
    );
  });

  test.each([
    [0.1, 10, 1],
    [1e-7, 100_000_000, 10],
    [1.005, 100, 100],
    [3e21, 0, 0],
  ])("%s at %s cents", (quantity, price, total) => {
    expect(priceOf(quantity, eur(price))).toEqual(eur(total));
  });

  test("is refused where it has too many digits to be exact", () => {
    expect(() => priceOf(1e9, eur(1e9))).toThrow(RangeError);
  });
});

describe("texts", () => {
  test("what is read is what is written, in every currency", () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencyCodes), minor, (currency, amount) => {
        const written = decimalOf({ minor: amount, currency });
        expect(parseMoney(written, currency)).toEqual({ minor: amount, currency });
      }),
    );
  });

  test("every currency can be shown", () => {
    for (const currency of currencyCodes) expect(formatMoney({ minor: 1234, currency }, "en-GB")).toMatch(/[1234]/);
  });

  test.each([
    ["48000", "EUR", 4_800_000],
    ["48000.5", "EUR", 4_800_050],
    [" 7 ", "EUR", 700],
    [0.1, "EUR", 10],
    ["-0", "EUR", 0],
    ["-12.34", "EUR", -1234],
    ["5000", "JPY", 5000],
    ["1.234", "KWD", 1234],
    ["1.20", "MGA", 120],
    ["90071992547409.91", "EUR", 9_007_199_254_740_991],
  ])("%j %s", (text, currency, expected) => {
    expect(parseMoney(text, currency)).toEqual({ minor: expected, currency });
  });

  test.each([
    ["5000.5", "JPY", "JPY has 0 decimals"],
    ["1.2345", "KWD", "KWD has 3 decimals"],
    [0.1 + 0.2, "EUR", "EUR has 2 decimals"],
    ["90071992547409.92", "EUR", "too large"],
    [80000000000000.02, "EUR", "too many digits"],
    [1e21, "EUR", "not a plain number"],
    [Number.NaN, "EUR", "not a plain number"],
    [Number.POSITIVE_INFINITY, "EUR", "not a plain number"],
    ["48.000,50", "EUR", "not a plain number"],
    ["48k", "EUR", "not a plain number"],
    ["1e5", "EUR", "not a plain number"],
    ["", "EUR", "not a plain number"],
    ["٤٨", "EUR", "not a plain number"],
    ["1", "Euro", "not a currency code"],
    ["1", "__proto__", "not a currency code"],
    ["1", "default", "not a currency code"],
  ])("%j %s is refused: %s", (text, currency, reason) => {
    expect(parseMoney(text, currency)).toContain(reason);
  });

  test.each([
    [eur(4_800_000), "en-GB", "€48,000"],
    [eur(4_800_050), "en-GB", "€48,000.50"],
    [eur(-5), "en-GB", "-€0.05"],
    [eur(4_800_050), "de-DE", "48.000,50\u00a0€"],
    [{ minor: 5000, currency: "JPY" }, "en-GB", "JP¥5,000"],
    [{ minor: 1234, currency: "KWD" }, "en-GB", "KWD\u00a01.234"],
    [eur(Number.MAX_SAFE_INTEGER), "en-GB", "€90,071,992,547,409.91"],
  ])("%j in %s", (amount, locale, expected) => {
    expect(formatMoney(amount, locale)).toBe(expected);
  });

  test("the codes are ISO's", () => {
    expect([isCurrency("EUR"), isCurrency("eur"), currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))]).toEqual([true, false, true]);
  });
});
