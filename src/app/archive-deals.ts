import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { editDeal } from "../core/deal/edit-deal.ts";
import { isClosed } from "../core/pipeline/pipeline.ts";
import { type PlacedDeal, placeDeal } from "./find-deal.ts";
import { freeBranch } from "./free-branch.ts";
import { type Desk, recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";
import { dealAtWork, refuseOutdated } from "./refuse-outdated.ts";

/** The text of a closed deal that is put away. */
export const archivedText = ({ file }: PlacedDeal, today: BusinessDate): string =>
  editDeal(file, [{ field: "archived", value: today, after: "stage_entered" }]);

/** Closed deals that ended before a day and are not put away yet. */
export const closedBefore = (content: Content, day: BusinessDate): PlacedDeal[] =>
  content.deals.files.flatMap((file) => {
    const placed = placeDeal(content, file);
    const isDue = placed && isClosed(placed.stage) && placed.deal.archived === undefined && placed.deal.stage_entered < day;
    return isDue && file.problems.length === 0 ? [placed] : [];
  });

/** A branch with one commit for many deals. */
export interface ArchiveCommit {
  readonly branch: string;
  readonly commit: string;
  readonly previous: string | null;
}

/** Deals to put away together, on which day. */
export interface ArchiveRequest {
  readonly deals: readonly PlacedDeal[];
  readonly before: BusinessDate;
  readonly today: BusinessDate;
}

async function refuseUnrecorded({ repository, defaultBranch }: Desk, paths: readonly string[]): Promise<void> {
  if (!repository || !(await repository.hasCommit("HEAD"))) return;
  const record = await recordRef(repository, defaultBranch);
  if (record !== null && (await repository.countCommits(record, "HEAD")) > 0)
    throw new Refusal(
      "This branch has commits of its own; many deals are put away on a branch of their own.",
      `Start from the record: git switch ${record}`,
    );
  const edited = (await repository.changedPaths("HEAD", null)).filter((path) => paths.includes(path));
  if (edited.length > 0) throw new Refusal(`Edits are waiting in ${edited.join(", ")}.`, "Commit or stash them first.");
}

/** Puts closed deals away, in one commit on a branch of its own; `null` where they are written only. */
export async function archiveDeals({ deals, before, today }: ArchiveRequest, desk: Desk): Promise<ArchiveCommit | null> {
  const { repository, isCommitted, writer } = desk;
  const paths = deals.map(({ file }) => file.path);
  const target = isCommitted ? repository : null;
  if (target) await refuseUnrecorded(desk, paths);
  await refuseOutdated(
    desk,
    deals.map(({ file }) => dealAtWork(file)),
  );
  const previous = target ? await target.currentBranch() : null;
  await target?.requireIdentity();
  const name = `archive/closed-before-${before}`;
  const branch = target ? await freeBranch(target, name, await recordRef(target, desk.defaultBranch)) : name;
  if (branch !== previous) await target?.startBranch(branch, null);
  for (const placed of deals) await writer.write(placed.file.path, archivedText(placed, today));
  if (!target) return null;
  const subject = `Archive ${deals.length} deals that were closed before ${before}`;
  const commit = await target.commit(paths, subject);
  await target.noteStep(branch, { commit, subject, previous, hadEdits: false, isStart: true });
  return { branch, commit, previous };
}
