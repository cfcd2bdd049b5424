import type { BusinessDate } from "../calendar/business-date.ts";
import { type Money, percentOf, sumByCurrency } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";

/** The sum of amounts that are all in the base currency. */
export const sumIn = (base: string, amounts: readonly Money[]): Money => sumByCurrency(amounts)[0] ?? { minor: 0, currency: base };

/** A deal's amount at a rate and a chance of winning. */
export interface Valuation {
  /** Absent where the deal has no amount, or no rate of its currency counts on the day. */
  readonly amount?: Money;
  /** The amount at the chance, rounded half to even. */
  readonly weighted?: Money;
  readonly lacks?: "amount" | "rate";
}

/** What an amount is worth in the base currency on a day, and at a chance of winning in percent. */
export function valueIn(rates: Rates, day: BusinessDate, { amount, percent }: { amount: Money | undefined; percent: number }): Valuation {
  if (!amount) return { lacks: "amount" };
  const converted = inBaseCurrency(amount, day, rates);
  return converted ? { amount: converted, weighted: percentOf(converted, percent) } : { lacks: "rate" };
}
