import { type DealVersion, dealVersions } from "../core/history/deal-versions.ts";
import type { Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";

/**
 * The versions of every deal by its slug, as the first-parent line of the default branch recorded them; where there is no such
 * branch, that of the checked-out commit. Empty without a repository, and before the first commit.
 */
export async function loadVersions(repository: Repository | null, defaultBranch: string): Promise<ReadonlyMap<string, DealVersion[]>> {
  if (!repository || !(await repository.hasCommit("HEAD"))) return new Map();
  return dealVersions(await repository.history((await recordRef(repository, defaultBranch)) ?? "HEAD"));
}
