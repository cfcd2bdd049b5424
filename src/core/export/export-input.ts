import { addDays, type BusinessDate, endOfDay } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import type { DealRecord, PipelineRecords } from "../metrics/deal-record.ts";
import { byPipeline } from "../metrics/pipeline-records.ts";
import type { Rates } from "../money/rates.ts";
import type { People } from "../people/people.ts";
import { isId } from "../text/field-types.ts";
import type { Training } from "../training/training.ts";

/** What every export is made from. */
export interface ExportInput {
  /** The organisation's name. */
  readonly name: string;
  /** BCP 47. */
  readonly locale: string;
  readonly today: BusinessDate;
  /** IANA time zone of the organisation. */
  readonly zone: string;
  readonly rates: Rates;
  readonly people: People | null;
  /** In the order in which they are shown. */
  readonly pipelines: readonly PipelineRecords[];
  /** Sorted by slug; no slug twice. */
  readonly records: readonly DealRecord[];
  readonly trainings: readonly Training[];
  /** Where the site is published, without a slash at its end; absent where dealbook.yaml does not say. */
  readonly site?: string;
}

/** What an export input is taken from. */
export interface ExportSource {
  readonly settings: Pick<Settings, "organisation" | "people" | "rules" | "rates" | "trainings">;
  readonly records: readonly DealRecord[];
  readonly today: BusinessDate;
}

/** One record a slug, sorted: of two files with one name the first counts, and what has no address is left out, as on the site. */
function uniqueRecords(records: readonly DealRecord[]): DealRecord[] {
  const bySlug = new Map<string, DealRecord>();
  for (const record of records) if (isId(record.deal.slug) && !bySlug.has(record.deal.slug)) bySlug.set(record.deal.slug, record);
  return [...bySlug.values()].sort((a, b) => (a.deal.slug < b.deal.slug ? -1 : 1));
}

function addressOf(site: string): string {
  const { origin, pathname } = new URL(site);
  return (origin + pathname).replace(/\/+$/, "");
}

/** What exports are made from. */
export function exportInput({ settings, records: all, today }: ExportSource): ExportInput {
  const { organisation, people, rates, rules, trainings } = settings;
  const records = uniqueRecords(all);
  const site = organisation?.site === undefined ? undefined : addressOf(organisation.site);
  return {
    name: organisation?.name ?? "Dealbook",
    locale: organisation?.locale ?? "en-GB",
    today,
    zone: organisation?.time_zone ?? "UTC",
    rates,
    people,
    pipelines: byPipeline({ settings: { organisation, rates, rules }, records, today }),
    records,
    trainings,
    ...(site !== undefined && { site }),
  };
}

/** The same with the deals of one person only. */
export const ofOwner = (input: ExportInput, owner: string): ExportInput => {
  const isOwn = ({ deal }: DealRecord): boolean => deal.owner === owner;
  return {
    ...input,
    records: input.records.filter(isOwn),
    pipelines: input.pipelines.map((each) => ({ ...each, records: each.records.filter(isOwn), all: each.all.filter(isOwn) })),
  };
};

/** What a person is called; their id where people.yaml does not know them. */
export const personName = ({ people }: Pick<ExportInput, "people">, id: string): string => people?.people[id]?.name ?? id;

/** The address of a deal's page; `undefined` where the site's is not known. */
export const dealAddress = ({ site }: Pick<ExportInput, "site">, slug: string): string | undefined =>
  site === undefined ? undefined : `${site}/deals/${slug}/`;

/** The instant at which a day begins in a zone, in milliseconds since 1970. */
export const startOfDay = (day: BusinessDate, zone: string): number => endOfDay(addDays(day, -1), zone);
