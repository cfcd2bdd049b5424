import type { Content } from "../core/check/check-content.ts";
import { cardTitle, type Deal } from "../core/deal/deal.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import { loadFiles, readContent } from "./load-content.ts";
import { type MoveRequest, type PlannedChange, planMove } from "./plan-move.ts";
import { type Desk, type RecordedCommit, recordChange, recordRef } from "./record-change.ts";
import { dealAtWork, refuseOutdated } from "./refuse-outdated.ts";

/** What became of a change. */
export interface ChangeOutcome {
  readonly plan: PlannedChange;
  /** `null` where the change was written only, or was refused. */
  readonly recorded: RecordedCommit | null;
}

/** What became of a move. */
export interface MoveOutcome extends ChangeOutcome {
  /** The stage in which the default branch has the deal; absent where it does not have it. */
  readonly stageOnRecord?: string;
}

/** The deal as the default branch has it; `null` where it is new, `undefined` where that cannot be said. */
export async function dealOnRecord({ repository, defaultBranch }: Desk, file: DealFile): Promise<Deal | null | undefined> {
  const record = repository && (await repository.hasCommit("HEAD")) ? await recordRef(repository, defaultBranch) : null;
  if (!repository || record === null) return undefined;
  const commit = await repository.mergeBase(record, null);
  const files = await loadFiles(repository.readerAt(commit), () => (path) => path === file.path);
  if (!files.paths.includes("dealbook.yaml")) return undefined;
  const recorded = readContent(files).deals.files.find((each) => each.slug === file.slug);
  return recorded ? (recorded.deal ?? undefined) : null;
}

/** Moves a deal, on a branch of its own. Where the check would refuse the move, nothing is written. */
export async function moveDeal(request: MoveRequest, content: Content, desk: Desk): Promise<MoveOutcome> {
  const { placed, to, verb } = request;
  const { deal, stage, pipeline, file } = placed;
  await refuseOutdated(desk, [dealAtWork(file)]);
  const onRecord = await dealOnRecord(desk, file);
  const plan = planMove(request, content, onRecord === undefined ? deal : onRecord);
  const known = onRecord ? { stageOnRecord: onRecord.stage } : {};
  if (!plan.isAllowed) return { plan, recorded: null, ...known };
  const message = `${verb} ${cardTitle(deal, pipeline.card)}: ${stage.name} to ${to.name}`;
  const change = { path: plan.path, text: plan.text, branch: `deal/${deal.slug}-${to.id}`, message };
  return { plan, recorded: await recordChange(change, desk), ...known };
}
