import type { Deal } from "../../core/deal/deal.ts";
import type { ChecklistItem } from "../../core/gate/checklist.ts";
import { formatMoney } from "../../core/money/money.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { escapeMarkdown, unlinked } from "./markdown-text.ts";
import { printable } from "./printable.ts";

/** A change of a deal, as a pull request tells it. */
export interface ProposedChange {
  /** What is done, in one line. */
  readonly headline: string;
  /** The deal as it is to be; `null` where the change is not one of a deal's own file. */
  readonly deal: Deal | null;
  /** The owner's name. */
  readonly owner: string | undefined;
  /** What the gate asked for; empty where the change is no move. */
  readonly gate: readonly ChecklistItem[];
  /** Changed fields, as people read them; an end that is absent says nothing. */
  readonly fields?: readonly { readonly label: string; readonly from?: string; readonly to?: string }[];
  /** What is to happen once it is in. */
  readonly afterwards: readonly string[];
}

/** Title and body of a pull request. */
export interface PullRequestText {
  readonly title: string;
  readonly body: string;
}

function factLines({ deal, owner }: ProposedChange, organisation: Organisation | null): string[] {
  if (!deal) return [];
  const facts = [
    ["Value", deal.amount && formatMoney(deal.amount, organisation?.locale ?? "en-GB")],
    ["Owner", owner ?? deal.owner],
    ["Expected close", deal.expected_close],
    ["Next step", deal.next_step?.action],
    ["Reason", deal.lost_reason ?? deal.stage_reason],
  ] as const;
  const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [`| ${name} | ${escapeMarkdown(value)} |`]));
  return ["| | |", "|---|---|", ...rows, ""];
}

function fieldLines({ fields = [] }: ProposedChange): string[] {
  if (fields.length === 0) return [];
  const rows = fields.map(({ label, from = "–", to = "–" }) => `| ${[label, from, to].map(escapeMarkdown).join(" | ")} |`);
  return ["### What changes", "", "| | Before | After |", "|---|---|---|", ...rows, ""];
}

const isSettled = ({ isMet, gaps }: ChecklistItem): boolean => isMet && gaps.length === 0;

function gateLines(gate: readonly ChecklistItem[]): string[] {
  if (gate.length === 0) return [];
  const lines = gate.map((item) => {
    const missing = item.gaps.map(({ message }) => ` ${message}`).join("");
    return `- [${isSettled(item) ? "x" : " "}] ${escapeMarkdown(item.say + missing)}`;
  });
  return ["### What the gate asked for", "", ...lines, ""];
}

function nextLines({ gate, afterwards, deal }: ProposedChange): string[] {
  const open = gate.filter((item) => !isSettled(item)).flatMap(({ gaps }) => gaps.map(({ hint }) => `- ${escapeMarkdown(hint)}`));
  const merge = open.length === 0 ? ["- Look it over and merge it."] : ["- Then merge it."];
  const after = afterwards.map((say) => `- Once it is in: ${escapeMarkdown(say)}`);
  const checklist = deal ? [`- What comes after it: \`dealbook next ${deal.slug}\``] : [];
  return ["### What to do next", "", ...open, ...merge, ...after, ...checklist];
}

// GitHub takes no longer title than 256 characters.
const longestTitle = 250;

/** A title in one line that acts on nothing: once it has become the message of a squashed commit, the forge would heed it. */
export function titleOf(headline: string): string {
  const title = unlinked(printable(headline));
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
}

/** A pull request in sales words: the deal, what is done, what the gate asked for, what to do next. */
export function pullRequestText(change: ProposedChange, organisation: Organisation | null): PullRequestText {
  const lines = [
    `**${escapeMarkdown(change.headline)}**`,
    "",
    ...factLines(change, organisation),
    ...fieldLines(change),
    ...gateLines(change.gate),
    ...nextLines(change),
  ];
  return { title: titleOf(change.headline), body: `${lines.join("\n")}\n` };
}
