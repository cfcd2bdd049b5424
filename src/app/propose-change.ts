import type { Forge, PullRequest, Repository } from "./ports.ts";

/** A branch to propose, with the words of its pull request. */
export interface Proposal {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** Pushes a branch and opens its pull request, or finds the one that is open already. */
export async function proposeChange(proposal: Proposal, repository: Repository, forge: Forge): Promise<PullRequest> {
  await repository.push(proposal.branch);
  return forge.openPullRequest(proposal);
}
