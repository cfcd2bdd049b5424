import { cleanLine } from "../../core/import/clean.ts";
import type { PlannedItem } from "../../core/import/plan.ts";
import { escapeMarkdown } from "./markdown-text.ts";
import { printable } from "./printable.ts";
import { type PullRequestText, titleOf } from "./pull-request.ts";

/** An import, as its pull request tells it. */
export interface ProposedImport {
  /** What is done, in one line. */
  readonly headline: string;
  readonly items: readonly PlannedItem[];
  /** What keeps the check from letting the deals in. */
  readonly remark: string | undefined;
}

// A forge takes 65,536 characters; nobody reads more than this of a table.
const mostRows = 50;
const widest = 200;

/** What is not taken keeps its addresses to itself, too. */
const cell = (text: string): string => escapeMarkdown(cleanLine(printable(text), false).slice(0, widest));

function table(heading: string, items: readonly PlannedItem[], last: string): string[] {
  if (items.length === 0) return [];
  const rows = items
    .slice(0, mostRows)
    .map(({ place, what, outcome, reasons }) => `| ${[outcome, place, what, reasons.join(" ")].map(cell).join(" | ")} |`);
  const more = items.length > mostRows ? ["", `… and ${items.length - mostRows} more.`] : [];
  return [`### ${heading}`, "", `| | where | title | ${last} |`, "|---|---|---|---|", ...rows, ...more, ""];
}

/** A pull request that brings in deals: which, what is not taken and why, what to do next. */
export function importPullRequestText({ headline, items, remark }: ProposedImport): PullRequestText {
  const taken = items.filter(({ text }) => text !== undefined);
  const gaps = taken.filter((item) => item.gaps.length > 0).length;
  const lines = [
    `**${escapeMarkdown(headline)}**`,
    "",
    ...table("Deals", taken, "remark"),
    ...table(
      "Not taken",
      items.filter(({ outcome }) => outcome === "refused" || outcome === "left out"),
      "why",
    ),
    "### What to do next",
    "",
    ...(remark === undefined ? [] : [`- ${escapeMarkdown(remark)}`]),
    ...(gaps === 0 ? [] : [`- ${gaps} of them lack something that their stage asks for; it is asked for when they move on.`]),
    "- Look over the deals and their history, and merge it.",
  ];
  return { title: titleOf(headline), body: `${lines.join("\n")}\n` };
}
