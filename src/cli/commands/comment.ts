import type { Command } from "commander";
import { commentMarkdown, commentMarker, concernsContent, type ProposalReport } from "../../adapters/reports/comment.ts";
import { printable } from "../../adapters/reports/printable.ts";
import {
  type AskedReviewers,
  askReviewers,
  type CommentStatus,
  fetchEnds,
  loginsToAsk,
  writeComment,
} from "../../app/comment-pull-request.ts";
import type { Conversation, OpenPullRequest, Repository } from "../../app/ports.ts";
import { type Proposal, readProposal } from "../../app/read-proposal.ts";
import { Refusal } from "../../app/refusal.ts";
import { placeFinding } from "../../core/finding/place-findings.ts";
import { forgeAddress } from "../forge-address.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface CommentOptions extends CommonOptions {
  readonly pullRequest?: string;
  readonly commit?: string;
  readonly base?: string;
  readonly head?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** A pull request, and what was said in it. */
interface Told extends AskedReviewers {
  /** `null` for a change that is no pull request yet. */
  readonly number: number | null;
  readonly url: string | null;
  readonly status: CommentStatus | "dry-run";
  /** Where people see the comment. */
  readonly comment: string | null;
  /** The comment's Markdown; `null` where nothing was judged. */
  readonly body: string | null;
}

interface Setting {
  readonly workspace: Workspace;
  readonly repository: Repository;
  readonly conversation: Conversation;
  readonly options: CommentOptions;
}

const nobody: AskedReviewers = { asked: [], refused: [] };

/** What only the forge can tell, or whoever asks. */
type Surroundings = Pick<ProposalReport, "ends"> & Partial<Pick<ProposalReport, "files" | "approvedEarlier">>;

/** The comment's Markdown. */
function bodyOf(proposal: Proposal, surroundings: Surroundings, { prefix }: Workspace): string {
  const { organisation, report } = proposal;
  const site = organisation?.site?.replace(/\/$/, "");
  const findings = report.findings.map(placeFinding({ prefix, site }));
  return commentMarkdown({
    ...proposal,
    ...surroundings,
    report: { ...report, findings },
    locale: organisation?.locale ?? "en-GB",
    ...(site !== undefined && { site }),
  });
}

async function judge(pullRequest: OpenPullRequest, { workspace, repository }: Setting): Promise<Proposal> {
  await fetchEnds(pullRequest, repository);
  const { head, base, reviews } = pullRequest;
  const request = { base: base.commit, head, today: workspace.today, changedOnly: false, reviews };
  return readProposal(repository, workspace.reader, request);
}

async function tell(pullRequest: OpenPullRequest, setting: Setting): Promise<Told> {
  const { options, workspace, conversation } = setting;
  const { number, url, head, base, repositoryUrl } = pullRequest;
  const told = { number, url, comment: null, body: null, ...nobody };
  if (!pullRequest.isOpen) return { ...told, status: "closed" };
  if (options.commit !== undefined && options.commit !== head) return { ...told, status: "outdated" };
  const proposal = await judge(pullRequest, setting);
  const ends = { head: head.slice(0, 9), base: `${base.branch} (${base.commit.slice(0, 9)})` };
  const files = `${repositoryUrl}/blob/${head}/`;
  const body = bodyOf(proposal, { ends, files, approvedEarlier: pullRequest.approvedEarlier }, workspace);
  const logins = loginsToAsk(proposal, pullRequest);
  if (options.dryRun) return { ...told, status: "dry-run", body, asked: logins };
  const isNeeded = concernsContent(proposal.report);
  const { status, url: comment } = await writeComment(pullRequest, { marker: commentMarker, body, isNeeded }, conversation);
  const isCurrent = status !== "outdated" && status !== "closed";
  return { ...told, status, comment, body, ...(isCurrent ? await askReviewers(number, logins, conversation) : nobody) };
}

async function pullRequestsOf({ pullRequest, commit }: CommentOptions, conversation: Conversation): Promise<OpenPullRequest[]> {
  const numbers = pullRequest === undefined ? await conversation.openAt(commit ?? "") : [Number(pullRequest)];
  const found: OpenPullRequest[] = [];
  for (const number of numbers) found.push(await conversation.read(number));
  return found;
}

/** What would be said of a change that is no pull request yet; no forge is asked. */
async function preview({ base = "", head }: CommentOptions, workspace: Workspace, repository: Repository): Promise<Told> {
  const { reader, today } = workspace;
  const proposal = await readProposal(repository, reader, { base, head: head ?? null, today, changedOnly: false });
  const body = bodyOf(proposal, { ends: { head: head ?? "the working tree", base } }, workspace);
  return { number: null, url: null, status: "dry-run", comment: null, body, ...nobody };
}

