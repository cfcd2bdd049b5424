import type { BusinessDate } from "../calendar/business-date.ts";
import { cardTitle } from "../deal/deal.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { formatMoney } from "../money/money.ts";
import { isClosed } from "../pipeline/pipeline.ts";
import type { Training } from "../training/training.ts";
import { dealAddress, type ExportInput, personName, startOfDay } from "./export-input.ts";

/** A day in the calendar. */
export interface CalendarEntry {
  /** Stays the same when the day or the words change, so that calendars move the entry instead of adding one. */
  readonly uid: string;
  readonly day: BusinessDate;
  readonly title: string;
  readonly description: string;
  readonly category: "Next step" | "Expected close" | "Training";
  /** When it was last written, in milliseconds since 1970. */
  readonly stamp: number;
  readonly url?: string | undefined;
}

/** A calendar and what it is called. */
export interface Calendar {
  readonly name: string;
  /** By day, then by uid. */
  readonly entries: readonly CalendarEntry[];
}

/** The last time that git recorded the deal; for one that is not committed, the day it entered its stage. */
const stampOf = ({ versions, deal }: DealRecord, { zone }: ExportInput): number =>
  versions.at(-1)?.recorded ?? startOfDay(deal.stage_entered, zone);

function descriptionOf({ deal, pipeline, stage }: DealRecord, input: ExportInput): string {
  const lines = [
    `${pipeline.name}: ${stage.name}`,
    `Owner: ${personName(input, deal.owner)}`,
    deal.amount && `Amount: ${formatMoney(deal.amount, input.locale)}`,
    deal.next_step && `Next step: ${deal.next_step.action}`,
  ];
  return lines.filter((line) => line !== undefined).join("\n");
}

function dealEntries(record: DealRecord, input: ExportInput): CalendarEntry[] {
  const { deal, pipeline, stage } = record;
  if (isClosed(stage) || deal.archived !== undefined) return [];
  const card = cardTitle(deal, pipeline.card);
  const shared = { description: descriptionOf(record, input), stamp: stampOf(record, input), url: dealAddress(input, deal.slug) };
  const step = deal.next_step;
  return [
    ...(step?.due
      ? [{ uid: `next-step-${deal.slug}`, day: step.due, title: `${card}: ${step.action}`, category: "Next step" as const, ...shared }]
      : []),
    ...(deal.expected_close
      ? [
          {
            uid: `expected-close-${deal.slug}`,
            day: deal.expected_close,
            title: `${card}: expected to close`,
            category: "Expected close" as const,
            ...shared,
          },
        ]
      : []),
  ];
}

const trainingEntries = ({ id, name, dates, led_by, note, link }: Training, { zone }: ExportInput): CalendarEntry[] =>
  dates.map((day) => ({
    uid: `training-${id}-${day}`,
    day,
    title: `Training: ${name}`,
    description: [led_by && `Led by ${led_by}`, note].filter((line) => line !== undefined).join("\n"),
    category: "Training",
    // The file does not say when a training was entered, and a stamp has to stay the same.
    stamp: startOfDay(day, zone),
    url: link,
  }));

const compare = (a: CalendarEntry, b: CalendarEntry): number => {
  const [one, other] = [a.day + a.uid, b.day + b.uid];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** Next steps and expected closes of all deals that are not closed, and the days of trainings. */
export function calendarOf(input: ExportInput, name: string): Calendar {
  const entries = [
    ...input.records.flatMap((record) => dealEntries(record, input)),
    ...input.trainings.flatMap((training) => trainingEntries(training, input)),
  ];
  return { name, entries: entries.sort(compare) };
}
