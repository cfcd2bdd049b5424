import {
  add,
  convert,
  type Dinero,
  type DineroCurrency,
  dinero,
  halfEven,
  multiply,
  toDecimal,
  toSnapshot,
  transformScale,
} from "dinero.js/bigint";
import * as currencies from "dinero.js/bigint/currencies";

/** An exact amount: whole minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

// The ariary and the ouguiya are divided by five, yet written with two decimals in ISO 4217, as everybody does.
const written = ({ code, base, exponent }: DineroCurrency<bigint>): DineroCurrency<bigint> =>
  base === 10n ? { code, base, exponent } : { code, base: 10n, exponent: 2n };

const known: ReadonlyMap<string, DineroCurrency<bigint>> = new Map(
  Object.entries(currencies as Readonly<Record<string, DineroCurrency<bigint>>>).map(([code, currency]) => [code, written(currency)]),
);

/** The ISO 4217 codes that amounts may be in. */
export const currencyCodes: readonly string[] = [...known.keys()];

/** True for an ISO 4217 code. */
export const isCurrency = (code: string): boolean => known.has(code);

const decimalsOf = (code: string): number => Number(known.get(code)?.exponent ?? 2);

// Steps in between (a sum, an amount times a percentage) may need more digits than a number holds exactly.
const toDinero = (money: Money): Dinero<bigint> => {
  const currency = known.get(money.currency);
  if (!currency) throw new Error(`Unknown currency ${money.currency}`);
  return dinero({ amount: BigInt(money.minor), currency });
};

