import { daysBetween } from "../calendar/business-date.ts";
import type { PipelineRecords } from "../metrics/deal-record.ts";
import { type ClosedDeal, closedDeals } from "../metrics/ending.ts";
import type { Passage } from "../metrics/passage.ts";
import { type Interval, wilsonInterval } from "../metrics/wilson.ts";
import { isClosed, type Stage } from "../pipeline/pipeline.ts";

/** With fewer deals that ended, history says too little, and the stage's stated probability is taken. */
export const fewestEnded = 5;

/** The stated probability counts like as many deals that ended just so; the more history there is, the less it matters. */
const statedWeight = 10;

/** How deals that were in a stage ended. */
export interface StageChance {
  readonly stage: Stage;
  /** Deals that were in the stage and have ended, won or lost; see `endingOf`. */
  readonly ended: number;
  /** Of these, the won ones. */
  readonly won: number;
  /** What the share of the won ones may really be, at 95 % (Wilson); absent where none has ended. */
  readonly interval?: Interval;
  /** What the chance is taken from: the team's history with the stated probability, or the stated probability alone. */
  readonly basis: "history" | "stated";
  /** The chance of winning from here, from 0 to 1. */
  readonly chance: number;
  /** What the chance rests on, as deals won and lost. */
  readonly hits: number;
  readonly misses: number;
  /** Days from entering the stage to being won, of each won deal, the shortest first. */
  readonly daysToWin: readonly number[];
}

/** The last stay in each stage that a deal went through. */
const lastStays = ({ stays }: Passage) => new Map(stays.map((stay) => [stay.stage.id, stay]));

function daysToWin(stage: Stage, deals: readonly ClosedDeal[]): number[] {
  return deals
    .filter(({ ending }) => ending === "won")
    .flatMap(({ passage, closed }) => {
      const stay = lastStays(passage).get(stage.id);
      return stay ? [daysBetween(stay.entry.entered, closed)] : [];
    })
    .filter((days) => days >= 0)
    .sort((a, b) => a - b);
}

function chanceOf(stage: Stage, deals: readonly ClosedDeal[]): StageChance {
  const own = deals.filter(({ passage }) => passage.stays.some((stay) => stay.stage.id === stage.id));
  const ended = own.length;
  const won = own.filter(({ ending }) => ending === "won").length;
  const basis = ended < fewestEnded ? "stated" : "history";
  const [hit, missed] = basis === "stated" ? [0, 0] : [won, ended - won];
  const hits = hit + (statedWeight * stage.probability) / 100;
  const misses = missed + (statedWeight * (100 - stage.probability)) / 100;
  const interval = ended > 0 ? { interval: wilsonInterval(won, ended) } : {};
  return { stage, ended, won, ...interval, basis, chance: hits / (hits + misses), hits, misses, daysToWin: daysToWin(stage, own) };
}

/** The chance of winning from each stage in which deals do not end, from how those that were in it ended. */
export function stageChances(input: Pick<PipelineRecords, "pipeline" | "all">): StageChance[] {
  const deals = closedDeals(input);
  return input.pipeline.stages.filter((stage) => !isClosed(stage)).map((stage) => chanceOf(stage, deals));
}
