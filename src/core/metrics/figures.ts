import { always, type Period } from "../calendar/period.ts";
import { activitiesByPerson } from "./activity-counts.ts";
import { attentionByOwner } from "./attention-by-owner.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { recordsOf } from "./deal-record.ts";
import { averageDealSize, dealSizeIn } from "./deal-size.ts";
import type { Definition } from "./definition.ts";
import { definitions } from "./definitions.ts";
import { countFigure, type Figure, shareFigure, sumFigures, survivalFigure } from "./figure.ts";
import { type FunnelKind, funnelOf } from "./funnel.ts";
import { lostReasons } from "./lost-reasons.ts";
import { periodChanges } from "./period-changes.ts";
import { recordingDelay } from "./recording-delay.ts";
import { salesCycle } from "./sales-cycle.ts";
import { leadSources } from "./sources.ts";
import { stageConversion } from "./stage-conversion.ts";
import { timeInStage } from "./time-in-stage.ts";
import { timeUntilWon } from "./time-until-won.ts";
import { type Transition, transitionsOf } from "./transitions.ts";
import { openTotals, totalsByStage } from "./value.ts";
import { velocity } from "./velocity.ts";
import { winRateIn } from "./win-rate.ts";
import { winRateByValue } from "./win-rate-by-value.ts";

/** What figures are about: what stands today, what happened in a period, or all that ever happened. */
export type Span = "today" | "period" | "ever";

/** Works out the figures that a definition explains. Only those about a period depend on it. */
export interface Measure {
  readonly definition: Definition;
  readonly span: Span;
  readonly figures: (input: PipelineRecords, period: Period) => readonly Figure[];
}

const allOpen = "all open deals";

const valueMeasures: readonly Measure[] = [
  {
    definition: definitions.pipelineValue,
    span: "today",
    figures: (input) => {
      const all = openTotals(input);
      const stages = totalsByStage(input).flatMap(({ stage, count, baseValue }) => sumFigures(stage.name, count, baseValue));
      return [...sumFigures(allOpen, all.count, all.baseValue), ...stages];
    },
  },
  {
    definition: definitions.weightedValue,
    span: "today",
    figures: (input) => {
      const all = openTotals(input);
      const stages = totalsByStage(input).flatMap(({ stage, count, baseWeighted }) => sumFigures(stage.name, count, baseWeighted));
      return [...sumFigures(allOpen, all.count, all.baseWeighted), ...stages];
    },
  },
];

const closed = "closed deals";

const winMeasures: readonly Measure[] = [
  { definition: definitions.winRate, span: "period", figures: (input, period) => [shareFigure(closed, winRateIn(input, period))] },
  {
    definition: definitions.winRateByValue,
    span: "period",
    figures: (input, period) => {
      const { won, lost, rate } = winRateByValue(input, period);
      return [{ of: closed, n: won.count + lost.count, share: rate }];
    },
  },
  {
    definition: definitions.baseDealSize,
    span: "period",
    figures: (input, period) => {
      const { count, mean, median } = dealSizeIn(input, period);
      return [
        { of: "mean of won deals", n: count, amount: mean },
        { of: "median of won deals", n: count, amount: median },
      ];
    },
  },
  {
    definition: definitions.averageDealSize,
    span: "ever",
    figures: (input) => averageDealSize(input).map(({ mean, count }) => ({ of: `won deals in ${mean.currency}`, n: count, amount: mean })),
  },
  {
    definition: definitions.salesCycle,
    span: "ever",
    figures: (input) => {
      const { deals, mean, median } = salesCycle(input);
      return [
        { of: "median of won deals", n: deals.length, days: median },
        { of: "mean of won deals", n: deals.length, days: mean },
      ];
    },
  },
  { definition: definitions.timeUntilWon, span: "ever", figures: (input) => [survivalFigure("median", timeUntilWon(input).curve)] },
  {
    definition: definitions.velocity,
    span: "period",
    figures: (input, period) => {
      const openDeals = recordsOf(input.records, "open").length;
      const winRate = winRateIn(input, period);
      const { mean: averageSize } = dealSizeIn(input, period);
      const amount = velocity({ openDeals, winRate, averageSize, cycleDays: salesCycle(input).median });
      return [{ of: "a day", n: openDeals, amount }];
    },
  },
];

function funnelFigures(input: PipelineRecords, kind: FunnelKind): Figure[] {
  return funnelOf(input, kind).flatMap(({ stage, count, cumulative }) => {
    const of = stage?.name ?? "Won";
    return cumulative ? [shareFigure(of, cumulative)] : [countFigure(of, count)];
  });
}

