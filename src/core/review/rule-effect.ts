import { addDays, type BusinessDate, dateInZone, daysBetween } from "../calendar/business-date.ts";
import type { Recorded } from "../history/deal-versions.ts";
import type { PipelineRecords } from "../metrics/deal-record.ts";
import { closedDeals, endingOf } from "../metrics/ending.ts";
import { type Passage, passagesOf } from "../metrics/passage.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { type Share, shareOf } from "../statistics/share.ts";
import { type Comparison, compareMedians, compareRates, type MedianDays, medianDays } from "./comparison.ts";

/** A commit that changed rules or the handbook. */
export interface RuleCommit extends Recorded {
  /** The first line of its message. */
  readonly subject: string;
  /** What it touched, from the content root. */
  readonly paths: readonly string[];
}

/** Folders whose files are rules or handbook. */
export const ruleFolders = ["pipelines", "frameworks", "templates", "handbook"] as const;

/** Before and after are compared over at most as many days each. */
const longestWindow = 90;

/** How a pipeline's figures were before a change of rules and after it. Other things change, too: nobody can say that it was the cause. */
export interface RuleEffect {
  readonly change: RuleCommit;
  /** The day on which it was recorded; it belongs to the time after. */
  readonly day: BusinessDate;
  /** Id of the pipeline. */
  readonly pipeline: string;
  /** Days on either side. */
  readonly days: number;
  /** Of the deals that left an open stage for good, how many went on rather than being lost. */
  readonly conversion: Comparison<Share>;
  /** Of the deals that ended, how many were won or handed over. */
  readonly winRate: Comparison<Share>;
  /** Days from the first stage to being won or handed over. */
  readonly cycle: Comparison<MedianDays>;
}

interface Outcome {
  readonly day: BusinessDate;
  readonly isGood: boolean;
}

/** What happened in a pipeline, by its days. */
interface PipelineDays {
  readonly first: BusinessDate | undefined;
  /** Deals that left an open stage: on, or out. */
  readonly moves: readonly Outcome[];
  readonly ends: readonly Outcome[];
  readonly cycles: readonly { readonly day: BusinessDate; readonly days: number }[];
}

/** A deal that goes back or is parked has not left for good. */
function movesOf({ pipeline }: PipelineRecords, { stays, outcome }: Passage): Outcome[] {
  return stays.flatMap(({ stage, left }, index): Outcome[] => {
    if (stage.kind !== "open" || left === undefined) return [];
    const next = stays[index + 1]?.stage;
    if (!next) return outcome === "handed-over" ? [{ day: left, isGood: true }] : [];
    if (next.kind === "lost") return [{ day: left, isGood: false }];
    const isOn = next.kind === "won" || (next.kind === "open" && pipeline.stages.indexOf(next) > pipeline.stages.indexOf(stage));
    return isOn ? [{ day: left, isGood: true }] : [];
  });
}

function cyclesOf(passage: Passage, pipeline: Pipeline): PipelineDays["cycles"] {
  const [first] = passage.stays;
  const { ended } = passage;
  const isWhole = first?.stage.kind === "open" && ended !== undefined && endingOf(passage, pipeline) === "won";
  return isWhole ? [{ day: ended, days: daysBetween(first.entry.entered, ended) }] : [];
}

function daysOf(input: PipelineRecords): PipelineDays {
  const passages = passagesOf(input);
  const entered = passages.map(({ stays }) => stays[0]?.entry.entered).filter((day) => day !== undefined);
  return {
    first: entered.sort()[0],
    moves: passages.flatMap((passage) => movesOf(input, passage)),
    ends: closedDeals(input).map(({ closed, ending }) => ({ day: closed, isGood: ending === "won" })),
    cycles: passages.flatMap((passage) => cyclesOf(passage, input.pipeline)),
  };
}

/** Days from one to another, the last not included. */
type Window = readonly [from: BusinessDate, to: BusinessDate];

const within = <T extends { readonly day: BusinessDate }>(items: readonly T[], [from, to]: Window): T[] =>
  items.filter(({ day }) => day >= from && day < to);

const outcomeRate = (outcomes: readonly Outcome[], window: Window): Share => {
  const own = within(outcomes, window);
  return shareOf(own.filter(({ isGood }) => isGood).length, own.length);
};

const cycleIn = ({ cycles }: PipelineDays, window: Window): MedianDays => medianDays(within(cycles, window).map(({ days }) => days));

/** The pipelines that a change concerns: those whose files it touched, or all where it touched anything else. */
function isConcerned({ paths }: RuleCommit, pipeline: string): boolean {
  return paths.includes(`pipelines/${pipeline}.yaml`) || paths.some((path) => !path.startsWith("pipelines/"));
}

function effectOn(days: PipelineDays, change: RuleCommit, { today, zone, pipeline }: PipelineRecords): RuleEffect {
  const day = dateInZone(change.recorded, zone);
  const known = days.first === undefined ? 0 : daysBetween(days.first, day);
  const length = Math.max(0, Math.min(longestWindow, known, daysBetween(day, today) + 1));
  const before: Window = [addDays(day, -length), day];
  const after: Window = [day, addDays(day, length)];
  return {
    change,
    day,
    pipeline: pipeline.id,
    days: length,
    conversion: compareRates(outcomeRate(days.moves, before), outcomeRate(days.moves, after)),
    winRate: compareRates(outcomeRate(days.ends, before), outcomeRate(days.ends, after)),
    cycle: compareMedians(cycleIn(days, before), cycleIn(days, after)),
  };
}

/** What each change of rules or handbook did in each pipeline that it concerns, in the order of the changes. */
export function ruleEffects(changes: readonly RuleCommit[], pipelines: readonly PipelineRecords[]): RuleEffect[] {
  const known = pipelines.map((input) => ({ input, days: daysOf(input) }));
  return changes.flatMap((change) =>
    known.filter(({ input }) => isConcerned(change, input.pipeline.id)).map(({ input, days }) => effectOn(days, change, input)),
  );
}
