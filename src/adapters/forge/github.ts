import type { Forge, NewPullRequest, PullRequest } from "../../app/ports.ts";
import { type Attempt, type ForgeAddress, type ForgeClient, forgeClient, forgeRefusal } from "./client.ts";
import { approvers } from "./reviews.ts";

const reading: Attempt = {
  failed: "The forge could not be asked for reviews",
  advice: new Map([
    [401, "The token is not accepted. Give one in GITHUB_TOKEN that may read pull requests."],
    [403, "The token may not read this. In a workflow: permissions: pull-requests: read."],
    [404, "Look at the number, and at GITHUB_REPOSITORY. A private repository needs a token in GITHUB_TOKEN."],
  ]),
  otherwise: "Try again, or leave --pull-request out.",
};

const opening: Attempt = {
  failed: "The pull request could not be opened",
  advice: new Map([
    [401, "The token is not accepted; it may have expired. Put another in GITHUB_TOKEN."],
    [403, "The token may not open pull requests here. It needs: pull requests, read and write."],
    [404, "The token does not see this repository, or it is called otherwise: look at GITHUB_REPOSITORY and git remote --verbose."],
    [422, "Was the branch pushed to that repository, and does the default branch exist there?"],
  ]),
  otherwise: "Open it in the browser.",
};

interface Answer {
  readonly number: number;
  readonly html_url: string;
}

async function openOrFind(client: ForgeClient, { owner, repo }: ForgeAddress, request: NewPullRequest): Promise<PullRequest> {
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
  const { owner, repo } = address;
  const client = forgeClient(address);
  return {
    reviews: async (pullRequest) => {
      const target = { owner, repo, pull_number: pullRequest };
      try {
        const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", target);
        const reviews = await client.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...target, per_page: 100 });
        return { author: data.user.login, approvedBy: approvers(reviews, data.head.sha).now };
      } catch (error) {
        throw forgeRefusal(error, reading, address);
      }
    },
    openPullRequest: async (request) => {
      try {
        return await openOrFind(client, address, request);
      } catch (error) {
        throw forgeRefusal(error, opening, address);
      }
    },
  };
}
