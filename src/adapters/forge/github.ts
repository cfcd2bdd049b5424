import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { Forge, NewPullRequest, PullRequest } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { isRateLimited, statusOf } from "./answers.ts";

/** Where a repository is on GitHub or GitHub Enterprise. */
export interface ForgeAddress {
  /** Base of the API, such as https://api.github.com. */
  readonly api: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string | undefined;
}

const Client = Octokit.plugin(paginateRest);

const advice: ReadonlyMap<number, string> = new Map([
  [401, "The token is not accepted. Give one in GITHUB_TOKEN that may read pull requests."],
  [403, "The token may not read this, or the forge's limit of requests is reached. In a workflow: permissions: pull-requests: read."],
  [404, "Look at the number, and at GITHUB_REPOSITORY. A private repository needs a token in GITHUB_TOKEN."],
]);

/** What the forge answered, as something that the user can mend. */
function refusalOf(error: unknown, { api }: ForgeAddress): Refusal {
  const status = statusOf(error);
  const why = error instanceof Error ? error.message : String(error);
  const hint = (status === undefined ? undefined : advice.get(status)) ?? `Is ${api} in reach? Try again, or leave --pull-request out.`;
  return new Refusal(`The forge could not be asked for reviews: ${why}`, hint);
}

const pullRequestAdvice: ReadonlyMap<number, string> = new Map([
  [401, "The token is not accepted; it may have expired. Put another in GITHUB_TOKEN."],
  [403, "The token may not open pull requests here. It needs: pull requests, read and write."],
  [404, "The token does not see this repository, or it is called otherwise: look at GITHUB_REPOSITORY and git remote --verbose."],
  [422, "Was the branch pushed to that repository, and does the default branch exist there?"],
]);

function pullRequestRefusal(error: unknown, { api }: ForgeAddress): Refusal {
  const status = statusOf(error);
  const why = error instanceof Error ? error.message : String(error);
  const isDown = status === undefined || status >= 500;
  const hint = isRateLimited(error)
    ? "The forge asks to wait: its limit of requests is reached. Try again in some minutes."
    : isDown
      ? `${api} is not in reach at the moment. Try again later.`
      : pullRequestAdvice.get(status);
  return new Refusal(`The pull request could not be opened: ${why}`, hint ?? "Open it in the browser.");
}

interface Review {
  readonly user: { readonly login: string } | null;
  readonly state: string;
  readonly commit_id: string | null;
}

/** Those whose last word is an approval of the commit `head`; comments say nothing, and a dismissed review has lost its word. */
function approvers(reviews: readonly Review[], head: string): string[] {
  const lastWord = new Map<string, Review>();
  for (const review of reviews)
    if (review.user && review.state !== "COMMENTED" && review.state !== "PENDING") lastWord.set(review.user.login, review);
  return [...lastWord].flatMap(([login, { state, commit_id }]) => (state === "APPROVED" && commit_id === head ? [login] : []));
}

interface Answer {
  readonly number: number;
  readonly html_url: string;
}

async function openOrFind(client: Octokit, { owner, repo }: ForgeAddress, request: NewPullRequest): Promise<PullRequest> {
  const { branch: head, base, title, body } = request;
  const open = await client.request("GET /repos/{owner}/{repo}/pulls", { owner, repo, head: `${owner}:${head}`, state: "open" });
  const known = open.data.find((each) => each.head.ref === head);
  const toPullRequest = ({ number, html_url: url }: Answer, isNew: boolean): PullRequest => ({ number, url, isNew });
  if (known) return toPullRequest(known, false);
  const { data } = await client.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, head, base, title, body });
  return toPullRequest(data, true);
}

/** The forge as GitHub's API shows it. */
export function gitHubForge(address: ForgeAddress): Forge {
  const { api, owner, repo, token } = address;
  const client = new Client({ baseUrl: api, ...(token !== undefined && { auth: token }) });
  return {
    reviews: async (pullRequest) => {
      const target = { owner, repo, pull_number: pullRequest };
      try {
        const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", target);
        const reviews = await client.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...target, per_page: 100 });
        return { author: data.user.login, approvedBy: approvers(reviews, data.head.sha) };
      } catch (error) {
        throw refusalOf(error, address);
      }
    },
    openPullRequest: async (request) => {
      try {
        return await openOrFind(client, address, request);
      } catch (error) {
        throw pullRequestRefusal(error, address);
      }
    },
  };
}
