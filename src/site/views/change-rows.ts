import type { BusinessDate } from "../../core/calendar/business-date.ts";
import type { RecordedEntry } from "../../core/history/stage-entries.ts";
import type { DealRecord } from "../../core/metrics/deal-record.ts";
import type { AmountStep, NewDeal, OwnerStep, StageStep } from "../../core/metrics/period-changes.ts";
import type { SlippedDeal } from "../../core/metrics/pushes.ts";
import type { Money } from "../../core/money/money.ts";
import { dealCell } from "./deal-cell.ts";
import { personName } from "./deal-page.ts";
import type { Format } from "./format.ts";
import type { Site } from "./site.ts";

/** A cell of a table; one with a link leads there. */
export type Cell = string | number | { readonly text: string; readonly link: string };

interface Shown {
  readonly site: Site;
  readonly format: Format;
}

interface Mark {
  readonly commit: string;
  readonly author: string;
}

/** Who recorded something, with the commit where it can be looked at. */
export function commitCell(mark: Mark | undefined, { repository }: Pick<Site, "repository">): Cell {
  if (!mark) return "not committed yet";
  const text = `${mark.author}, ${mark.commit.slice(0, 7)}`;
  return repository ? { text, link: `${repository.url.replace(/\.git$/, "")}/commit/${mark.commit}` } : text;
}

/** The cells that each change begins with. */
const beginning = (record: DealRecord, day: BusinessDate, { format }: Shown): Cell[] => [dealCell(record), format.date(day)];

const recordedBy = (entry: RecordedEntry, { site }: Shown): Cell => commitCell(entry.recorded, site);

const moneyText = (amount: Money | undefined, { format }: Shown): string => (amount ? format.money(amount) : "–");

/** A table of changes. */
export interface ChangeTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns of words, counted from 0. */
  readonly words: readonly number[];
}

/** Deals that came in; with amounts where deals have any. */
export function newDealTable(deals: readonly NewDeal[], hasValue: boolean, shown: Shown): ChangeTable {
  const amounts = ({ amount, base }: NewDeal): Cell[] => (hasValue ? [moneyText(amount, shown), moneyText(base, shown)] : []);
  const { base } = shown.site.rates;
  return {
    head: ["Deal", "Day", "From", "Recorded by", ...(hasValue ? ["First amount", `In ${base}`] : [])],
    rows: deals.toReversed().map((deal) => {
      const { record, day, entry, from } = deal;
      const origin = from ? `${from.pipeline.name}: ${from.stage.name}` : "began here";
      return [...beginning(record, day, shown), origin, recordedBy(entry, shown), ...amounts(deal)];
    }),
    words: [2, 3],
  };
}

/** Amounts that changed. */
export const amountTable = (steps: readonly AmountStep[], shown: Shown): ChangeTable => ({
  head: ["Deal", "Day", "Recorded by", "Before", "After", `Change in ${shown.site.rates.base}`],
  rows: steps
    .toReversed()
    .map((step) => [
      ...beginning(step.record, step.day, shown),
      commitCell(step, shown.site),
      moneyText(step.from, shown),
      moneyText(step.to, shown),
      step.delta ? shown.format.money(step.delta) : "no rate",
    ]),
  words: [2],
});

/** Deals that were put off, with the last commit that did so. */
export const slippedTable = (slipped: readonly SlippedDeal[], shown: Shown): ChangeTable => ({
  head: ["Deal", "Last put off", "Recorded by", "To", "Times", "Days"],
  rows: slipped.flatMap(({ record, pushes, days }) => {
    const last = pushes.at(-1);
    if (!last) return [];
    return [[...beginning(record, last.day, shown), commitCell(last, shown.site), shown.format.date(last.to), pushes.length, days]];
  }),
  words: [2],
});

/** Steps from one stage to another. */
export const stepTable = (steps: readonly StageStep[], shown: Shown): ChangeTable => ({
  head: ["Deal", "Day", "From", "To", "Recorded by"],
  rows: steps
    .toReversed()
    .map(({ record, day, from, to, entry }) => [...beginning(record, day, shown), from.name, to.name, recordedBy(entry, shown)]),
  words: [2, 3, 4],
});

/** Deals that another person took over. */
export const ownerTable = (steps: readonly OwnerStep[], shown: Shown): ChangeTable => ({
  head: ["Deal", "Day", "From", "To", "Recorded by"],
  rows: steps
    .toReversed()
    .map((step) => [
      ...beginning(step.record, step.day, shown),
      personName(step.from, shown.site),
      personName(step.to, shown.site),
      commitCell(step, shown.site),
    ]),
  words: [2, 3, 4],
});