const transitionName = ({ from, to }: Transition): string => `${from?.stage.name ?? "(new)"} → ${to.stage.name}`;

const wayMeasures: readonly Measure[] = [
  {
    definition: definitions.timeInStage,
    span: "ever",
    figures: (input) => timeInStage(input).map(({ stage, curve }) => survivalFigure(stage.name, curve)),
  },
  {
    definition: definitions.stageConversion,
    span: "ever",
    figures: (input) => stageConversion(input).map(({ stage, share }) => shareFigure(stage.name, share)),
  },
  { definition: definitions.funnelAllStages, span: "ever", figures: (input) => funnelFigures(input, "all-stages") },
  { definition: definitions.funnelAnyStage, span: "ever", figures: (input) => funnelFigures(input, "any-stage") },
  {
    definition: definitions.transitions,
    span: "ever",
    figures: (input) =>
      transitionsOf(input).map((each) => ({ of: transitionName(each), n: each.deals, number: each.moves, days: each.medianDays })),
  },
  {
    definition: definitions.recordingDelay,
    span: "ever",
    figures: (input) => {
      const { n, median, ninetieth, withinDay } = recordingDelay(input);
      return [{ of: "median", n, days: median }, { of: "90th percentile", n, days: ninetieth }, shareFigure("within a day", withinDay)];
    },
  },
];

const changeMeasures: readonly Measure[] = [
  {
    definition: definitions.newDeals,
    span: "period",
    figures: (input, period) => {
      const { created, createdValue } = periodChanges(input, period);
      return [countFigure("deals", created.length), ...sumFigures("first amounts", created.length, createdValue)];
    },
  },
  {
    definition: definitions.grownAndShrunk,
    span: "period",
    figures: (input, period) => {
      const { grown, shrunk } = periodChanges(input, period);
      return [
        { of: "grown", n: grown.steps.length, amount: grown.sum },
        { of: "shrunk", n: shrunk.steps.length, amount: shrunk.sum },
      ];
    },
  },
  {
    definition: definitions.slipped,
    span: "period",
    figures: (input, period) => {
      const { slipped, pushes, daysPushed } = periodChanges(input, period);
      return [
        { of: "pushes", n: slipped.length, number: pushes },
        { of: "days pushed", n: slipped.length, days: daysPushed },
      ];
    },
  },
  {
    definition: definitions.reopenedAndBack,
    span: "period",
    figures: (input, period) => {
      const { reopened, wentBack } = periodChanges(input, period);
      return [countFigure("opened again", reopened.length), countFigure("gone back", wentBack.length)];
    },
  },
  {
    definition: definitions.lostReasons,
    span: "period",
    figures: (input, period) => lostReasons(input, period).map((each) => ({ ...shareFigure(each.name, each), number: each.count })),
  },
];

const peopleMeasures: readonly Measure[] = [
  {
    definition: definitions.leadSources,
    span: "period",
    figures: (input, period) =>
      leadSources(input, period).map((each) => ({
        ...shareFigure(each.source || "not said", { ...each, n: each.won + each.lost }),
        number: each.count,
      })),
  },
  {
    definition: definitions.activities,
    span: "period",
    figures: (input, period) => activitiesByPerson(input.records, period).map(({ person, count }) => countFigure(person, count)),
  },
  {
    definition: definitions.attentionByOwner,
    span: "today",
    figures: (input) =>
      attentionByOwner(input).flatMap(({ owner, open, rotting, overdue }) => [
        { of: `${owner}: rotting`, n: open, number: rotting.length },
        { of: `${owner}: overdue`, n: open, number: overdue.length },
      ]),
  },
];

/** Every figure of a pipeline, in the order in which they are printed and exported. A new one is a line here and a definition. */
export const pipelineMeasures: readonly Measure[] = [
  ...valueMeasures,
  ...winMeasures,
  ...wayMeasures,
  ...changeMeasures,
  ...peopleMeasures,
];

/** A definition and its figures. */
export interface MeasuredFigures extends Pick<Measure, "definition" | "span"> {
  readonly figures: readonly Figure[];
}

/** All figures of a pipeline. */
export const figuresOf = (input: PipelineRecords, period: Period = always): MeasuredFigures[] =>
  pipelineMeasures.map(({ definition, span, figures }) => ({ definition, span, figures: figures(input, period) }));
