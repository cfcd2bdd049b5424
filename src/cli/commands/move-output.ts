import { type ChangeOutcome, type MoveRequest, moveDeal, type PlannedChange } from "../../app/move-deal.ts";
import type { Desk, RecordedCommit } from "../../app/record-change.ts";
import type { Content } from "../../core/check/check-content.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { printReport } from "../report-output.ts";
import type { CommonOptions, Workspace } from "../workspace.ts";
import type { World } from "../world.ts";

/** Options of the commands that move a deal. */
export interface MoveOptions extends CommonOptions {
  readonly json?: boolean;
  /** False for `--no-commit`. */
  readonly commit?: boolean;
}

/** What a command that moves a deal works with. */
export interface MoveSetting {
  readonly content: Content;
  readonly workspace: Workspace;
  readonly world: World;
  readonly options: MoveOptions;
}

/** Where a command that moves a deal writes and commits. */
export const deskOf = ({ workspace, options }: MoveSetting): Desk => ({
  writer: workspace.writer,
  repository: workspace.repository,
  defaultBranch: workspace.organisation?.default_branch ?? "main",
  isCommitted: options.commit !== false,
});

/** Prints why a change is refused; nothing has been written. Returns the exit code. */
export function printRefused(plan: PlannedChange, { content, workspace, world, options }: MoveSetting): number {
  const report = { findings: plan.findings, elsewhere: [], deals: [], counts: { deals: 1, pages: content.handbook.pageCount } };
  const texts = new Map([[plan.path, plan.text]]);
  const code = printReport({ report, texts }, options.json ? "json" : "human", { workspace, world });
  if (!options.json) world.complain("Nothing was written. Fill in what is missing and try again.\n");
  return code;
}

/** Undoing loses nothing: edits that were committed along with the change stay in the files. */
function undoLine({ branch, previous, waiting }: RecordedCommit): string {
  const edits = waiting.length === 0 ? "" : " && git reset --quiet HEAD~1";
  if (previous === branch) return `  Undo: git reset --keep HEAD~1${edits}\n`;
  const start = waiting.length === 0 ? "" : `git reset --keep HEAD~1${edits} && `;
  const back = previous === null ? `git switch --detach${waiting.length === 0 ? " HEAD~1" : ""}` : `git switch ${previous}`;
  return `  Undo: ${start}${back} && git branch -D ${branch}\n`;
}

/** What was committed, what comes next, and how to undo it. */
function recordedLines(recorded: RecordedCommit): string {
  const { branch, startedFrom, waiting } = recorded;
  return [
    `  Committed on the branch ${branch}${startedFrom === null ? "" : `, started from ${startedFrom}`}.\n`,
    waiting.length === 0 ? "" : `  Before it, your edits that were waiting: ${waiting.join(", ")}\n`,
    `  Next: git push --set-upstream origin ${branch}, and open a pull request.\n`,
    undoLine(recorded),
  ].join("");
}

/** Prints what was done: data with `--json`, else `headline` and where the change is. */
export function printDone({ plan, recorded }: ChangeOutcome, done: { data: object; headline: string }, setting: MoveSetting): void {
  const { workspace, world, options } = setting;
  const file = workspace.prefix + plan.path;
  if (options.json) {
    const { branch, commit } = recorded ?? { branch: null, commit: null };
    world.print(`${JSON.stringify({ schemaVersion: 1, ...done.data, file, branch, commit, findings: plan.findings })}\n`);
    return;
  }
  world.print(`✓ ${done.headline}\n${recorded ? recordedLines(recorded) : `  Written to ${file}.\n`}`);
}

/** Makes the move, or prints why it is refused: with the findings that CI would give. Returns the exit code. */
export async function performMove(request: MoveRequest, setting: MoveSetting): Promise<number> {
  const { content, world, options } = setting;
  const { deal, pipeline, stage } = request.placed;
  const desk = deskOf(setting);
  const outcome = await moveDeal(request, content, desk);
  if (!outcome.plan.isAllowed) {
    const { stageOnRecord } = outcome;
    if (stageOnRecord !== undefined && stageOnRecord !== deal.stage && !options.json)
      world.complain(`On ${desk.defaultBranch} this deal is still in "${stageOnRecord}"; one pull request makes one move.\n\n`);
    return printRefused(outcome.plan, setting);
  }
  const data = { slug: deal.slug, from: stage.id, to: request.to.id };
  printDone(outcome, { data, headline: `${cardTitle(deal, pipeline.card)}: ${stage.name} → ${request.to.name}` }, setting);
  if (!options.json) for (const { say } of request.to.on_enter) world.print(`  Once this is in: ${say}\n`);
  return 0;
}
