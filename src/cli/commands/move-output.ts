import { dealOnRecord, type MoveRequest, type PlannedMove, planMove } from "../../app/move-deal.ts";
import { type Recorded, recordChange } from "../../app/record-change.ts";
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

/** Prints why a change is refused; nothing has been written. Returns the exit code. */
export function refuseMove(plan: PlannedMove, { content, workspace, world, options }: MoveSetting): number {
  const report = { findings: plan.findings, elsewhere: [], deals: [], counts: { deals: 1, pages: content.handbook.pageCount } };
  const texts = new Map([[plan.path, plan.text]]);
  const code = printReport({ report, texts }, options.json ? "json" : "human", { workspace, world });
  if (!options.json) world.complain("Nothing was written. Fill in what is missing and try again.\n");
  return code;
}

const branchOf = ({ organisation }: Workspace): string => organisation?.default_branch ?? "main";

interface MoveMade {
  readonly request: MoveRequest;
  readonly title: string;
  readonly setting: MoveSetting;
}

function printMove(plan: PlannedMove, { branch, commit }: Recorded, { request, title, setting }: MoveMade): void {
  const { workspace, world, options } = setting;
  const { placed, to } = request;
  const file = workspace.prefix + plan.path;
  if (options.json) {
    world.print(
      `${JSON.stringify({ schemaVersion: 1, slug: placed.deal.slug, from: placed.stage.id, to: to.id, file, branch, commit, findings: plan.findings })}\n`,
    );
    return;
  }
  const next = `  Committed on the branch ${branch}.\n  Next: git push --set-upstream origin ${branch}, and open a pull request.\n  Undo: git switch - && git branch -D ${branch}\n`;
  world.print(`✓ ${title}: ${placed.stage.name} → ${to.name}\n${branch === null ? `  Written to ${file}.\n` : next}`);
}

/** Plans the move, refuses it with the same findings as CI, or writes and commits it. Returns the exit code. */
export async function performMove(request: MoveRequest, verb: string, setting: MoveSetting): Promise<number> {
  const { content, workspace, world, options } = setting;
  const { repository, writer } = workspace;
  const { deal, pipeline, stage, file } = request.placed;
  const recorded = await dealOnRecord(repository, branchOf(workspace), file);
  const plan = planMove(request, content, recorded);
  if (!plan.isAllowed) {
    const isAhead = recorded !== undefined && recorded.stage !== deal.stage;
    if (isAhead && !options.json)
      world.complain(`On ${branchOf(workspace)} this deal is still in "${recorded.stage}"; one pull request makes one move.\n\n`);
    return refuseMove(plan, setting);
  }
  const title = cardTitle(deal, pipeline.card);
  const branch = `deal/${deal.slug}-${request.to.id}`;
  const change = { path: plan.path, text: plan.text, branch, message: `${verb} ${title}: ${stage.name} to ${request.to.name}` };
  const result = await recordChange(change, writer, options.commit === false ? null : repository);
  printMove(plan, result, { request, title, setting });
  return 0;
}
