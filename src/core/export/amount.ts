import type { BusinessDate } from "../calendar/business-date.ts";
import { decimalOf, type Money } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";

/** An amount as exports write it: exact as a decimal, and in whole minor units (cents). */
export interface Amount {
  /** Such as `48000.00`, with the decimals of its currency. */
  readonly value: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly minor: number;
}

/** An amount as exports write it; `undefined` for none. */
export const amountOf = (money: Money | undefined): Amount | undefined =>
  money && { value: decimalOf(money), currency: money.currency, minor: money.minor };

/** The same in the base currency at the rate of a day; `undefined` where no rate counts then. */
export const baseAmountOf = (money: Money | undefined, day: BusinessDate, rates: Rates): Amount | undefined =>
  money && amountOf(inBaseCurrency(money, day, rates));
