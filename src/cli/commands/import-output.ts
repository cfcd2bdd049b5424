import { printable } from "../../adapters/reports/printable.ts";
import { shortLine } from "../../adapters/reports/text-width.ts";
import type { ImportCommit } from "../../app/import-deals.ts";
import type { PlannedItem } from "../../core/import/plan.ts";
import { tableText } from "../table.ts";
import type { Workspace } from "../workspace.ts";
import { nextLine, problemOf, pullRequestLine } from "./move-output.ts";
import type { MoveSetting } from "./move-setting.ts";
import type { PullRequestOutcome } from "./open-pull-request.ts";

/** What was done. */
export interface ImportResult {
  readonly recorded: ImportCommit | null;
  /** `null` where no pull request was asked for. */
  readonly published: PullRequestOutcome | null;
}

/** What came of an import. */
interface ImportOutcome extends ImportResult {
  readonly items: readonly PlannedItem[];
  /** Columns, or custom fields, that nothing is read from. */
  readonly unused: readonly string[];
  /** What else there is that deals do not have. */
  readonly besides: readonly string[];
  /** The mapping file as people write its path. */
  readonly mapping: string;
  readonly isWritten: boolean;
  /** What somebody has to see to: who may import, where the export lies. */
  readonly remarks: readonly string[];
  /** What stands before a content path in messages. */
  readonly prefix: string;
}

const outcomes = ["new", "changed", "unchanged", "refused", "left out"] as const;

const countOf = (items: readonly PlannedItem[], outcome: PlannedItem["outcome"]): number =>
  items.filter((item) => item.outcome === outcome).length;

/** The outcome as data; contract of `--json`. */
function importData({ items, unused, besides, recorded, published, isWritten, remarks, prefix }: ImportOutcome) {
  const problem = problemOf(published);
  return {
    schemaVersion: 1,
    counts: Object.fromEntries(outcomes.map((outcome) => [outcome, countOf(items, outcome)])),
    isWritten,
    unused,
    besides,
    remarks,
    branch: recorded?.branch ?? null,
    commit: recorded?.commit ?? null,
    pullRequest: published && "pullRequest" in published ? published.pullRequest : null,
    problem: problem && { message: problem.message, hint: problem.hint },
    items: items.map(({ place, what, outcome, reasons, changes = [], gaps, path }) => ({
      place,
      title: what,
      outcome,
      reasons,
      changes,
      missing: gaps.map(({ message }) => message),
      file: path === undefined ? null : prefix + path,
    })),
  };
}

// What is as it was is counted; a line for each would hide the others.
const isTold = ({ outcome }: PlannedItem): boolean => outcome !== "unchanged";

const mostRows = 40;
const widestTitle = 60;

/** Of what goes well a part is enough; what is refused or left out is told in full. */
function toldItems(items: readonly PlannedItem[]): { told: PlannedItem[]; hidden: number } {
  const all = items.filter(isTold);
  const plain = all.filter(({ reasons }) => reasons.length === 0);
  const shown = new Set(plain.slice(0, mostRows));
  return { told: all.filter((item) => item.reasons.length > 0 || shown.has(item)), hidden: plain.length - shown.size };
}

const gapText = ({ length }: PlannedItem["gaps"]): string => (length === 0 ? "" : `${length} missing for its stage`);

const rowOf = ({ outcome, place, what, reasons, changes = [], gaps }: PlannedItem): string[] => {
  const why = [changes.join(", "), ...reasons, gapText(gaps)].filter((text) => text !== "");
  return [outcome, place, shortLine(what, widestTitle), why.join("; ")].map(printable);
};

const committedLines = ({ branch }: ImportCommit, next: string): string[] => [
  `✓ Committed on the branch ${branch}.`,
  next.trimEnd(),
  "  Undo: dealbook undo",
];

const nextOf = async ({ recorded, published }: ImportOutcome, workspace: Workspace): Promise<string> => {
  if (published && "pullRequest" in published) return pullRequestLine(published.pullRequest);
  return recorded ? nextLine(recorded.branch, workspace) : "";
};

function closing({ items, recorded, isWritten, remarks }: ImportOutcome, next: string): string[] {
  const count = countOf(items, "new") + countOf(items, "changed");
  const gaps = items.filter((item) => item.gaps.length > 0).length;
  if (count === 0 && !recorded) return ["Nothing is to be written."];
  const missing = [
    ...(gaps === 0 ? [] : [`${gaps} of them lack something that their stage asks for; it is asked for when they move on.`]),
    ...remarks.map(printable),
  ];
  if (!isWritten) return [...missing, "Nothing is written yet. To write it: add --write"];
  if (!recorded) return [...missing, "The files are written; nothing is committed."];
  return [...missing, ...committedLines(recorded, next)];
}

const takeOver = ({ unused, mapping }: ImportOutcome): string =>
  `  To take one, say in ${mapping} what it is, such as columns: { source: ${printable(JSON.stringify(unused[0]))} }\n`;

function otherNotes({ items }: ImportOutcome): string {
  const count = items.filter(({ hasOtherNotes }) => hasOtherNotes).length;
  return count === 0 ? "" : `${count} with other notes there than here; notes are taken over once.\n`;
}

function notTaken(outcome: ImportOutcome): string {
  const { unused, besides } = outcome;
  const columns = unused.length === 0 ? "" : `Not taken over: ${printable(unused.join(", "))}\n${takeOver(outcome)}`;
  return otherNotes(outcome) + columns + (besides.length === 0 ? "" : `Deals have no place for ${besides.join(", ")}.\n`);
}

/** The outcome as text. */
function importText(outcome: ImportOutcome, next: string): string {
  const { items } = outcome;
  const { told, hidden } = toldItems(items);
  const table = told.length === 0 ? "" : `${tableText([["outcome", "where", "title", "why"], ...told.map(rowOf)])}`;
  const more = hidden === 0 ? "" : `… and ${hidden} more without a remark.\n`;
  const counts = outcomes.flatMap((each) => (countOf(items, each) === 0 ? [] : [`${countOf(items, each)} ${each}`]));
  return `${table}${more}${told.length === 0 ? "" : "\n"}${counts.join(", ") || "There is no deal in it"}.\n${notTaken(outcome)}${closing(outcome, next).join("\n")}\n`;
}

/** Prints what came of an import: data with `--json`, else text. Returns the exit code: 1 where a deal is refused, 2 where the pull request is. */
export async function printImport(
  outcome: ImportOutcome,
  { options: { json }, workspace, world }: Omit<MoveSetting, "content">,
): Promise<number> {
  const problem = problemOf(outcome.published);
  world.print(json ? `${JSON.stringify(importData(outcome))}\n` : importText(outcome, await nextOf(outcome, workspace)));
  if (problem && !json)
    world.complain(
      `dealbook: ${problem.message}\n  → ${problem.hint}\n  What was imported is ${outcome.recorded ? "committed" : "written"}; nothing is lost.\n`,
    );
  if (problem) return 2;
  return outcome.items.some((item) => item.outcome === "refused") ? 1 : 0;
}
