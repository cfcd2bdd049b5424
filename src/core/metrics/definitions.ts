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
      "The share of the pipeline's closed deals that were won, wherever they are now. A deal is closed on the day it entered its won or lost stage. A pipeline without a won stage is there to hand deals over: those that it handed over count as won on that day. In one with a won stage a handoff counts on neither side. Deals that were opened again count by how they ended last. The last year is the 365 days up to and including today. The range is Wilson's 95 % interval: few deals leave much open.",
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
      "The days from the day a won deal came into the pipeline to the day it was won. In a pipeline without a won stage, deals that it handed over count as won. Deals of which no earlier stage in the pipeline is known are left out. Of an even number of deals the median is the mean of the middle two.",
    formula: "date of the entry into the won stage − date of the first entry into a stage of the pipeline",
  },
  timeInStage: {
    id: "time-in-stage",
    name: "Time in stage",
    definition:
      "How many days deals stay in a stage, as the share of stays that last longer than each number of days. A deal that came back has two stays. Deals that are in the stage today count for as long as they have been there: leaving them out would make every stage look quicker than it is. The median is the day on which the curve comes to one half; where it does not, more than half last longer than anything seen yet, and no median is printed. The ranges are 95 % limits: Greenwood's errors on the log-log scale, the median's by Brookmeyer and Crowley. Fewer than five stays that ended are too few to tell.",
    formula: "S(t) = product over all days up to t of (1 − stays that ended on that day ÷ stays that had lasted until then)",
  },
  timeUntilWon: {
    id: "time-until-won",
    name: "Time until won",
    definition:
      "How many days it takes to win a deal, with open and lost deals taken into account. The curve shows the share that is not won yet; a deal that is open counts for as long as it has been, one that was lost or is in another pipeline until it left. So the curve and its median tell how long winning takes where nothing else stops a deal, not how many are won. The second curve tells that: the share of all deals that is won by each day, with a loss as the end that it is. Deals whose beginning in the pipeline is not known are left out. The ranges are 95 % limits, as of the time in stage.",
    formula:
      "not won: product over all days of (1 − won on that day ÷ still in the pipeline); won by day t: sum over all days up to t of (share neither won nor lost before × won on that day ÷ still in the pipeline)",
  },
  stageConversion: {
    id: "stage-conversion",
    name: "Stage conversion",
    definition:
      "Of the deals that entered a stage, the share that went on from it to a later one or was won. A deal counts once, however often it was there. Deals that may yet go on (in the stage, back in an earlier one, parked, or in another pipeline from which they may return) are shown apart and count on neither side. The range is Wilson's 95 % interval.",
    formula: "advanced ÷ (advanced + lost from there)",
  },
  funnelAllStages: {
    id: "funnel-all-stages",
    name: "Funnel of all stages",
    definition:
      "How many deals came how far without leaving a stage out: at each stage stand the deals that were in it and in every open stage before it. Deals that skipped the next stage leave the funnel there and are shown apart, as are those that are still open. The cumulative rate counts the deals that came to a stage against those lost on the way there. It falls below the steps multiplied where many deals are still on their way; what the steps multiply to is the chance of a deal that begins today if all stays as it was. The last level is won, or handed over where the pipeline has no won stage. Deals of which no open stage is known are left out. The ranges are Wilson's 95 % intervals.",
    formula:
      "step: came here ÷ (came here + lost one stage before); cumulative: came here ÷ (came here + lost at any stage before); chance: product of the steps",
  },
  funnelAnyStage: {
    id: "funnel-any-stage",
    name: "Funnel of any stage",
    definition:
      "How many deals came how far, whatever they left out: at each stage stand the deals that were in it or got beyond it, so a deal that began late counts for every stage before. Everything else is as in the funnel of all stages.",
    formula:
      "step: came here or beyond ÷ (those + lost one stage before); cumulative: came here or beyond ÷ (those + lost at any stage before); chance: product of the steps",
  },
  transitions: {
    id: "transitions",
    name: "Who goes where",
    definition:
      "Every way that deals have gone into, within and out of the pipeline: born, forward, backward, parked, resumed, lost, opened again, and handed over from or to another pipeline. A deal that went the same way twice counts twice. Moves from or into a stage that no longer exists are left out.",
    formula: "number of moves from one stage to another, and the median of (date of the move − date of the entry into the stage before)",
  },
  recordingDelay: {
    id: "recording-delay",
    name: "Recording delay",
    definition:
      "How many days after it happened a stage change reached the default branch. All figures by the day on which things happened are incomplete for as long. Stage changes from before a deal came into git are left out, and so is the commit that imported it. What is dated after the day of its commit counts as 0 days. The 90th percentile is the smallest number of days within which at least nine in ten were recorded. The range of the share is Wilson's 95 % interval.",
    formula: "day of the commit on the default branch, in the organisation's time zone − day the stage was entered",
  },
  velocity: {
    id: "velocity",
    name: "Sales velocity",
    definition:
      "The money that the pipeline brings in a day if everything goes on as it did: its open deals, won at the win rate, each of the average size, over the median sales cycle. The win rate is taken as a fraction, and the result is rounded once, half to even to the smallest unit of the currency. Nothing is printed where a part is missing.",
    formula: "open deals × win rate × average deal size ÷ median sales cycle in days",
  },
} as const satisfies Record<string, Definition>;
