import { cardTitle } from "../deal/deal.ts";
import { formatMoney } from "../money/money.ts";
import { dealAddress, type ExportInput, personName, startOfDay } from "./export-input.ts";
import { instantText } from "./instant-text.ts";
import { type StageChange, stageChangesOf } from "./stage-change-rows.ts";

/** A stage change as the feed tells it. */
export interface FeedEntry {
  /** A tag URI (RFC 4151), the same for as long as the stage change exists. */
  readonly id: string;
  readonly title: string;
  /** ISO 8601 with an offset. */
  readonly updated: string;
  readonly author: string;
  /** The deal's page. */
  readonly link: string;
  readonly summary: string;
}

/** A feed of stage changes. */
export interface Feed {
  /** Its own address, which is its id, too. */
  readonly address: string;
  readonly title: string;
  /** Whom entries without a known author are by. */
  readonly author: string;
  readonly home: string;
  readonly locale: string;
  readonly updated: string;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
}

const entriesShown = 100;

/** When readers could know of it: recorded, or for what is not recorded the day on which it happened. */
const knownAt = ({ entry }: StageChange, zone: string): number => entry.recorded?.recorded ?? startOfDay(entry.entered, zone);

function moveText({ before, from, to, entry }: StageChange): string {
  const target = to?.stage.name ?? entry.stage;
  return before ? `${from?.stage.name ?? before.stage} → ${target}` : `began in ${target}`;
}

// A deal changes its stage once in a commit, and enters a stage once a day.
function idOf({ record, entry }: StageChange, { host, at }: { readonly host: string; readonly at: string }): string {
  const own = entry.recorded?.commit ?? `${entry.stage}/${entry.entered}`;
  return `tag:${host},${at.slice(0, 10)}:stage-change/${record.deal.slug}/${own}`;
}

function summaryOf({ record, entry, kind }: StageChange, input: ExportInput): string {
  const { amount, owner } = record.deal;
  const parts = [
    `On ${entry.entered}`,
    kind === "began" || kind === "unknown" ? undefined : kind,
    amount && formatMoney(amount, input.locale),
    `owner: ${personName(input, owner)}`,
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

function entryOf(change: StageChange, at: number, { input, site }: { readonly input: ExportInput; readonly site: string }): FeedEntry {
  const { record, entry } = change;
  const updated = instantText(at, input.zone);
  return {
    // Days in a tag are in no zone of its own; that of the organisation is as good as any, and stays.
    id: idOf(change, { host: new URL(site).hostname, at: updated }),
    title: `${cardTitle(record.deal, record.pipeline.card)}: ${moveText(change)}`,
    updated,
    author: entry.recorded?.author ?? personName(input, record.deal.owner),
    link: dealAddress(input, record.deal.slug) ?? site,
    summary: summaryOf(change, input),
  };
}

/** The latest stage changes. A feed needs absolute links, so the site's address must be known. */
export function feedOf(input: ExportInput): Feed {
  const { site, name, zone, locale, today } = input;
  if (site === undefined) throw new Error("A feed needs the site's address.");
  const changes = input.records.flatMap(stageChangesOf).map((change) => ({ change, at: knownAt(change, zone) }));
  const latest = changes.sort((a, b) => b.at - a.at || b.change.sequence - a.change.sequence).slice(0, entriesShown);
  return {
    address: `${site}/feed.xml`,
    title: `${name}: stage changes`,
    author: name,
    home: `${site}/`,
    locale,
    updated: instantText(latest[0]?.at ?? startOfDay(today, zone), zone),
    entries: latest.map(({ change, at }) => entryOf(change, at, { input, site })),
  };
}
