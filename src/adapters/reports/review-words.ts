import { idlenessText } from "../../core/metrics/deal-state.ts";
import { formatMoney, type Money } from "../../core/money/money.ts";
import type { AmountMove, Change, DateMove, StageMove } from "../../core/review/change.ts";
import { type Comparison, type MedianDays, verdictWords } from "../../core/review/comparison.ts";
import type { RuleEffect } from "../../core/review/rule-effect.ts";
import type { Share } from "../../core/statistics/share.ts";

/** An amount with its sign, for what is added or taken away: `+€48,000`, `−€12,000`; a dash for nothing. */
export function signedMoney(money: Money, locale: string): string {
  if (money.minor === 0) return "–";
  return (money.minor > 0 ? "+" : "−") + formatMoney({ ...money, minor: Math.abs(money.minor) }, locale);
}

function stageWords({ kind, from, to, reason }: StageMove): string {
  const isElsewhere = kind === "handed-over";
  const name = (stage: StageMove["from"]) => stage && (isElsewhere ? `${stage.pipeline}/${stage.name}` : stage.name);
  const way = from && to ? `${name(from)} → ${name(to)}` : to ? `in ${name(to)}` : `from ${name(from)}`;
  return reason === undefined ? way : `${way}: ${reason}`;
}

const amountWords = ({ from, to }: AmountMove, locale: string): string =>
  `${from ? formatMoney(from, locale) : "no amount"} → ${to ? formatMoney(to, locale) : "no amount"}`;

function dateWords({ from, to, days }: DateMove): string {
  const count = Math.abs(days);
  return `${from} → ${to}, ${count} ${count === 1 ? "day" : "days"} ${days > 0 ? "later" : "earlier"}`;
}

/** What happened to a deal, without its title. */
export function changeWords(change: Change, locale: string): string {
  switch (change.kind) {
    case "grown":
    case "shrunk":
      return amountWords(change, locale);
    case "slipped":
    case "pulled-in":
      return dateWords(change);
    case "owner":
      return `${change.from} → ${change.to}`;
    case "quiet":
      return idlenessText(change.idleness);
    default:
      return stageWords(change);
  }
}

/** Who recorded a change and in which commit; the owner of a deal that nobody did anything about. */
export const changedBy = (change: Change): string =>
  change.kind === "quiet" ? `owner ${change.deal.owner}` : `${change.author}, ${change.commit.slice(0, 7)}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const rateText = ({ rate, interval, count, n }: Share): string =>
  rate === undefined || !interval
    ? "no deals"
    : `${percent(rate)} (${count} of ${n}; ${percent(interval.low)} to ${percent(interval.high)})`;

function medianText({ median, interval, n }: MedianDays): string {
  if (median === undefined) return "no deals";
  return `${median} ${median === 1 ? "day" : "days"} (n ${n}${interval ? `; ${interval.low} to ${interval.high}` : ""})`;
}

const compared = <T>({ before, after, verdict }: Comparison<T>, text: (figure: T) => string): string =>
  `${text(before)} → ${text(after)}: ${verdictWords[verdict]}`;

/** What a change of rules did, a line for each figure; one line where no deal went anywhere, before or after. */
export function effectLines({ conversion, winRate, cycle }: RuleEffect): string[] {
  if ([conversion, winRate, cycle].every(({ before, after }) => before.n + after.n === 0)) return ["No deals before or after."];
  return [
    `Conversion: ${compared(conversion, rateText)}`,
    `Win rate: ${compared(winRate, rateText)}`,
    `Cycle, median: ${compared(cycle, medianText)}`,
  ];
}

/** A change of rules, who made it, and over which time it is looked at. */
export function ruleHeading({ change, day, pipeline, days }: RuleEffect): string {
  const window = days === 0 ? "no time to compare yet" : `${days} ${days === 1 ? "day" : "days"} before and after`;
  return `${change.subject} (${day}, ${change.author}, ${change.commit.slice(0, 7)}), ${pipeline}, ${window}`;
}
