import { daysBetween } from "../calendar/business-date.ts";
import type { MoveKind } from "../pipeline/move.ts";
import { isClosed, type Place } from "../pipeline/pipeline.ts";
import { medianOf } from "../statistics/quantile.ts";
import { isTooFew } from "../statistics/small-numbers.ts";
import { type DealRecord, type PipelineRecords, placeOfEntry } from "./deal-record.ts";

/** What a past move did; `forward` includes winning. It says nothing about whether today's rules would allow it. */
export type TransitionKind = "born" | Extract<MoveKind, "forward" | "backward" | "park" | "resume" | "lose" | "reopen" | "handoff">;

/** All moves from one place to another. */
export interface Transition {
  readonly kind: TransitionKind;
  /** Absent where deals began. */
  readonly from?: Place;
  readonly to: Place;
  /** Moves; a deal that went the same way twice counts twice. */
  readonly moves: number;
  /** Deals that moved so. */
  readonly deals: number;
  /** The median of the days that they had been in the place before; absent where deals began. */
  readonly medianDays?: number;
  readonly isTooFew: boolean;
}

interface Move {
  readonly slug: string;
  readonly from?: Place;
  readonly to: Place;
  readonly days?: number;
}

const keyOf = (place: Place | undefined): string => (place ? `${place.pipeline.id}/${place.stage.id}` : "");

function kindOf({ from, to }: Pick<Move, "from" | "to">): TransitionKind {
  if (!from) return "born";
  if (from.pipeline.id !== to.pipeline.id) return "handoff";
  if (to.stage.kind === "lost") return "lose";
  if (isClosed(from.stage) && !isClosed(to.stage)) return "reopen";
  if (to.stage.kind === "parked") return "park";
  if (from.stage.kind === "parked") return "resume";
  const order = to.pipeline.stages.map(({ id }) => id);
  return order.indexOf(to.stage.id) < order.indexOf(from.stage.id) ? "backward" : "forward";
}

/** The moves of a deal; those from or into a stage that no longer exists are left out. */
function movesOf(record: DealRecord): Move[] {
  const { slug } = record.deal;
  return record.entries.flatMap((entry, index): Move[] => {
    const to = placeOfEntry(entry, record);
    const before = record.entries[index - 1];
    if (!to) return [];
    if (!before) return [{ slug, to }];
    const from = placeOfEntry(before, record);
    return !from || keyOf(from) === keyOf(to) ? [] : [{ slug, from, to, days: daysBetween(before.entered, entry.entered) }];
  });
}

function transitionOf(moves: readonly [Move, ...Move[]]): Transition {
  const [{ from, to }] = moves;
  const medianDays = medianOf(moves.flatMap(({ days }) => days ?? []));
  return {
    kind: kindOf({ ...(from && { from }), to }),
    ...(from && { from }),
    to,
    moves: moves.length,
    deals: new Set(moves.map(({ slug }) => slug)).size,
    ...(medianDays !== undefined && { medianDays }),
    isTooFew: isTooFew(moves.length),
  };
}

/** Who goes where: every way into, within and out of the pipeline that deals have gone, the busiest first. */
export function transitionsOf({ pipeline, all }: PipelineRecords): Transition[] {
  const moves = all.flatMap(movesOf).filter(({ from, to }) => [from, to].some((place) => place?.pipeline.id === pipeline.id));
  const groups = Map.groupBy(moves, ({ from, to }) => `${keyOf(from)} ${keyOf(to)}`);
  return [...groups]
    .sort(([aKey, a], [bKey, b]) => b.length - a.length || (aKey < bKey ? -1 : 1))
    .flatMap(([, [first, ...others]]) => (first ? [transitionOf([first, ...others])] : []));
}
