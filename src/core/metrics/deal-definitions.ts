import type { Definition } from "./definition.ts";

/** What deals went through, and who worked on them. */
export const dealDefinitions = {
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
  newDeals: {
    id: "new-deals",
    name: "New deals",
    definition:
      "Deals that entered the pipeline in the period, by the day on which they did: begun here or handed over from another pipeline. Each counts with the amount with which it was first recorded here, in the base currency at the rate of that day.",
    formula: "number, and sum of the first amounts, of deals whose first stage entry in the pipeline is in the period",
  },
  grownAndShrunk: {
    id: "grown-and-shrunk",
    name: "Grown and shrunk",
    definition:
      "Changes of the amounts of deals in the pipeline, on the day on which the change reached the default branch. Both ends are converted at the rate of that day, so that a rate that moves is no growth. A first amount is growth from nothing, one that is taken away shrinks to nothing. What is changed of a deal that was won or lost already mends a mistake and is left out.",
    formula: "sum of (new amount − old amount) over changes > 0, and over changes < 0",
  },
  slipped: {
    id: "slipped",
    name: "Slipped",
    definition:
      "Deals whose expected close was put off to a later day (a push), how often, and by how many days, on the day on which the change reached the default branch. A first date is no push, an earlier one takes none back, and a date that is set with the closing itself is none.",
    formula: "number of changes of the expected close to a later day; sum of (new date − old date)",
  },
  reopenedAndBack: {
    id: "reopened-and-back",
    name: "Reopened and gone back",
    definition:
      "Moves from a won or lost stage to one that is not, and from an open stage to an earlier open one of the same pipeline, by the day on which they happened.",
    formula: "number of such moves in the period",
  },
  ownerChanges: {
    id: "owner-changes",
    name: "Owner changes",
    definition:
      "Deals of the pipeline that another person took over, on the day on which the change reached the default branch. Changes that were never committed one by one, such as those before an import, are not known.",
    formula: "number of changes of the owner in the period",
  },
  lostReasons: {
    id: "lost-reasons",
    name: "Lost reasons",
    definition:
      "Why the deals that were lost in the period were lost, as their files say it, and which stage they were lost out of; a parked stage is one, too. The value is in the base currency at the rate of the day of the loss. The range is Wilson's 95 % interval of the share.",
    formula: "deals lost for the reason ÷ all deals lost in the period",
  },
  activities: {
    id: "activities",
    name: "Activities",
    definition:
      "Calls, meetings, demos and all else that is logged in deals, for the person who did it, by the day on which it was done. They help to plan a week; they do not compare people.",
    formula: "number of activities of the kind with a date in the period",
  },
  replies: {
    id: "replies",
    name: "Replies",
    definition: "The share of logged activities that the customer answered. The range is Wilson's 95 % interval.",
    formula: "activities with a reply ÷ all activities in the period",
  },
  recordedWithConsent: {
    id: "recorded-with-consent",
    name: "Recorded with consent",
    definition:
      "The share of calls, meetings and demos that were recorded after the customer agreed; other kinds cannot be recorded. The range is Wilson's 95 % interval.",
    formula: "calls, meetings and demos recorded with consent ÷ all calls, meetings and demos in the period",
  },
  leadSources: {
    id: "lead-sources",
    name: "Lead sources",
    definition:
      "Where the deals that entered the pipeline in the period came from, and what became of them by today. A pipeline without a won stage wins the deals that it hands over; in one with a won stage those count as open, because they may come back. The win rate is of those that closed, with Wilson's 95 % interval; young deals are still open, so compare periods that are equally old. Open deals are worth what they are at the rate of today, others at that of the day on which they closed or left.",
    formula: "for each source: number of deals; won ÷ (won + lost); sum of their amounts in the base currency",
  },
  attentionByOwner: {
    id: "attention-by-owner",
    name: "Rotting and overdue by owner",
    definition:
      "For everybody who owns open deals of the pipeline: how many have been idle for longer than their stage allows, and how many have a next step that was due before today. A deal can be both.",
    formula: "number of open deals of the owner that are rotting; number that are overdue",
  },
  qualifiedOpportunities: {
    id: "qualified-opportunities",
    name: "Qualified opportunities",
    definition:
      "Deals that became qualified opportunities, as the pipeline says what that is (qualified: in its file), each once in its life: on the day on which it first entered that stage, or an open or won one after it. Where the pipeline says so, a deal that goes back before that stage within some days does not count until it comes again. The credit is with the last owner whose role leads the stage that the deal left, or else with whoever owned it just before the move; of moves from before git, with whoever of that role last logged an activity.",
    formula: "number of deals whose first such entry is in the period",
  },
  quotaAttainment: {
    id: "quota-attainment",
    name: "Quota attainment",
    definition:
      "What somebody, or a role together, achieved in the period, against the quota for it. Revenue is what was won, each deal once, on the day on which it was first won in any pipeline, in the base currency at the rate of that day, for whoever owned it just before. A month, quarter or year of a quota counts by the share of its calendar days that are in the period and in the person's time in the role, so that joiners and leavers have a part of it; quarters and years are fiscal ones. A quota in another currency is converted at the rate of the first day of its month, quarter or year.",
    formula: "achieved in the period ÷ (quota × days in the role and period ÷ days of the quota's month, quarter or year)",
  },
  quotaPace: {
    id: "quota-pace",
    name: "Pace",
    definition:
      "What was achieved against the part of the quota that falls on the days up to and including today: 100 % is exactly on the line. The projection is what the whole period comes to if every day of the role brings as much as the days so far; it knows nothing of seasons or of what is in the pipeline. That of a team is the sum of its people's; whoever has yet to begin is projected to achieve nothing.",
    formula: "achieved ÷ quota that falls on the days until today; projected = achieved × days in the role ÷ days so far",
  },
  overTime: {
    id: "over-time",
    name: "Pipeline over time",
    definition:
      "The open deals of each stage as they stood when each month was over, by the dates on which their stage changes happened, as far as these are known today. An amount is that of the day; before the first one that git recorded, that one.",
    formula: "sum of the amounts, and number, of the deals in each open stage on the last day of the month",
  },
} as const satisfies Record<string, Definition>;
