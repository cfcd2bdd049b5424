import { formatMoney } from "../../core/money/money.ts";
import { type Change, changeNames } from "../../core/review/change.ts";
import type { ChangeGroup, Review } from "../../core/review/review.ts";
import type { RuleEffect } from "../../core/review/rule-effect.ts";
import { escapeMarkdown } from "./markdown-text.ts";
import { changedBy, changeWords, effectLines, ruleHeading, signedMoney } from "./review-words.ts";

/** A review and how to print it. */
export interface ReviewReport {
  readonly review: Review;
  readonly rules: readonly RuleEffect[];
  /** The branch whose commits were read. */
  readonly record: string;
  readonly locale: string;
}

function changeLine(change: Change, locale: string): string {
  const { deal, effect } = change;
  const moved = effect.minor === 0 ? "" : ` **${escapeMarkdown(signedMoney(effect, locale))}**`;
  const text = [deal.title, changeWords(change, locale), changedBy(change)].map(escapeMarkdown);
  return `- **${text[0]}**: ${text[1]}${moved} (${text[2]})`;
}

function bridge({ review: { before, after, rates, groups }, locale }: ReviewReport): string[] {
  const row = (name: string, count: string, money: string) => `| ${name} | ${count} | ${escapeMarkdown(money)} |`;
  return [
    "| Weighted pipeline | Deals | |",
    "|---|--:|--:|",
    row("Before", "", formatMoney(before, locale)),
    ...groups.map(({ kind, changes, effect }) => row(changeNames[kind], String(changes.length), signedMoney(effect, locale))),
    ...(rates.minor === 0 ? [] : [row("Exchange rates", "", signedMoney(rates, locale))]),
    row("After", "", formatMoney(after, locale)),
  ];
}

const groupLines = ({ kind, changes }: ChangeGroup, locale: string): string[] => [
  "",
  `### ${changeNames[kind]} (${changes.length})`,
  "",
  ...changes.map((change) => changeLine(change, locale)),
];

const ruleLines = (rules: readonly RuleEffect[]): string[] =>
  rules.length === 0
    ? []
    : [
        "",
        "### Changed rules",
        "",
        ...rules.flatMap((effect) => [
          `- **${escapeMarkdown(ruleHeading(effect))}**`,
          ...effectLines(effect).map((line) => `  - ${escapeMarkdown(line)}`),
        ]),
      ];

/** For a message, an issue or a page of notes. */
export function reviewMarkdown(report: ReviewReport): string {
  const { review, rules, record, locale } = report;
  const { since, until } = review.period;
  const nothing = review.groups.length === 0 ? ["", "Nothing was recorded."] : [];
  const lines = [
    `## Review of ${since} to ${until}, as ${escapeMarkdown(record)} has it`,
    "",
    ...bridge(report),
    ...nothing,
    ...review.groups.flatMap((group) => groupLines(group, locale)),
    ...ruleLines(rules),
  ];
  return `${lines.join("\n")}\n`;
}
