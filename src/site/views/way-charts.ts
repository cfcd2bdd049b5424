import { drawFlows } from "../../adapters/charts/flows.ts";
import { drawFunnel } from "../../adapters/charts/funnel.ts";
import { drawHistogram } from "../../adapters/charts/histogram.ts";
import { drawRates, type RateRange } from "../../adapters/charts/rates.ts";
import { drawSurvival } from "../../adapters/charts/survival.ts";
import type { FunnelLevel } from "../../core/metrics/funnel.ts";
import type { StageConversion } from "../../core/metrics/stage-conversion.ts";
import type { Transition, TransitionKind } from "../../core/metrics/transitions.ts";
import type { Pipeline, Place } from "../../core/pipeline/pipeline.ts";
import type { IncidenceStep } from "../../core/statistics/incidence.ts";
import type { Share } from "../../core/statistics/share.ts";
import type { SurvivalCurve } from "../../core/statistics/survival.ts";
import { colours } from "./colours.ts";
import type { Format } from "./format.ts";
import { daysText } from "./ranges.ts";

/** Draws a chart for a width in pixels. */
export type Draw = (width: number) => string;

const rangeOf = (share: Share | undefined): RateRange | undefined =>
  share?.rate === undefined || !share.interval ? undefined : { rate: share.rate, ...share.interval };

/** What the last level of a funnel is called: the pipeline's won stage, or that it handed the deal over. */
export const endName = ({ stages }: Pipeline): string => stages.find(({ kind }) => kind === "won")?.name ?? "Handed over";

/** A funnel of a pipeline. */
export function funnelChart(
  levels: readonly FunnelLevel[],
  pipeline: Pipeline,
  { label, format }: { label: string; format: Format },
): Draw {
  const first = levels[0]?.count ?? 0;
  const share = (count: number): string => (first === 0 ? "" : ` · ${format.wholePercent(count / first)}`);
  return (width) =>
    drawFunnel({
      label,
      width,
      labels: levels.map(({ stage }) => stage?.name ?? endName(pipeline)),
      series: [
        {
          colour: colours.accent,
          levels: levels.map(({ count, step }) => {
            const range = rangeOf(step);
            return { count, text: `${count}${share(count)}`, ...(range && { step: range }) };
          }),
        },
      ],
      formatRate: format.wholePercent,
    });
}

/** How many of the deals in each stage went on. */
export const conversionChart =
  (conversions: readonly StageConversion[], format: Format): Draw =>
  (width) =>
    drawRates({
      label: "Share of the deals in each stage that went on, with its 95 % interval",
      width,
      colour: colours.accent,
      rows: conversions.map(({ stage, share }) => {
        const range = rangeOf(share);
        return {
          label: stage.name,
          text: range ? `${format.wholePercent(range.rate)} of ${share.n}` : "none decided",
          ...(range && { range }),
        };
      }),
      formatRate: format.wholePercent,
    });

/** A curve of how long something lasts, up to a number of days. */
export function survivalChart(curve: SurvivalCurve, { label, until, format }: { label: string; until: number; format: Format }): Draw {
  const { time } = curve.median;
  return (width) =>
    drawSurvival({
      label,
      width: Math.min(width, 300),
      steps: curve.steps.map(({ time: at, survival, interval }) => ({ time: at, share: survival, ...interval })),
      censored: curve.censored,
      until,
      colour: colours.accent,
      ...(time !== undefined && { median: { time, text: daysText(time, format) } }),
      unit: "days",
      formatShare: format.wholePercent,
    });
}

/** A curve of the share that has come to an end, up to a number of days. */
export function incidenceChart(
  steps: readonly IncidenceStep[],
  { label, until, format }: { label: string; until: number; format: Format },
): Draw {
  return (width) =>
    drawSurvival({
      label,
      width: Math.min(width, 300),
      steps,
      start: 0,
      // The share stays where it came to.
      censored: [],
      until,
      colour: colours.accent,
      unit: "days",
      formatShare: format.wholePercent,
    });
}

/** Where curves that are to be compared end: where the last of what ended did. */
export const endOfCurves = (curves: readonly SurvivalCurve[]): number =>
  Math.max(1, ...curves.map(({ steps, censored }) => steps.at(-1)?.time ?? censored.at(-1) ?? 0));

/** What moves are called, and the colours of their ribbons. */
export const moveKinds: Readonly<Record<TransitionKind, { readonly name: string; readonly group: string; readonly colour: string }>> = {
  born: { name: "began", group: "onward", colour: colours.accent },
  forward: { name: "forward", group: "onward", colour: colours.accent },
  backward: { name: "back", group: "back, or opened again", colour: colours.back },
  reopen: { name: "opened again", group: "back, or opened again", colour: colours.back },
  park: { name: "parked", group: "parked, and resumed", colour: colours.parked },
  resume: { name: "resumed", group: "parked, and resumed", colour: colours.parked },
  lose: { name: "lost", group: "lost", colour: colours.grey },
  handoff: { name: "handed over", group: "handed over", colour: colours.handoff },
};

/** The colours of the kinds of moves that there are. */
export const moveLegend = (transitions: readonly Transition[]): Record<string, string> =>
  Object.fromEntries(transitions.map(({ kind }) => [moveKinds[kind].group, moveKinds[kind].colour]));

/** A place as the pipeline names it: of a stage in another pipeline, that one's name too. */
export const placeName = ({ pipeline, stage }: Place, own: Pipeline): string =>
  pipeline.id === own.id ? stage.name : `${pipeline.name}: ${stage.name}`;

const placeId = ({ pipeline, stage }: Place): string => `${pipeline.id}/${stage.id}`;

const kindOrder = ["open", "parked", "won", "lost"] as const;

/** Own stages in their order, those that are worked on first, then places in other pipelines. */
function inOrder(places: readonly Place[], own: Pipeline): Place[] {
  const rank = ({ pipeline, stage }: Place): number =>
    pipeline.id === own.id ? kindOrder.indexOf(stage.kind) * 1000 + own.stages.findIndex(({ id }) => id === stage.id) : 1e6;
  const known = new Map(places.map((place) => [placeId(place), place]));
  return [...known.values()].sort((a, b) => rank(a) - rank(b));
}

const began = "began";

/** Who goes where in a pipeline, into it and out of it. */
export function transitionsChart(transitions: readonly Transition[], pipeline: Pipeline): Draw {
  const named = (places: readonly Place[]) =>
    inOrder(places, pipeline).map((place) => ({ id: placeId(place), label: placeName(place, pipeline) }));
  return (width) =>
    drawFlows({
      label: `Who goes where in ${pipeline.name}: from the stages on the left to those on the right`,
      width,
      from: [{ id: began, label: "New" }, ...named(transitions.flatMap(({ from }) => from ?? []))],
      to: named(transitions.map(({ to }) => to)),
      flows: transitions.map(({ from, to, kind, moves }) => ({
        from: from ? placeId(from) : began,
        to: placeId(to),
        moves,
        colour: moveKinds[kind].colour,
      })),
      format: String,
    });
}

/** By how many days stage changes were recorded late. */
export const delayChart =
  (days: readonly number[]): Draw =>
  (width) =>
    drawHistogram({
      label: "Number of stage changes by the days after which they were recorded",
      width,
      values: days,
      limits: delayLimits,
      colour: colours.accent,
    });

/** The last day of each column, but the last of them. */
export const delayLimits = [0, 1, 3, 7, 14, 30] as const;
