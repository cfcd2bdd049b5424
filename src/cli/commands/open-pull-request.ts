import type { PullRequestText } from "../../adapters/reports/pull-request.ts";
import type { PullRequest } from "../../app/ports.ts";
import { proposeChange } from "../../app/propose-change.ts";
import { Refusal } from "../../app/refusal.ts";
import { forgeAddress } from "../forge-address.ts";
import type { MoveSetting } from "./move-setting.ts";

/** A pull request, or why there is none; the change is committed either way. */
export type PullRequestOutcome = { readonly pullRequest: PullRequest } | { readonly problem: Refusal };

/** Pushes a branch and opens its pull request. What goes wrong is told, not thrown: the work is in a commit. */
export async function openPullRequest(
  branch: string,
  text: PullRequestText,
  { workspace, world }: MoveSetting,
): Promise<PullRequestOutcome> {
  const { repository, organisation } = workspace;
  if (!repository) throw new Refusal("There is no git repository to push from.", "Leave --pr out.");
  try {
    const address = await forgeAddress(workspace, world);
    // Loaded where it is needed: most commands ask no forge.
    const { gitHubForge } = await import("../../adapters/forge/github.ts");
    const base = organisation?.default_branch ?? "main";
    const proposal = { branch, base, ...text };
    return { pullRequest: await proposeChange(proposal, repository, gitHubForge(address)) };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error };
    throw error;
  }
}
