import { openStages, type Stage } from "../pipeline/pipeline.ts";
import { type Share, shareOf } from "../statistics/share.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { type Ending, endingOf } from "./ending.ts";
import { type Passage, passagesOf } from "./passage.ts";

/**
 * Who counts at a stage: with `all-stages` the deals that were in it and in every open stage before it; with `any-stage` those
 * that were in it or got beyond it, whatever they skipped.
 */
export type FunnelKind = "all-stages" | "any-stage";

/** A level of a funnel. The deals that came here and no further are lost, open, elsewhere or skipped: with the next level's they add up. */
export interface FunnelLevel {
  /** Absent at the last level: deals that were won. */
  readonly stage?: Stage;
  /** Deals that came here. */
  readonly count: number;
  readonly lost: number;
  readonly open: number;
  /** In another pipeline, from which they may come back; see `endingOf`. */
  readonly elsewhere: number;
  /** Got further without the next stage, which takes them out of the funnel of all stages. */
  readonly skipped: number;
  /** Those that came here, of them and those lost one level before. Absent at the first level, like the next two. */
  readonly step?: Share;
  /** Those that came here, of them and those lost at any level before. */
  readonly cumulative?: Share;
  /**
   * The steps until here multiplied: the chance to come here from the first level, where each step's deals count as far as they
   * are decided. Absent where a step has none.
   */
  readonly chance?: number;
}

type Fate = Ending | "skipped";

/** How far a deal came, as the index of a level, and why no further. */
interface Reach {
  readonly level: number;
  readonly fate: Fate;
}

interface Way {
  /** For each open stage, whether the deal was in it. */
  readonly visited: readonly boolean[];
  readonly ending: Ending;
}

function wayOf({ stays }: Passage, stages: readonly Stage[]): readonly boolean[] {
  const ids = new Set(stays.map(({ stage }) => stage.id));
  return stages.map(({ id }) => ids.has(id));
}

const reachOfAny = ({ visited, ending }: Way): Reach => ({
  level: ending === "won" ? visited.length : visited.lastIndexOf(true),
  fate: ending,
});

function reachOfAll({ visited, ending }: Way): Reach {
  const missed = visited.indexOf(false);
  if (missed === -1) return { level: ending === "won" ? visited.length : visited.length - 1, fate: ending };
  const isBeyond = ending === "won" || visited.lastIndexOf(true) > missed;
  return { level: missed - 1, fate: isBeyond ? "skipped" : ending };
}

type Count = Omit<FunnelLevel, "step" | "cumulative" | "chance">;

function countLevel(reaches: readonly Reach[], level: number, stage: Stage | undefined): Count {
  const here = reaches.filter((reach) => reach.level === level);
  const count = (fate: Fate): number => here.filter((reach) => reach.fate === fate).length;
  return {
    ...(stage && { stage }),
    count: reaches.filter((reach) => reach.level >= level).length,
    lost: count("lost"),
    open: count("open"),
    elsewhere: count("elsewhere"),
    skipped: count("skipped"),
  };
}

function withShares(counts: readonly Count[]): FunnelLevel[] {
  let lost = 0;
  let chance: number | undefined = 1;
  return counts.map((level, index) => {
    const before = counts[index - 1];
    if (!before) return level;
    lost += before.lost;
    const step = shareOf(level.count, level.count + before.lost);
    chance = step.rate === undefined || chance === undefined ? undefined : chance * step.rate;
    return { ...level, step, cumulative: shareOf(level.count, level.count + lost), ...(chance !== undefined && { chance }) };
  });
}

/**
 * How many deals came how far: a level for each open stage in the pipeline's order, and a last one for the won. Deals of which
 * no open stage is known are left out.
 */
export function funnelOf(input: PipelineRecords, kind: FunnelKind): FunnelLevel[] {
  const stages = openStages(input.pipeline);
  const reaches = passagesOf(input)
    .map((passage) => ({ visited: wayOf(passage, stages), ending: endingOf(passage, input.pipeline) }))
    .filter(({ visited }) => visited.includes(true))
    .map(kind === "all-stages" ? reachOfAll : reachOfAny);
  const levels: (Stage | undefined)[] = [...stages, undefined];
  return withShares(levels.map((stage, level) => countLevel(reaches, level, stage)));
}
