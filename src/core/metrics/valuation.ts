import type { BusinessDate } from "../calendar/business-date.ts";
import { type Money, sumByCurrency, sumIn } from "../money/money.ts";
import { inBaseCurrency, type Rates } from "../money/rates.ts";
import { isClosed } from "../pipeline/pipeline.ts";
import type { DealRecord, PipelineRecords } from "./deal-record.ts";

/** What amounts are converted by: the exchange rates, and the day that it is. */
export type Valuation = Pick<PipelineRecords, "today" | "rates">;

/** Something that may be worth something. */
export interface Valued {
  /** In its own currency; absent where nobody has said what it is worth. */
  readonly amount?: Money | undefined;
  /** In the base currency; absent where no rate counts on its day. */
  readonly base?: Money | undefined;
}

/** A deal with what it is worth. */
export interface ValuedDeal extends Valued {
  readonly record: DealRecord;
  /** The day whose rate counts. */
  readonly day: BusinessDate;
}

/**
 * A sum in the base currency. Each amount is converted and rounded on its own before it is added, so that the sums of parts add up
 * to the sum of the whole. What cannot be converted stands apart, so that nothing is dropped in silence.
 */
export interface BaseSum<T extends Valued = ValuedDeal> {
  readonly sum: Money;
  /** How many amounts are in the sum. */
  readonly count: number;
  /** Those that have no amount at all. */
  readonly withoutAmount: number;
  readonly notConverted: {
    /** Those that have an amount, but no rate for it on their day. */
    readonly items: readonly T[];
    /** What they are worth in their own currencies, one sum each. */
    readonly sums: readonly Money[];
  };
}

/**
 * An amount and what it is worth in the base currency at a day's rate, rounded half to even. What would have more digits than can be
 * counted exactly is not converted.
 */
export function valuedAmount(amount: Money | undefined, day: BusinessDate, rates: Rates): Valued {
  if (!amount) return {};
  try {
    const base = inBaseCurrency(amount, day, rates);
    return { amount, ...(base && { base }) };
  } catch (error) {
    if (error instanceof RangeError) return { amount };
    throw error;
  }
}

/** The day whose rate counts for a deal: for one that is won or lost the day on which it was, for all others today. */
const rateDay = ({ stage, deal }: DealRecord, today: BusinessDate): BusinessDate => (isClosed(stage) ? deal.stage_entered : today);

/** A deal with what it is worth today, or was when it closed. */
export function valuedDeal(record: DealRecord, { today, rates }: Valuation): ValuedDeal {
  const day = rateDay(record, today);
  return { record, day, ...valuedAmount(record.deal.amount, day, rates) };
}

/** Adds up in the base currency. */
export function sumInBase<T extends Valued>(items: readonly T[], { base }: Rates): BaseSum<T> {
  const converted = items.flatMap((item) => item.base ?? []);
  const notConverted = items.filter((item) => item.amount !== undefined && item.base === undefined);
  return {
    sum: sumIn(base, converted),
    count: converted.length,
    withoutAmount: items.length - converted.length - notConverted.length,
    notConverted: { items: notConverted, sums: sumByCurrency(notConverted.flatMap(({ amount }) => amount ?? [])) },
  };
}

/** A sum as it is printed: in the base currency, and after it in their own currencies what could not be converted. */
export const sumsOf = ({ sum, count, notConverted }: BaseSum<Valued>): Money[] =>
  count === 0 && notConverted.items.length > 0 ? [...notConverted.sums] : [sum, ...notConverted.sums];
