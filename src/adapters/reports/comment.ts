import type { BrokenByPolicy, PolicyEffect } from "../../core/check/policy-effect.ts";
import type { ProposedDeal } from "../../core/check/proposed-deals.ts";
import type { CheckReport } from "../../core/check/report.ts";
import type { Reviewer, ReviewRequest } from "../../core/check/review-requests.ts";
import { countErrors, type Finding } from "../../core/finding/finding.ts";
import { recordsOf } from "../../core/metrics/deal-record.ts";
import { type BaseSum, sumsOf } from "../../core/metrics/valuation.ts";
import { totalsOf } from "../../core/metrics/value.ts";
import { formatMoney, minus } from "../../core/money/money.ts";
import { type CommentStyle, dealLines, dealName, dealRow, type Room, safeText, shortText } from "./comment-deal.ts";
import { policyLines } from "./markdown.ts";
import { capped, code, escapeMarkdown, linked, moreBelow } from "./markdown-text.ts";
import { signedMoney } from "./review-words.ts";

/** How every comment on a pull request begins; hidden from readers. */
export const commentMarker = "<!-- dealbook: pull request -->";

/** A judged pull request, with paths and links that its readers know. */
export interface ProposalReport extends Omit<CommentStyle, "room"> {
  readonly report: CheckReport;
  readonly deals: readonly ProposedDeal[];
  readonly requests: readonly ReviewRequest[];
  /** User names of those whose approval no longer counts, because it was given to an older commit. */
  readonly approvedEarlier?: readonly string[];
  /** What was judged, and against what: commits or branches. */
  readonly ends: { readonly head: string; readonly base: string };
}

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** True where the change touches a file of the content. */
export const concernsContent = ({ counts }: CheckReport): boolean => counts.changed !== 0;

const isAwaited = ({ code: name }: Finding): boolean => name === "gate/approval";

/** How many findings somebody has to mend, other than by an approval. */
const countToMend = (findings: readonly Finding[]): number => countErrors(findings.filter((finding) => !isAwaited(finding)));

function headline({ findings }: CheckReport): string {
  const toMend = countToMend(findings);
  if (toMend > 0) return `### ❌ ${toMend === 1 ? "One thing" : `${toMend} things`} to mend before this can go in`;
  if (countErrors(findings) > 0) return "### ⏳ This change waits for an approval";
  return "### ✅ This change follows the sales process";
}

type Side = "before" | "after";

const recordsAt = (deals: readonly ProposedDeal[], side: Side) => deals.flatMap((deal) => deal[side] ?? []);

function totalRow(name: string, [before, after]: readonly [BaseSum, BaseSum], locale: string): string {
  const sum = (side: BaseSum) =>
    escapeMarkdown(
      sumsOf(side)
        .map((money) => formatMoney(money, locale))
        .join(" + "),
    );
  return `| ${name} | ${sum(before)} | ${sum(after)} | ${escapeMarkdown(signedMoney(minus(after.sum, before.sum), locale))} |`;
}

/** What the deals of the change are worth together: those that are open, and those that are won. */
function totalLines({ deals, valuation, locale }: ProposalReport): string[] {
  const totals = (side: Side, kind: "open" | "won") => totalsOf(recordsOf(recordsAt(deals, side), kind), valuation);
  const [before, after] = [totals("before", "open"), totals("after", "open")];
  const [wonBefore, wonAfter] = [totals("before", "won"), totals("after", "won")];
  return [
    "| These deals together | Before | After | Change |",
    "|---|--:|--:|--:|",
    `| Open | ${before.count} | ${after.count} | |`,
    totalRow("Value of the open ones", [before.baseValue, after.baseValue], locale),
    totalRow("Weighted", [before.baseWeighted, after.baseWeighted], locale),
    ...(wonBefore.count + wonAfter.count === 0 ? [] : [totalRow("Won", [wonBefore.baseValue, wonAfter.baseValue], locale)]),
    "",
  ];
}

/** Those first that need somebody's attention. */
const byAttention = (deals: readonly ProposedDeal[]): ProposedDeal[] =>
  deals.toSorted((a, b) => Number(a.answer === "allowed") - Number(b.answer === "allowed"));

function allDeals(input: ProposalReport, style: CommentStyle): string[] {
  const rows = byAttention(input.deals).map((deal) => dealRow(deal, style));
  return [
    "| Deal | Move | Answer | Value | Weighted |",
    "|---|---|---|--:|--:|",
    ...capped(rows, style.room.lines, (count) => `| … and ${count} more | | | | |`),
    "",
    ...totalLines(input),
  ];
}

function dealsInFull({ deals }: ProposalReport, style: CommentStyle): string[] {
  const shown = byAttention(deals).slice(0, style.room.deals);
  const left = deals.length - shown.length;
  return [
    ...shown.flatMap((deal) => dealLines(deal, style)),
    ...(left === 0 ? [] : [`… and ${plural(left, "more deal")} not shown in full.`, ""]),
  ];
}

// Longer paths are shown cut, and lead nowhere.
const longestPath = 200;

function placeCell({ file, line }: Finding, { files, room }: CommentStyle): string {
  const isLong = file.length > longestPath;
  const name = isLong ? shortText(file, room.characters) : file;
  const address = files === undefined || isLong ? undefined : files + file.split("/").map(encodeURIComponent).join("/");
  const anchor = line === undefined ? "" : `#L${line}`;
  const text = code(line === undefined ? name : `${name}:${line}`);
  // Encoded above, part by part: a name may hold what has a meaning in an address.
  return address?.startsWith("https://")
    ? `[${text}](${address.replace(/[()']/g, (each) => `%${each.charCodeAt(0).toString(16)}`)}${anchor})`
    : text;
}

