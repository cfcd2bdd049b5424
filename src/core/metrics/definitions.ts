/** A figure as readers see it explained. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly formula: string;
}

/** What each figure means; the words that pages and commands print beside it. */
export const definitions = {
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
      "The share of closed deals that were won. A deal is closed on the day it entered its won or lost stage; the last year is the 365 days up to and including today. The range is Wilson's 95 % interval: few deals leave much open.",
    formula: "won ÷ (won + lost)",
  },
  averageDealSize: {
    id: "average-deal-size",
    name: "Average deal size",
    definition: "The mean amount of the won deals. Won deals without an amount are left out; each currency has a mean of its own.",
    formula: "sum of the amounts of won deals ÷ number of won deals with an amount",
  },
  rotting: {
    id: "rotting",
    name: "Rotting",
    definition:
      "Open deals that have been idle for longer than their stage allows. The process page says for how long, and by which clock.",
    formula: "number of deals in an open stage whose idle days > the days that the stage allows",
  },
  overdue: {
    id: "overdue",
    name: "Overdue next steps",
    definition: "Open deals whose next step was due before today.",
    formula: "number of deals in an open stage whose next step has a date < today",
  },
  averageAge: {
    id: "average-age",
    name: "Average age",
    definition:
      "The mean of the days that the open deals have been in this pipeline. A deal that was handed over counts from the day of the handoff.",
    formula: "sum of (today − date of the entry into the pipeline) ÷ number of deals in an open stage",
  },
  salesCycle: {
    id: "sales-cycle",
    name: "Sales cycle length",
    definition:
      "The days from the first stage that a won deal entered to the day it was won. Deals of which no earlier stage is known are left out. Of an even number of deals the median is the mean of the middle two.",
    formula: "date of the entry into the won stage − date of the first stage entry",
  },
} as const satisfies Record<string, Definition>;
