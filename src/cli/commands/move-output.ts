import { dealOnRecord, type MoveRequest, type PlannedMove, planMove } from "../../app/move-deal.ts";
import { recordChange } from "../../app/record-change.ts";
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

/** Plans the move, refuses it with the same findings as CI, or writes and commits it. Returns the exit code. */
export async function performMove(request: MoveRequest, verb: string, setting: MoveSetting): Promise<number> {
  const { content, workspace, world, options } = setting;
  const { repository, writer } = workspace;
  const { deal, pipeline, stage, file } = request.placed;
  const recorded = await dealOnRecord(repository, workspace.organisation?.default_branch ?? "main", file);
  const plan = planMove(request, content, recorded);
  if (!plan.isAllowed) return refuseMove(plan, setting);
  const title = cardTitle(deal, pipeline.card);
  const branch = `deal/${deal.slug}-${request.to.id}`;
  const change = { path: plan.path, text: plan.text, branch, message: `${verb} ${title}: ${stage.name} to ${request.to.name}` };
  const result = await recordChange(change, writer, options.commit === false ? null : repository);
  if (options.json) {
    const { slug } = deal;
    world.print(`${JSON.stringify({ schemaVersion: 1, slug, from: stage.id, to: request.to.id, file: workspace.prefix + plan.path, ...result, findings: plan.findings })}\n`);
    return 0;
  }
  world.print(`✓ ${title}: ${stage.name} → ${request.to.name}\n`);
  world.print(result.branch === null ? `  Written to ${workspace.prefix}${plan.path}.\n` : `  Committed on the branch ${result.branch}.\n  Next: git push --set-upstream origin ${result.branch}, and open a pull request.\n`);
  return 0;
}