function findingRow(finding: Finding, style: CommentStyle): string {
  const { severity, message, hint, gap, code: name, docs } = finding;
  // What a gate misses says in the deal's list what to do.
  const next = hint === undefined || gap !== undefined ? "" : `<br>**Next:** ${safeText(hint, style)}`;
  const mark = severity === "warning" ? "⚠️" : isAwaited(finding) ? "⏳" : "❌";
  return `| ${mark} | ${safeText(message, style)}${next} | ${placeCell(finding, style)} | ${linked(code(name), docs)} |`;
}

function findingLines({ findings, elsewhere }: CheckReport, style: CommentStyle): string[] {
  const sorted = findings.toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  const rows = sorted.map((finding) => findingRow(finding, style));
  const before =
    elsewhere.length === 0
      ? []
      : [`${plural(elsewhere.length, "finding")} from before this change, not blamed on it: \`dealbook check\` prints them.`, ""];
  if (rows.length === 0) return before;
  const more = (count: number) => `| | … and ${count} more; \`dealbook check\` prints them all. | | |`;
  return ["#### Findings", "", "| | | Where | Rule |", "|---|---|---|---|", ...capped(rows, style.room.lines, more), "", ...before];
}

function reviewerName({ name, login }: Reviewer, isApproval: boolean, approvedEarlier: readonly string[]): string {
  if (login === undefined) return `${name}, to be told by you`;
  return isApproval && approvedEarlier.some((each) => each.toLowerCase() === login.toLowerCase())
    ? `${name}, who approved an older commit`
    : name;
}

function requestLine({ role, reasons, isApproval, people }: ReviewRequest, { approvedEarlier = [] }: ProposalReport, style: CommentStyle) {
  const names = people.map((reviewer) => reviewerName(reviewer, isApproval, approvedEarlier));
  const who =
    names.length === 0 ? "nobody else of that role is in people.yaml" : new Intl.ListFormat("en", { type: "disjunction" }).format(names);
  const what = isApproval ? "has to approve it" : "is asked to look at it";
  return `- **${safeText(role, style)}** ${what} (${safeText(who, style)}): ${safeText(reasons.join(" "), style)}`;
}

function stepsBeforeMerge(input: ProposalReport, style: CommentStyle): string[] {
  const { report, requests } = input;
  const toMend = countToMend(report.findings);
  if (toMend > 0) {
    const what = toMend === 1 ? "what is marked" : `the ${toMend} things that are marked`;
    return [`- Mend ${what} ❌ in this pull request; this comment follows.`, "- Then it can be reviewed and merged."];
  }
  const people = requests.map((request) => requestLine(request, input, style));
  return [...people, people.length === 0 ? "- Look it over and merge it." : "- Then merge it."];
}

function nextLines(input: ProposalReport, style: CommentStyle): string[] {
  const after = input.deals.flatMap((deal) =>
    (deal.onEnter ?? []).map(
      (say) => `- Once it is in: ${safeText(say, style)}${input.deals.length > 1 ? ` (${dealName(deal, style)})` : ""}`,
    ),
  );
  return ["#### What to do next", "", ...stepsBeforeMerge(input, style), ...capped(after, style.room.lines, moreBelow), ""];
}

/** What a change of rules does, with the messages of the proposed rules cut to the room there is. */
function shortPolicy(policy: PolicyEffect | undefined, { room }: CommentStyle): PolicyEffect | undefined {
  const short = <T extends BrokenByPolicy>(each: T): T => ({ ...each, messages: [shortText(each.messages.join(" "), room.characters)] });
  return policy && { ...policy, broken: policy.broken.map(short), stopped: policy.stopped.map(short) };
}

/** A change that touches no deal and no rules. */
const pagesLine = ({ report: { counts } }: ProposalReport): string[] => [
  `No deal and no rule is touched: ${plural(counts.changed ?? 0, "file")} of pages and settings.`,
  "",
];

function bodyLines(input: ProposalReport, style: CommentStyle): string[] {
  const { report, deals, ends } = input;
  if (!concernsContent(report)) return ["### This pull request touches nothing that the sales process judges"];
  return [
    headline(report),
    "",
    ...(deals.length > Math.min(1, style.room.deals) ? allDeals(input, style) : []),
    ...dealsInFull(input, style),
    ...(deals.length === 0 && !report.policy ? pagesLine(input) : []),
    ...findingLines(report, style),
    ...policyLines(shortPolicy(report.policy, style), style.room.lines),
    ...(report.policy ? [""] : []),
    ...nextLines(input, style),
    `<sub>Judged: ${code(ends.head)} against ${code(ends.base)}.</sub>`,
  ];
}

// GitHub takes 65,536 characters; what it counts as one is not said.
const mostCharacters = 60_000;

const rooms: readonly Room[] = [
  { deals: 20, lines: 50, characters: 600 },
  { deals: 8, lines: 25, characters: 300 },
  { deals: 2, lines: 10, characters: 150 },
  { deals: 0, lines: 3, characters: 60 },
];

/** The comment on a pull request: its deals, what the gate asked for, value before and after, findings, what to do next. */
export function commentMarkdown(input: ProposalReport): string {
  for (const room of rooms) {
    const body = `${[commentMarker, ...bodyLines(input, { ...input, room })].join("\n").trimEnd()}\n`;
    if (body.length <= mostCharacters) return body;
  }
  return `${commentMarker}\n${headline(input.report)}\n\nThere is more to say than a comment holds: \`dealbook check\` prints it.\n`;
}