function toMoney(value: Dinero<bigint>): Money {
  const { amount, currency } = toSnapshot(value);
  return { minor: Number(amount), currency: currency.code };
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

// Beyond this many digits, what YAML read as a number may not be what was written.
const exactDigits = 15;

/**
 * Reads a decimal such as `48000` or `48000.50` into minor units without a detour through binary fractions.
 * Returns a sentence of what is wrong where the currency is unknown, it has fewer decimals, or the amount is too large.
 */
export function parseMoney(amount: string | number, currency: string): Money | string {
  if (!isCurrency(currency)) return `"${currency}" is not a currency code of three letters, such as EUR`;
  const [, sign, whole, fraction = ""] = decimal.exec(String(amount).trim()) ?? [];
  if (whole === undefined) return `"${amount}" is not a plain number such as 48000 or 48000.50`;
  const digits = decimalsOf(currency);
  if (fraction.length > digits) return `${currency} has ${digits} decimals, "${amount}" has ${fraction.length}`;
  const minor = Number(whole + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) return `"${amount}" is too large`;
  if (typeof amount === "number" && (whole + fraction).length > exactDigits)
    return `"${amount}" has too many digits; put it in quotation marks`;
  return { minor: sign === "-" ? 0 - minor : minor, currency };
}

/** Sums amounts, one total a currency, in the order in which the currencies first appear. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, Dinero<bigint>>();
  for (const money of amounts) {
    const sum = totals.get(money.currency);
    totals.set(money.currency, sum ? add(sum, toDinero(money)) : toDinero(money));
  }
  return [...totals.values()].map(toMoney);
}

/** The sum of amounts that are all in one currency; zero where there are none. */
export function sumIn(currency: string, amounts: Iterable<Money>): Money {
  const [sum = { minor: 0, currency }, ...others] = sumByCurrency(amounts);
  if (sum.currency !== currency || others.length > 0) throw new Error(`Not every amount is in ${currency}.`);
  return sum;
}

/** What is left of an amount when another in the same currency is taken away. */
export const minus = (money: Money, other: Money): Money =>
  sumIn(money.currency, [money, { minor: 0 - other.minor, currency: other.currency }]);

/** `part` of `whole` equal parts of an amount, both whole numbers, rounded half to even to the currency's smallest unit. */
export function fractionOf({ minor, currency }: Money, part: number, whole: number): Money {
  const [product, divisor] = [BigInt(minor) * BigInt(part), BigInt(whole)];
  const rest = ((product % divisor) + divisor) % divisor;
  const below = (product - rest) / divisor;
  const isUp = rest * 2n > divisor || (rest * 2n === divisor && below % 2n !== 0n);
  return { minor: Number(isUp ? below + 1n : below), currency };
}

/** A whole percentage (0 to 100) of an amount, rounded half to even to the currency's smallest unit. */
export function percentOf(money: Money, percent: number): Money {
  const amount = toDinero(money);
  const scaled = multiply(amount, { amount: BigInt(percent), scale: 2n });
  return toMoney(transformScale(scaled, toSnapshot(amount).currency.exponent, halfEven));
}

const quantityParts = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** A positive number as the decimal that it is written as: whole digits, and how many of them stand behind the point. */
function decimalParts(quantity: number): { readonly amount: bigint; readonly scale: bigint } {
  const [, whole = "0", fraction = "", exponent = "0"] = quantityParts.exec(String(quantity)) ?? [];
  const scale = fraction.length - Number(exponent);
  return { amount: BigInt(whole + fraction + "0".repeat(Math.max(0, -scale))), scale: BigInt(Math.max(0, scale)) };
}

/** The amount itself. Throws a `RangeError` where it has more digits than can be counted exactly. */
export function exactly(money: Money): Money {
  if (Number.isSafeInteger(money.minor)) return money;
  throw new RangeError(`An amount of about ${money.minor} of the smallest unit of ${money.currency} has too many digits.`);
}

/**
 * The price of a positive quantity, such as 2.5 hours, rounded half to even to the currency's smallest unit. Throws a
 * `RangeError` where it has too many digits.
 */
export function priceOf(quantity: number, each: Money): Money {
  const amount = toDinero(each);
  return exactly(toMoney(transformScale(multiply(amount, decimalParts(quantity)), toSnapshot(amount).currency.exponent, halfEven)));
}

/** An amount in another currency, at what one unit of its own is worth there (a decimal such as `0.9162`), rounded half to even. */
export function convertMoney(money: Money, currency: string, rate: string): Money {
  const target = known.get(currency);
  if (!target) throw new Error(`Unknown currency ${currency}`);
  const [whole = "0", fraction = ""] = rate.split(".");
  const scaled = { amount: BigInt(whole + fraction), scale: BigInt(fraction.length) };
  return exactly(toMoney(transformScale(convert(toDinero(money), target, { [currency]: scaled }), target.exponent, halfEven)));
}

/** The mean of amounts in one currency, rounded half to even; `undefined` for none. */
export function meanOf(amounts: readonly Money[]): Money | undefined {
  const [sum, ...others] = sumByCurrency(amounts);
  if (!sum || others.length > 0) return undefined;
  const quotient = Math.floor(sum.minor / amounts.length);
  const twice = (sum.minor - quotient * amounts.length) * 2;
  const up = twice > amounts.length || (twice === amounts.length && quotient % 2 !== 0);
  return { minor: quotient + (up ? 1 : 0), currency: sum.currency };
}

/** The amount as a plain decimal, such as `48000.00`. */
export const decimalOf = (money: Money): string => toDecimal(toDinero(money));

// Setting a formatter up takes longer than writing a page of amounts with it.
const formats = new Map<string, Intl.NumberFormat>();

/** A formatter for `digits` decimals; without a currency, for the number alone. */
function formatOf(locale: string, currency: string | undefined, digits: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    ...(currency !== undefined && { style: "currency", currency }),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}

function decimalsShown({ minor, currency }: Money): number {
  const digits = decimalsOf(currency);
  return minor % 10 ** digits === 0 ? 0 : digits;
}

const format = (money: Money, locale: string, currency?: string): string =>
  formatOf(locale, currency, decimalsShown(money)).format(decimalOf(money) as unknown as number);

/** The amount for readers of a BCP 47 locale, without decimals where it has no cents: `€48,000`. */
export const formatMoney = (money: Money, locale: string): string => format(money, locale, money.currency);

/** The same without its currency, for where that stands already: `48,000`. */
export const formatBareMoney = (money: Money, locale: string): string => format(money, locale);
