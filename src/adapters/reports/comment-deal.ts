import type { MoveAnswer } from "../../core/check/move-answer.ts";
import type { ProposedDeal } from "../../core/check/proposed-deals.ts";
import { categoryNames, categoryOf } from "../../core/forecast/category.ts";
import type { ChecklistItem } from "../../core/gate/checklist.ts";
import type { DealRecord } from "../../core/metrics/deal-record.ts";
import { type Valuation, type Valued, valuedDeal } from "../../core/metrics/valuation.ts";
import { weightedDeal } from "../../core/metrics/value.ts";
import { formatMoney } from "../../core/money/money.ts";
import { moveWords } from "./markdown.ts";
import { capped, escapeMarkdown, linked, moreBelow } from "./markdown-text.ts";

/** What a comment is written by: for whom, and how much of it. */
export interface CommentStyle {
  readonly valuation: Valuation;
  readonly locale: string;
  /** URL of the published pages, without a slash at its end; absent where there is none. */
  readonly site?: string;
  /** URL of the files as they are judged, ending in a slash; absent where they cannot be seen. */
  readonly files?: string;
  readonly room: Room;
}

/** How much a comment may hold: deals in full, lines of a list, characters of one text. */
export interface Room {
  readonly deals: number;
  readonly lines: number;
  readonly characters: number;
}

/** The beginning of a text that is longer than so many characters. */
export function shortText(text: string, characters: number): string {
  const whole = [...text];
  return whole.length > characters ? `${whole.slice(0, characters).join("")}…` : text;
}

/** A text from outside, cut to the room there is, in which Markdown and the forge find nothing to act on. */
export const safeText = (text: string, { room }: CommentStyle): string => escapeMarkdown(shortText(text, room.characters));

const moved: Readonly<Record<MoveAnswer, string>> = {
  allowed: "✅ Allowed",
  "needs-approval": "⏳ Somebody has to approve it",
  missing: "❌ Something is missing",
  "not-allowed": "❌ Not allowed",
};

const stayed: Readonly<Record<MoveAnswer, string>> = { ...moved, allowed: "✅ In order", missing: "❌ Something is to be mended" };

/** What the judge says to what is done with a deal. */
const answerWords = ({ answer, isMoved }: ProposedDeal): string => (isMoved ? moved : stayed)[answer];

/** The deal's name, leading to its page where there is one already. */
export function dealName({ title, slug, before }: ProposedDeal, style: CommentStyle): string {
  const page = before && style.site !== undefined ? `${style.site}/deals/${slug}/` : undefined;
  return linked(safeText(title, style), page);
}

const nothing = "–";

/** An amount as it is written, and in the base currency where that is another. */
function bothMoneys({ amount, base }: Valued, { valuation, locale }: CommentStyle): string {
  if (!amount) return nothing;
  if (amount.currency === valuation.rates.base) return formatMoney(amount, locale);
  return `${formatMoney(amount, locale)} (${base ? formatMoney(base, locale) : `no rate to ${valuation.rates.base}`})`;
}

const valueCell = (record: DealRecord | undefined, style: CommentStyle): string =>
  record ? bothMoneys(valuedDeal(record, style.valuation), style) : nothing;

function weightedCell(record: DealRecord | undefined, style: CommentStyle): string {
  if (!record?.deal.amount) return nothing;
  return `${bothMoneys(weightedDeal(valuedDeal(record, style.valuation)), style)} at ${record.stage.probability} %`;
}

function forecastCell(record: DealRecord | undefined): string {
  if (!record) return nothing;
  const category = categoryOf(record);
  const close = record.deal.expected_close;
  return category === "omitted" ? "not counted" : `${categoryNames[category]}${close === undefined ? "" : `, ${close}`}`;
}

/** Value, weighted value and forecast of a deal on both sides of the change. */
function worthLines({ before, after }: ProposedDeal, style: CommentStyle): string[] {
  if (!before && !after) return [];
  const rows = [
    ["Value", valueCell(before, style), valueCell(after, style)],
    ["Weighted", weightedCell(before, style), weightedCell(after, style)],
    ["Forecast", forecastCell(before), forecastCell(after)],
  ] as const;
  if (before && rows.every(([, was, is]) => was === is))
    return [`As before: ${rows.map(([name, , is]) => `${name.toLowerCase()} ${escapeMarkdown(is)}`).join(", ")}.`, ""];
  const cells = rows.map(([name, was, is]) => `| ${name} | ${escapeMarkdown(was)} | ${escapeMarkdown(is)} |`);
  return ["| | Before | After |", "|---|--:|--:|", ...cells, ""];
}

const isSettled = ({ isMet, gaps }: ChecklistItem): boolean => isMet && gaps.length === 0;

function itemLines(item: ChecklistItem, style: CommentStyle): string {
  const mark = isSettled(item) ? "☑" : "☐";
  const gaps = item.gaps.map(({ message, hint }) => `<br>${safeText(message, style)} **Next:** ${safeText(hint, style)}`);
  return `- ${mark} ${safeText(item.say, style)}${gaps.join("")}`;
}

function gateLines({ gate }: ProposedDeal, style: CommentStyle): string[] {
  if (gate.length === 0) return [];
  const open = gate.filter((item) => !isSettled(item)).length;
  const heading = `What the gate asked for: ${gate.length - open} met${open === 0 ? "" : `, ${open} missing`}.`;
  // What is missing comes first, so that no cut hides it.
  const sorted = gate.toSorted((a, b) => Number(isSettled(a)) - Number(isSettled(b)));
  return [
    heading,
    "",
    ...capped(
      sorted.map((item) => itemLines(item, style)),
      style.room.lines,
      moreBelow,
    ),
    "",
  ];
}

/** One deal in full. */
export const dealLines = (deal: ProposedDeal, style: CommentStyle): string[] => [
  `#### ${dealName(deal, style)}: ${moveWords(deal)}`,
  "",
  `**${answerWords(deal)}.**`,
  "",
  ...worthLines(deal, style),
  ...gateLines(deal, style),
];

/** One deal as a row of the list of all. */
export const dealRow = (deal: ProposedDeal, style: CommentStyle): string =>
  `| ${dealName(deal, style)} | ${moveWords(deal)} | ${answerWords(deal)} | ${escapeMarkdown(valueCell(deal.after, style))} | ${escapeMarkdown(weightedCell(deal.after, style))} |`;
