import { type BusinessDate, daysBetween } from "../core/calendar/business-date.ts";
import type { Deal } from "../core/deal/deal.ts";
import { decimalOf, type Money } from "../core/money/money.ts";

const amountData = (money: Money) => ({ value: decimalOf(money), currency: money.currency });

/** A deal's fields as `--json` prints them: amounts as exact decimals, notes left out unless asked for. */
export function dealData(deal: Deal, prefix: string, today: BusinessDate) {
  const { notes: _notes, amount, line_items, path, slug, ...fields } = deal;
  return {
    slug,
    file: prefix + path,
    ...fields,
    line_items: line_items.map(({ price, ...item }) => ({ ...item, price: amountData(price) })),
    ...(amount && { amount: amountData(amount) }),
    days_in_stage: daysBetween(deal.stage_entered, today),
  };
}
