import { Octokit } from "@octokit/core";
import type { PullRequest } from "../../app/ports.ts";
import type { FileProposal, ProposedFiles, RemoteRecord } from "../../app/record-ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { isWebAddress } from "../../core/text/field-types.ts";
import { isRateLimited, statusOf } from "./answers.ts";

/** Where the record is on GitHub or GitHub Enterprise, and who asks for it. */
export interface RecordAddress {
  /** Base of the API, such as https://api.github.com. */
  readonly api: string;
  readonly owner: string;
  readonly repo: string;
  /** The default branch. */
  readonly branch: string;
  /** Path from the repository's top to the content root, ending in a slash; empty where they are the same. */
  readonly prefix: string;
  readonly token: string;
}

const advice: ReadonlyMap<number, string> = new Map([
  [401, "The token is not accepted: it may have expired. Give another."],
  [403, "The token may not do this. It needs, for this repository: contents and pull requests, read and write."],
  [404, "The token does not see this repository. Is it chosen in the token's list of repositories?"],
  [409, "Somebody changed something at the same moment. Try again."],
]);

function refusalOf(error: unknown, { api }: RecordAddress): Refusal {
  const status = statusOf(error);
  const { host } = new URL(api);
  if (isRateLimited(error)) return new Refusal(`${host} asks to wait: too much was asked of it.`, "Try again in some minutes.");
  if (status === undefined || status >= 500) return new Refusal(`${host} is not in reach at the moment.`, "Try again in a while.");
  const why = error instanceof Error ? error.message : String(error);
  return new Refusal(`${host} refused it (${status}).`, advice.get(status) ?? why);
}

/** Text of a file from its base64. */
const decoded = (base64: string): string => new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));

/** Where people see a pull request. An answer is no more trusted than a stranger: what is no web address becomes no link. */
function pageOf({ html_url }: { readonly html_url: string }, { api }: RecordAddress): string {
  if (isWebAddress(html_url)) return html_url;
  throw new Refusal(
    `${new URL(api).host} answered with something that is no web address.`,
    "Ask whoever looks after this site: is forge_api right?",
  );
}

/** The repository as the calls below see it. */
class GitHubRecord {
  readonly #client: Octokit;
  readonly #address: RecordAddress;
  readonly #at: { readonly owner: string; readonly repo: string };

  constructor(address: RecordAddress) {
    const { api, owner, repo, token } = address;
    this.#client = new Octokit({ baseUrl: api, auth: token });
    this.#address = address;
    this.#at = { owner, repo };
  }

