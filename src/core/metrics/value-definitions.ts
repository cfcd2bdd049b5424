import type { Definition } from "./definition.ts";

/** What deals are worth, and how many are won. */
export const valueDefinitions = {
  pipelineValue: {
    id: "pipeline-value",
    name: "Pipeline value",
    definition: "What the open deals are worth together. A deal without an amount counts as a deal, and adds nothing to the value.",
    formula: "sum of the amounts of all deals in an open stage",
  },
  weightedValue: {
    id: "weighted-value",
    name: "Weighted value",
    definition:
      "The pipeline value with each deal counted at its stage's probability of winning. Each deal is rounded to the smallest unit of its currency, half to even, and the rounded amounts are added.",
    formula: "sum of (amount × probability of the deal's stage) over all deals in an open stage",
  },
  dealsPerStage: {
    id: "deals-per-stage",
    name: "Deals per stage",
    definition: "How many deals are in each open stage today.",
    formula: "number of deals whose stage is this one",
  },
  winRate: {
    id: "win-rate",
    name: "Win rate",
    definition:
      "The share of the pipeline's closed deals that were won, wherever they are now. A deal is closed on the day it entered its won or lost stage. A pipeline without a won stage is there to hand deals over: those that it handed over count as won on that day. In one with a won stage a handoff counts on neither side. Deals that were opened again count by how they ended last. The last year is the 365 days up to and including today. The range is Wilson's 95 % interval: few deals leave much open.",
    formula: "won ÷ (won + lost)",
  },
  averageDealSize: {
    id: "average-deal-size",
    name: "Average deal size",
    definition: "The mean amount of the won deals. Won deals without an amount are left out; each currency has a mean of its own.",
    formula: "sum of the amounts of won deals ÷ number of won deals with an amount",
  },
  salesCycle: {
    id: "sales-cycle",
    name: "Sales cycle length",
    definition:
      "The days from the day a won deal came into the pipeline to the day it was won. In a pipeline without a won stage, deals that it handed over count as won. Deals of which no earlier stage in the pipeline is known are left out. Of an even number of deals the median is the mean of the middle two.",
    formula: "date of the entry into the won stage − date of the first entry into a stage of the pipeline",
  },
  velocity: {
    id: "velocity",
    name: "Sales velocity",
    definition:
      "The money that the pipeline brings in a day if everything goes on as it did: its open deals, won at the win rate, each of the average size, over the median sales cycle. The win rate is taken as a fraction, and the result is rounded once, half to even to the smallest unit of the currency. Nothing is printed where a part is missing.",
    formula: "open deals × win rate × average deal size ÷ median sales cycle in days",
  },
  baseValue: {
    id: "base-value",
    name: "Value in the base currency",
    definition:
      "Amounts in other currencies are converted at the rates in rates.yaml: those of open deals at the rate of today, those of won and lost deals at the rate of the day on which they closed. Each deal is rounded to the smallest unit, half to even, and the rounded amounts are added, so that the sums of the stages add up to the total. A deal without a rate for its currency is not in the sum; it stands beside it in its own currency.",
    formula: "sum of (amount × rate of the day); weighted: sum of (amount × rate, rounded, × probability, rounded)",
  },
  winRateByValue: {
    id: "win-rate-by-value",
    name: "Win rate by value",
    definition:
      "Of what the deals that the pipeline won or lost in the period were worth, the share that was won, in the base currency at the rate of the day on which each closed. A pipeline without a won stage wins the deals that it hands over; in one with a won stage a handoff counts on neither side. A deal without an amount, or without a rate, is not in the rate and is counted beside it. There is no range: a few large deals decide the figure, so look at their number, too.",
    formula: "won value ÷ (won value + lost value)",
  },
  baseDealSize: {
    id: "base-deal-size",
    name: "Average deal size in the base currency",
    definition:
      "The mean amount of the deals that the pipeline won in the period, in the base currency at the rate of the day on which each was won. A pipeline without a won stage wins the deals that it hands over. The median stands beside it, because one large deal moves the mean. Deals without an amount or a rate are counted and left out.",
    formula: "sum of won amounts in the base currency ÷ number of won deals in the sum",
  },
} as const satisfies Record<string, Definition>;