function refuseUnclear({ pullRequest, commit, base, head }: CommentOptions): void {
  if (pullRequest !== undefined && !/^[1-9]\d{0,9}$/.test(pullRequest))
    throw new Refusal(`"${pullRequest}" is no number of a pull request.`, "Give --pull-request such as 42.");
  if (commit !== undefined && !/^[0-9a-f]{40,64}$/.test(commit))
    throw new Refusal(`"${commit}" is no full id of a commit.`, "Give --commit with all its digits: git rev-parse HEAD");
  const isOnForge = pullRequest !== undefined || commit !== undefined;
  if (isOnForge && (base !== undefined || head !== undefined))
    throw new Refusal(
      "The forge says what a pull request is compared with.",
      "Leave --base and --head out, or --pull-request and --commit.",
    );
  if (!isOnForge && base === undefined)
    throw new Refusal("It is not said what to comment on.", "Name a pull request (--pull-request 42), or see it first: --base main");
}

const sentences: Readonly<Record<CommentStatus, string>> = {
  created: "commented",
  updated: "the comment is brought up to date",
  unchanged: "the comment says this already",
  "not-needed": "nothing in it concerns the sales process, so there is nothing to say",
  outdated: "it has a newer commit, which gets its own comment; nothing was written",
  closed: "it is closed; nothing was written",
};

function printTold({ number, status, comment, body, asked, refused }: Told, world: World): void {
  if (status === "dry-run") {
    world.print(body ?? "");
    if (asked.length > 0) world.complain(`${printable(`Would be asked to review: ${asked.join(", ")}`)}\n`);
    return;
  }
  const place = comment === null ? "" : `: ${comment}`;
  world.print(`${printable(`Pull request ${number}: ${sentences[status]}${place}`)}\n`);
  if (asked.length > 0) world.print(`${printable(`  Asked to review: ${asked.join(", ")}`)}\n`);
  if (refused.length > 0)
    world.complain(
      `${printable(`  Could not be asked: ${refused.join(", ")}`)}\n  → Give them access to the repository, or mend "github:" in people.yaml.\n`,
    );
}

function printAll(all: readonly Told[], { commit, json }: CommentOptions, world: World): void {
  if (json) {
    world.print(`${JSON.stringify({ schemaVersion: 1, pullRequests: all })}\n`);
    return;
  }
  for (const told of all) printTold(told, world);
  if (all.length === 0) world.print(`No open pull request has ${commit} as its newest commit; there is nothing to comment on.\n`);
}

async function comment(options: CommentOptions, world: World): Promise<number> {
  refuseUnclear(options);
  const workspace = await openWorkspace(options, world);
  const { repository, root } = workspace;
  if (!repository) throw new Refusal(`${root} is in no git repository, so there is no change to judge.`, "Run: git init");
  if (options.base !== undefined) {
    printAll([await preview(options, workspace, repository)], options, world);
    return 0;
  }
  const address = await forgeAddress(workspace, world);
  // Loaded where it is needed: most commands ask no forge.
  const { gitHubConversation } = await import("../../adapters/forge/conversation.ts");
  const setting = { workspace, repository, options, conversation: gitHubConversation(address) };
  const all: Told[] = [];
  for (const pullRequest of await pullRequestsOf(options, setting.conversation)) all.push(await tell(pullRequest, setting));
  printAll(all, options, world);
  return 0;
}

const examples = `
Examples:
  dealbook comment --base main                   what would be said of this branch; nothing is sent
  dealbook comment --pull-request 42 --dry-run   the same of a pull request
  dealbook comment --pull-request 42             comment on it, or bring the comment up to date, and ask its reviewers
  dealbook comment --commit $(git rev-parse HEAD) on every open pull request whose newest commit this is

The pull request is judged by the rules of its base. Needs GITHUB_TOKEN (pull requests: write), and GITHUB_REPOSITORY where
origin does not say it. Only a comment by the token's own account is ever changed.
Exit codes: 0 written, or nothing to write, whatever the verdict; 2 could not run.`;

/** Adds `dealbook comment`. */
export function addComment(program: Command, run: Run): void {
  program
    .command("comment")
    .description("Tell a pull request's verdict in one comment, and ask its reviewers.")
    .option("--pull-request <number>", "the pull request")
    .option("--commit <id>", "only while this is the pull request's newest commit; alone: all pull requests of which it is")
    .option("--base <ref>", "print what would be said of the change since this branch or commit; no forge is asked")
    .option("--head <ref>", "with --base: the end of the change (default: the working tree)")
    .option("--dry-run", "print the comment and whom it would ask, and write nothing")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, comment));
}
