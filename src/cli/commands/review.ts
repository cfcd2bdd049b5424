import { type Command, Option } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { reviewData } from "../../adapters/reports/review-data.ts";
import { type ReviewReport, reviewMarkdown } from "../../adapters/reports/review-markdown.ts";
import { changedBy, changeWords, effectLines, ruleHeading, signedMoney } from "../../adapters/reports/review-words.ts";
import { Refusal } from "../../app/refusal.ts";
import { showReview } from "../../app/show-review.ts";
import { type BusinessDate, parseBusinessDate } from "../../core/calendar/business-date.ts";
import { formatMoney } from "../../core/money/money.ts";
import { changeNames } from "../../core/review/change.ts";
import type { ChangeGroup } from "../../core/review/review.ts";
import type { RuleEffect } from "../../core/review/rule-effect.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { tableText } from "../table.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { pipelinesAsked } from "./board.ts";
import type { Run } from "./run.ts";

interface ReviewOptions extends CommonOptions {
  readonly since?: string;
  readonly until?: string;
  readonly pipeline?: string;
  readonly format: "human" | "json" | "markdown";
  readonly json?: boolean;
}

function dayOf(option: string, given: string | undefined): BusinessDate | undefined {
  if (given === undefined) return undefined;
  const day = parseBusinessDate(given);
  if (day) return day;
  throw new Refusal(`"${given}" is not a day of the calendar.`, `Give --${option} as YYYY-MM-DD.`);
}

/** How the weighted pipeline came from what it was to what it is. */
function bridge({ review: { before, after, rates, groups }, locale }: ReviewReport): string {
  const rows = [
    ["Weighted pipeline before", "", formatMoney(before, locale)],
    ...groups.map(({ kind, changes, effect }) => [`  ${changeNames[kind]}`, String(changes.length), signedMoney(effect, locale)]),
    ...(rates.minor === 0 ? [] : [["  Exchange rates", "", signedMoney(rates, locale)]]),
    ["Weighted pipeline after", "", formatMoney(after, locale)],
  ];
  return tableText(rows, [1, 2]);
}

function groupText({ kind, changes, worth }: ChangeGroup, locale: string): string {
  const together = changes.length > 1 && worth.minor !== 0 ? `, ${formatMoney(worth, locale)}` : "";
  const lines = changes.flatMap((change) => {
    const moved = change.effect.minor === 0 ? "" : `  ${signedMoney(change.effect, locale)}`;
    return [`  ${change.deal.title} (${change.deal.slug})`, `    ${changeWords(change, locale)}${moved}  (${changedBy(change)})`];
  });
  return [`${changeNames[kind]}: ${changes.length}${together}`, ...lines.map(indented)].map((line) => `${line}\n`).join("");
}

/** A line without what acts on a terminal; its indentation stays. */
function indented(line: string): string {
  const text = line.trimStart();
  return line.slice(0, line.length - text.length) + printable(text);
}

const ruleText = (rules: readonly RuleEffect[]): string[] =>
  rules.length === 0
    ? []
    : [
        [
          "Changed rules",
          ...rules.flatMap((effect) => [`  ${ruleHeading(effect)}`, ...effectLines(effect).map((line) => `    ${line}`)]).map(indented),
          "  Before and after, not because of: other things change, too.",
        ]
          .map((line) => `${line}\n`)
          .join(""),
      ];

function humanReview(report: ReviewReport): string {
  const { review, rules, record, locale } = report;
  const { since, until } = review.period;
  const heading = `Review of ${since} to ${until}, as ${printable(record)} has it\n`;
  const nothing = review.groups.length === 0 ? ["Nothing happened to any deal in this time, as far as it was recorded.\n"] : [];
  const lacking =
    review.withoutRate === 0
      ? []
      : [
          review.withoutRate === 1
            ? "1 open deal adds nothing: rates.yaml has no rate of its currency.\n"
            : `${review.withoutRate} open deals add nothing: rates.yaml has no rate of their currency.\n`,
        ];
  const groups = review.groups.map((group) => groupText(group, locale));
  return [heading, bridge(report), ...nothing, ...groups, ...ruleText(rules), ...lacking].join("\n");
}

async function review(options: ReviewOptions, world: World): Promise<number> {
  const { reader, repository, today, organisation } = await openWorkspace(options, world);
  const period = { since: dayOf("since", options.since), until: dayOf("until", options.until) };
  const shown = await showReview({ ...period, pipeline: options.pipeline }, { reader, repository, today });
  pipelinesAsked(shown.loaded, options.pipeline);
  complainOfLeftOut(shown.loaded, "told in full", world);
  const format = options.json ? "json" : options.format;
  if (format === "json") {
    world.print(`${JSON.stringify({ schemaVersion: 1, record: shown.record, ...reviewData(shown.review, shown.rules) })}\n`);
    return 0;
  }
  const report = { ...shown, locale: organisation?.locale ?? "en-GB" };
  world.print(format === "markdown" ? reviewMarkdown(report) : humanReview(report));
  return 0;
}

const examples = `
Examples:
  dealbook review                                      the last seven days
  dealbook review --since 2026-11-16                   from the morning of that day to this evening
  dealbook review --since 2026-10-01 --until 2026-10-31 --pipeline sales
  dealbook review --since 2026-11-16 --format markdown for a message or an issue

Told is what reached the default branch in that time, whatever day it happened on. Each change has what it did to the weighted
pipeline, at the exchange rates of the last day; together with what the rates did by themselves they are the whole difference.
A move counts at the old amount, a new amount in the new stage. Stages and probabilities are those of today. Pipelines that
only deliver what is sold, with every open stage at 100 %, add nothing to it.`;

/** Adds `dealbook review`. */
export function addReview(program: Command, run: Run): void {
  program
    .command("review")
    .description("What happened to the deals in a week, or another time, and what it did to the forecast.")
    .option("--since <date>", "the first day, as YYYY-MM-DD (default: six days before the last)")
    .option("--until <date>", "the last day, as YYYY-MM-DD (default: today)")
    .option("--pipeline <id>", "of this pipeline only")
    .addOption(new Option("--format <format>", "how to print it").choices(["human", "json", "markdown"]).default("human"))
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, review));
}
