import { type Dinero, type DineroCurrency, add, dinero, halfEven, multiply, toDecimal, toSnapshot, transformScale } from "dinero.js";
import * as currencies from "dinero.js/currencies";

/** An exact amount: whole minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

const known = currencies as Readonly<Record<string, DineroCurrency<number>>>;

/** The ISO 4217 codes that amounts may be in. */
export const currencyCodes: readonly string[] = Object.keys(known);

const toDinero = (money: Money): Dinero<number> => {
  const currency = known[money.currency];
  if (!currency) throw new Error(`Unknown currency ${money.currency}`);
  return dinero({ amount: money.minor, currency });
};

function toMoney(value: Dinero<number>): Money {
  const { amount, currency } = toSnapshot(value);
  return { minor: amount, currency: currency.code };
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal such as `48000` or `48000.50` into minor units without a detour through binary fractions.
 * Returns a sentence of what is wrong where the currency is unknown, it has fewer decimals, or the amount is too large.
 */
export function parseMoney(amount: string | number, currency: string): Money | string {
  const exponent = known[currency]?.exponent;
  if (exponent === undefined) return `"${currency}" is not an ISO 4217 currency code`;
  const [, sign, whole, fraction = ""] = decimal.exec(String(amount).trim()) ?? [];
  if (whole === undefined) return `"${amount}" is not a plain decimal number`;
  if (fraction.length > exponent) return `${currency} has ${exponent} decimals, "${amount}" has ${fraction.length}`;
  const minor = Number(whole + fraction.padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) return `"${amount}" is too large`;
  return { minor: sign === "-" ? -minor : minor, currency };
}

/** Sums amounts, one total a currency, in the order in which the currencies first appear. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, Dinero<number>>();
  for (const money of amounts) {
    const sum = totals.get(money.currency);
    totals.set(money.currency, sum ? add(sum, toDinero(money)) : toDinero(money));
  }
  return [...totals.values()].map(toMoney);
}

/** A whole percentage (0 to 100) of an amount, rounded half to even to the currency's smallest unit. */
export function percentOf(money: Money, percent: number): Money {
  const amount = toDinero(money);
  const scaled = multiply(amount, { amount: percent, scale: 2 });
  return toMoney(transformScale(scaled, toSnapshot(amount).currency.exponent, halfEven));
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

/** The amount for readers of a BCP 47 locale, without decimals where it has no cents: `€48,000`. */
export function formatMoney(money: Money, locale: string): string {
  const digits = known[money.currency]?.exponent ?? 2;
  const isWhole = money.minor % 10 ** digits === 0;
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    ...(isWhole && { maximumFractionDigits: 0 }),
  });
  return format.format(decimalOf(money) as unknown as number);
}
