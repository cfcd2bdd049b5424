import { type BusinessDate, daysBetween } from "../core/calendar/business-date.ts";
import type { Deal } from "../core/deal/deal.ts";
import { decimalOf } from "../core/money/money.ts";

/** A deal's fields as `--json` prints them: amounts as exact decimals, notes left out unless asked for. */
export function dealData(deal: Deal, prefix: string, today: BusinessDate) {
  const { notes: _notes, amount, path, slug, ...fields } = deal;
  return {
    slug,
    file: prefix + path,
    ...fields,
    ...(amount && { amount: { value: decimalOf(amount), currency: amount.currency } }),
    days_in_stage: daysBetween(deal.stage_entered, today),
  };
}
