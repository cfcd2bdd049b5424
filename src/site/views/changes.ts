import { changeWords, signedMoney } from "../../adapters/reports/review-words.ts";
import { dateInZone } from "../../core/calendar/business-date.ts";
import type { Recorded } from "../../core/history/deal-versions.ts";
import { decimalOf, formatMoney, type Money } from "../../core/money/money.ts";
import type { Change, DateMove, StageMove, StageName } from "../../core/review/change.ts";
import { changeNames } from "../../core/review/change.ts";
import type { ChangeGroup, Review } from "../../core/review/review.ts";
import { colours } from "./colours.ts";
import { personName } from "./deal-page.ts";
import { counted, type Format } from "./format.ts";
import type { Site } from "./site.ts";

/** What a page says with: the site's names, and how to print values. */
export interface Telling {
  readonly site: Site;
  readonly format: Format;
}

function stageWords({ kind, from, to }: StageMove, { site }: Telling): string {
  const isHandoff = kind === "handed-over";
  const pipeline = ({ pipeline: id }: StageName): string => site.rules.pipelines.get(id)?.name ?? id;
  const name = (stage: StageName): string => (isHandoff ? `${pipeline(stage)}: ${stage.name}` : stage.name);
  if (from && to) return `${name(from)} → ${name(to)}`;
  if (to) return `in ${name(to)}`;
  return from ? `from ${name(from)}` : "";
}

const dateWords = ({ from, to, days }: DateMove, { format }: Telling): string =>
  `${format.date(from)} → ${format.date(to)}, ${counted(Math.abs(days), "day")} ${days > 0 ? "later" : "earlier"}`;

/** What happened to a deal, in words; why, where somebody said so, stands apart. */
export function whatHappened(change: Change, telling: Telling): string {
  switch (change.kind) {
    case "owner":
      return `${personName(change.from, telling.site)} → ${personName(change.to, telling.site)}`;
    case "slipped":
    case "pulled-in":
      return dateWords(change, telling);
    case "grown":
    case "shrunk":
    case "quiet":
      return changeWords(change, telling.site.locale);
    default:
      return stageWords(change, telling);
  }
}

/** Why it happened, as the deal says; `undefined` where it does not. */
export const reasonOf = (change: Change): string | undefined => ("reason" in change ? change.reason : undefined);

/** Where a commit can be seen on the forge; `undefined` where no repository is set. */
const commitHref = (commit: string, { repository }: Site): string | undefined => repository && `${repository.url}/commit/${commit}`;

/** Who recorded something, when, and in which commit. */
export const recordedBy = ({ author, commit, recorded }: Recorded, site: Site) => ({
  author,
  commit: commit.slice(0, 7),
  link: commitHref(commit, site),
  day: dateInZone(recorded, site.zone),
});

const mostShown = 100;

const size = ({ effect, worth }: Change): number => Math.abs(effect.minor) * 1e6 + Math.abs(worth.minor);

/** As many changes of a group as a page has room for, those that did most first, and what the others did together. */
export function shownOf({ changes, effect }: ChangeGroup, most = mostShown) {
  const shown = changes.toSorted((a, b) => size(b) - size(a)).slice(0, most);
  const minor = effect.minor - shown.reduce((sum, each) => sum + each.effect.minor, 0);
  return { shown, rest: { count: changes.length - shown.length, effect: { ...effect, minor } } };
}

/** A line of the way from the weighted pipeline before to the one after. */
export interface BridgeRow {
  readonly label: string;
  readonly kind: "total" | "change";
  /** How many changes; absent for sums, and for exchange rates. */
  readonly count?: number;
  readonly money: Money;
  /** The anchor of the changes. */
  readonly anchor?: string;
}

/** How the weighted pipeline came from what it was to what it is; the changes add up to the difference, to the cent. */
export const bridgeOf = ({ before, after, rates, groups }: Review): BridgeRow[] => [
  { label: "Before", kind: "total", money: before },
  ...groups.map(({ kind, changes, effect }): BridgeRow => {
    return { label: changeNames[kind], kind: "change", count: changes.length, money: effect, anchor: kind };
  }),
  ...(rates.minor === 0 ? [] : [{ label: "Exchange rates", kind: "change", money: rates } as const]),
  { label: "After", kind: "total", money: after },
];

/** The lines of the waterfall: sums, and what moved them. */
export const waterfallOf = (review: Review, site: Site) => ({
  label: "How the weighted forecast came from what it was to what it is",
  colours: { total: colours.ink, up: colours.accent, down: colours.back },
  steps: bridgeOf(review)
    .filter(({ kind, money }) => kind === "total" || money.minor !== 0)
    .map(({ label, kind, money }) => ({
      label,
      kind,
      value: Number(decimalOf(money)),
      text: kind === "total" ? formatMoney(money, site.locale) : signedMoney(money, site.locale),
    })),
});
