import type { Definition } from "./definition.ts";

/** What is to come, and what a time brought. */
export const forecastDefinitions = {
  forecast: {
    id: "forecast",
    name: "Forecast by month",
    definition:
      "What is to close in each month, by the expected close of the deals: commit, best case and pipeline as their stage or they themselves say; closed are the deals that the pipeline won in the month, wherever they are now. Deals without an expected close, and those whose day has passed, stand apart; parked deals are not counted unless their stage or they say so. Amounts are in the base currency: won deals at the rate of their closing day, others at today's.",
    formula:
      "sum of the amounts of the deals of a month and category; without a category of its own, a stage of 75 % or more is commit, of 50 % or more best case",
  },
  forecastAccuracy: {
    id: "forecast-accuracy",
    name: "Accuracy of forecasts",
    definition:
      "What a person committed to for a month that is over, against what their deals won in it brought. It is measured by the last forecast made by the month's first day, or else the first one made in it. A deal counts once, in the first pipeline that won it, for whoever owned it just before on record, as for quotas. Months in which nothing was won have an error, but no percentage.",
    formula:
      "error = committed − won; mean error = mean of |error| ÷ won over the months; bias = sum of errors ÷ sum of won, above zero for who promises too much",
  },
  forecastChange: {
    id: "forecast-change",
    name: "Change of the weighted pipeline",
    definition:
      "What each change that was recorded in a time did to the weighted value of the open deals, in the base currency at the rates of the last day. A move counts at the old amount, a new amount in the new stage; what other exchange rates did to the deals that were there is a line of its own. Together they are the whole difference, to the cent. Stages and probabilities are those of today. A pipeline whose open stages are all at 100 % delivers what is sold and adds nothing.",
    formula: "weighted value after − before = sum of the changes' effects + effect of the exchange rates",
  },
  ruleEffect: {
    id: "rule-effect",
    name: "Before and after a change of rules",
    definition:
      "Conversion, win rate and sales cycle in equal times before and after a change of pipelines, frameworks, templates or handbook: 90 days, or as many as there are on both sides. With fewer than ten deals on a side nothing is said, and where the 95 % intervals overlap, no difference. Other things change, too: after is not because of.",
    formula:
      "conversion = went on ÷ (went on + lost) of the deals that left an open stage; win rate = won or handed over ÷ ended; cycle = median days from the first stage to the end",
  },
  weightedForecast: {
    id: "weighted-forecast",
    name: "Weighted forecast",
    definition:
      "The forecast of a month with each open deal at its stage's probability of winning, and each won one in full. Each deal is converted to the base currency, weighted and rounded to its smallest unit, half to even, and the rounded amounts are added.",
    formula: "won in the month + sum of (amount × probability of the deal's stage) over the open deals of the month",
  },
  simulatedForecast: {
    id: "simulated-forecast",
    name: "What may be won",
    definition:
      "The future of the counted deals, drawn 10,000 times. A deal is won with the chance of its stage: the share of past deals that were in the stage and were won (or handed over), together with ten deals that went as the stated probability says; where fewer than five have ended, as stated alone. How good that chance really is, is drawn too, so little history makes a wide range. It is won after as many days in all as one of the won deals took that took at least as long; where fewer than five did, on its expected close. The range holds four of five draws. Deals that do not exist yet are not in it, and deals are drawn as if none had to do with another.",
    formula: "median, and 10th and 90th percentile (nearest rank), of the sums drawn; the seed is today's date and the pipeline's id",
  },
  goneQuiet: {
    id: "gone-quiet",
    name: "Gone quiet",
    definition: "Open deals that became rotting in this time and still were at its end.",
    formula: "idle for longer than the stage allows on the last day, and not on the day before the first",
  },
} as const satisfies Record<string, Definition>;
