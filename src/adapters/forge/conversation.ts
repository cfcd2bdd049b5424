import type { Conversation, ForgeComment, OpenPullRequest } from "../../app/ports.ts";
import { statusOf } from "./answers.ts";
import { type Attempt, type ForgeAddress, type ForgeClient, forgeClient, forgeRefusal } from "./client.ts";
import { approvers } from "./reviews.ts";

const reading: Attempt = {
  failed: "The pull request could not be read",
  advice: new Map([
    [401, "The token is not accepted; it may have expired. Put another in GITHUB_TOKEN."],
    [403, "The token may not read this. In a workflow: permissions: pull-requests: write."],
    [404, "Look at the number, and at GITHUB_REPOSITORY. A private repository needs a token in GITHUB_TOKEN."],
  ]),
  otherwise: "Try again, or see what would be said without the forge: dealbook comment --base main --dry-run",
};

const writing: Attempt = {
  failed: "The comment could not be written",
  advice: new Map([
    [401, "The token is not accepted; it may have expired. Put another in GITHUB_TOKEN."],
    [403, "The token may not write here. In a workflow: permissions: pull-requests: write; or the conversation is locked."],
    [404, "The token may not write here, or the comment has just been deleted. It needs: pull requests, read and write."],
    [410, "Comments are switched off in this repository."],
  ]),
  otherwise: "Try again, or print it instead: --dry-run",
};

const asking: Attempt = {
  failed: "Nobody could be asked to review",
  advice: new Map([[403, "The token may not ask for reviews. In a workflow: permissions: pull-requests: write."]]),
  otherwise: "Ask them yourself; the comment names them.",
};

interface Target {
  readonly client: ForgeClient;
  readonly address: ForgeAddress;
}

async function readPullRequest({ client, address: { owner, repo } }: Target, number: number): Promise<OpenPullRequest> {
  const target = { owner, repo, pull_number: number };
  const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", target);
  const reviews = await client.paginate("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...target, per_page: 100 });
  const approved = approvers(reviews, data.head.sha);
  return {
    number,
    url: data.html_url,
    repositoryUrl: data.base.repo.html_url,
    isOpen: data.state === "open",
    isDraft: data.draft === true,
    head: data.head.sha,
    base: { branch: data.base.ref, commit: data.base.sha },
    reviews: { author: data.user.login, approvedBy: approved.now },
    approvedEarlier: approved.earlier,
    asked: (data.requested_reviewers ?? []).map(({ login }) => login),
    reviewedBy: [...new Set(reviews.flatMap(({ user }) => user?.login ?? []))],
  };
}

/** Open pull requests by their newest commit: the only trait of a run from a fork that cannot be made up. */
async function findByHead({ client, address: { owner, repo } }: Target, commit: string): Promise<number[]> {
  const open = await client.paginate("GET /repos/{owner}/{repo}/pulls", { owner, repo, state: "open", per_page: 100 });
  return open.filter(({ head }) => head.sha === commit).map(({ number }) => number);
}

/** The number of the account that the token belongs to. A workflow's token is an app's and may not ask for /user, but for `viewer`. */
async function ownId({ client }: Target): Promise<number> {
  try {
    return Number((await client.request("GET /user")).data.id);
  } catch (error) {
    if (statusOf(error) !== 403) throw error;
    const { viewer } = await client.graphql<{ viewer: { databaseId: number } }>("query { viewer { databaseId } }");
    return viewer.databaseId;
  }
}

async function findOwnComment(target: Target, number: number, marker: string): Promise<ForgeComment | null> {
  const { client, address } = target;
  const { owner, repo } = address;
  const place = { owner, repo, issue_number: number, per_page: 100 };
  const comments = await client.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", place);
  const marked = comments.filter(({ body }) => body?.startsWith(marker));
  if (marked.length === 0) return null;
  const self = await ownId(target);
  const found = marked.find(({ user }) => user?.id === self);
  return found ? { id: Number(found.id), url: found.html_url, body: (found.body ?? "").replaceAll("\r\n", "\n") } : null;
}

async function writeComment({ client, address: { owner, repo } }: Target, number: number, comment: Parameters<Conversation["write"]>[1]) {
  const { id, body } = comment;
  const { data } =
    id === null
      ? await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { owner, repo, issue_number: number, body })
      : await client.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { owner, repo, comment_id: id, body });
  return data.html_url;
}

async function askReview({ client, address: { owner, repo } }: Target, number: number, login: string): Promise<boolean> {
  const target = { owner, repo, pull_number: number, reviewers: [login] };
  try {
    await client.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", target);
    return true;
  } catch (error) {
    // Not a collaborator, or no such user.
    if (statusOf(error) === 422 || statusOf(error) === 404) return false;
    throw error;
  }
}

/** The conversation of pull requests as GitHub's API shows it. */
export function gitHubConversation(address: ForgeAddress): Conversation {
  const target: Target = { client: forgeClient(address), address };
  const orRefuse = async <T>(attempt: Attempt, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw forgeRefusal(error, attempt, address);
    }
  };
  return {
    read: (number) => orRefuse(reading, () => readPullRequest(target, number)),
    openAt: (commit) => orRefuse(reading, () => findByHead(target, commit)),
    ownComment: (number, marker) => orRefuse(reading, () => findOwnComment(target, number, marker)),
    write: (number, comment) => orRefuse(writing, () => writeComment(target, number, comment)),
    askReview: (number, login) => orRefuse(asking, () => askReview(target, number, login)),
  };
}