  /** The commit that a branch is at; `undefined` where there is no such branch. */
  async tip(branch: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const { data } = await this.#client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...this.#at, ref: `heads/${branch}` });
      return data.object.sha;
    });
  }

  async text(commit: string, path: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const target = { ...this.#at, path: this.#address.prefix + path, ref: commit };
      const { data } = await this.#client.request("GET /repos/{owner}/{repo}/contents/{path}", target);
      if (Array.isArray(data) || data.type !== "file" || !("content" in data)) return undefined;
      return decoded(data.content);
    });
  }

  /** Makes the tree that the proposal asks for. Returns its id. */
  async tree({ from, files }: FileProposal): Promise<string> {
    const base = await this.commit(from);
    const entries = files.map(({ path, text }) => ({
      path: this.#address.prefix + path,
      mode: "100644" as const,
      type: "blob" as const,
      content: text,
    }));
    const tree = { ...this.#at, base_tree: base.tree.sha, tree: entries };
    return (await this.#client.request("POST /repos/{owner}/{repo}/git/trees", tree)).data.sha;
  }

  async commit(sha: string) {
    return (await this.#client.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...this.#at, commit_sha: sha })).data;
  }

  async newCommit(tree: string, { from, title }: FileProposal): Promise<string> {
    const commit = { ...this.#at, tree, parents: [from], message: title };
    return (await this.#client.request("POST /repos/{owner}/{repo}/git/commits", commit)).data.sha;
  }

  async createBranch(branch: string, sha: string): Promise<void> {
    await this.#client.request("POST /repos/{owner}/{repo}/git/refs", { ...this.#at, ref: `refs/heads/${branch}`, sha });
  }

  async replaceBranch(branch: string, sha: string): Promise<void> {
    await this.#client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", { ...this.#at, ref: `heads/${branch}`, sha, force: true });
  }

  async openPullRequest(branch: string): Promise<PullRequest | undefined> {
    const query = { ...this.#at, head: `${this.#at.owner}:${branch}`, state: "open" as const };
    const { data } = await this.#client.request("GET /repos/{owner}/{repo}/pulls", query);
    const found = data.find((each) => each.head.ref === branch);
    return found && { number: found.number, url: pageOf(found, this.#address), isNew: false };
  }

  async isPullRequestOpen(number: number): Promise<boolean> {
    const { data } = await this.#client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { ...this.#at, pull_number: number });
    return data.state === "open";
  }

  async newPullRequest(branch: string, { title, body }: FileProposal): Promise<PullRequest> {
    const request = { ...this.#at, head: branch, base: this.#address.branch, title, body };
    const { data } = await this.#client.request("POST /repos/{owner}/{repo}/pulls", request);
    return { number: data.number, url: pageOf(data, this.#address), isNew: true };
  }

  async #unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }
}

/** What is on a branch already, seen from a proposal that would take its name. */
type Branch = "free" | "same" | "open" | "over";

async function stateOf(branch: string, tree: string, { record, from }: { record: GitHubRecord; from: string }): Promise<Branch> {
  const tip = await record.tip(branch);
  if (tip === undefined) return "free";
  const commit = await record.commit(tip);
  // A proposal that was left half-way: all but its pull request may be there.
  if (commit.tree.sha === tree && commit.parents.some(({ sha }) => sha === from)) return "same";
  return (await record.openPullRequest(branch)) ? "open" : "over";
}

/** A name that no branch has: a former proposal's branch may still be there once it was taken in. */
async function freeName(name: string, tree: string, basis: { record: GitHubRecord; from: string }): Promise<[string, Branch]> {
  for (let count = 1; ; count += 1) {
    const branch = count === 1 ? name : `${name}-${count}`;
    const state = await stateOf(branch, tree, basis);
    if (state !== "over") return [branch, state];
  }
}

async function propose(proposal: FileProposal, record: GitHubRecord): Promise<ProposedFiles> {
  const tree = await record.tree(proposal);
  const [branch, state] = await freeName(proposal.branch, tree, { record, from: proposal.from });
  const open = state === "free" ? undefined : await record.openPullRequest(branch);
  if (state === "open" && open && !proposal.isReplacing) return { kind: "taken", branch, pullRequest: open };
  if (state === "free") await record.createBranch(branch, await record.newCommit(tree, proposal));
  if (state === "open") await record.replaceBranch(branch, await record.newCommit(tree, proposal));
  return { kind: "proposed", branch, pullRequest: open ?? (await record.newPullRequest(branch, proposal)) };
}

/** The record on GitHub. Runs in a browser: nothing of it is Node's. */
export function gitHubRecord(address: RecordAddress): RemoteRecord {
  const record = new GitHubRecord(address);
  const told = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOf(error, address);
    }
  };
  return {
    newest: (branch = address.branch) =>
      told(async () => {
        const tip = await record.tip(branch);
        if (tip !== undefined) return tip;
        throw new Refusal(`${new URL(address.api).host} does not show ${address.owner}/${address.repo}.`, advice.get(404) ?? "");
      }),
    read: (commit, paths) =>
      told(async () => {
        const texts = await Promise.all(paths.map(async (path) => [path, await record.text(commit, path)] as const));
        return new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
      }),
    propose: (proposal) => told(() => propose(proposal, record)),
    isOpen: ({ branch, number }) =>
      told(async () => (number === undefined ? (await record.openPullRequest(branch)) !== undefined : record.isPullRequestOpen(number))),
  };
}
