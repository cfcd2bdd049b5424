import type { Conversation, OpenPullRequest, Repository } from "./ports.ts";
import type { Proposal } from "./read-proposal.ts";
import { Refusal } from "./refusal.ts";

/** What became of a pull request's comment. */
export type CommentStatus =
  | "created"
  | "updated"
  | "unchanged"
  /** The change concerns nothing that Dealbook judges, and there is no comment that says otherwise. */
  | "not-needed"
  /** The pull request has another newest commit by now, and its own comment for it. */
  | "outdated"
  | "closed";

/** A comment to write. */
export interface PlannedComment {
  /** How every comment of this kind begins: by it the one to update is found. */
  readonly marker: string;
  readonly body: string;
  /** False where nobody misses it, unless there is one already. */
  readonly isNeeded: boolean;
}

/** What was said in a pull request. */
export interface CommentOutcome {
  readonly status: CommentStatus;
  /** Where people see the comment; `null` where there is none. */
  readonly url: string | null;
}

/** True for a text that is there already, whatever the forge made of white space around it. */
const isSame = (a: string, b: string): boolean => a.trim() === b.trim();

/** Writes the comment, or updates the one that is there. What was judged is looked at once more: a later judgement is not written over. */
export async function writeComment(
  { number, head }: Pick<OpenPullRequest, "number" | "head">,
  { marker, body, isNeeded }: PlannedComment,
  conversation: Conversation,
): Promise<CommentOutcome> {
  const own = await conversation.ownComment(number, marker);
  if (!own && !isNeeded) return { status: "not-needed", url: null };
  if (own && isSame(own.body, body)) return { status: "unchanged", url: own.url };
  const now = await conversation.read(number);
  if (!now.isOpen || now.head !== head) return { status: now.isOpen ? "outdated" : "closed", url: own?.url ?? null };
  const url = await conversation.write(number, { id: own?.id ?? null, body });
  return { status: own ? "updated" : "created", url };
}

/** User names of those who are to be asked and have not been, nor have given a review. A draft is shown to nobody. */
export function loginsToAsk({ requests }: Pick<Proposal, "requests">, pullRequest: OpenPullRequest): string[] {
  if (pullRequest.isDraft) return [];
  const known = new Set([...pullRequest.asked, ...pullRequest.reviewedBy].map((login) => login.toLowerCase()));
  const logins = requests.flatMap(({ people }) => people.flatMap(({ login }) => login ?? []));
  return [...new Map(logins.map((login) => [login.toLowerCase(), login]))].flatMap(([key, login]) => (known.has(key) ? [] : [login]));
}

/** User names by what came of asking for their review. */
export interface AskedReviewers {
  readonly asked: readonly string[];
  /** Those whom the forge does not let be asked, because they have no access. */
  readonly refused: readonly string[];
}

/** Asks one after the other: of several in one request, one without access makes the forge refuse all. */
export async function askReviewers(number: number, logins: readonly string[], conversation: Conversation): Promise<AskedReviewers> {
  const asked: string[] = [];
  const refused: string[] = [];
  for (const login of logins) ((await conversation.askReview(number, login)) ? asked : refused).push(login);
  return { asked, refused };
}

/** Makes sure that git has both ends of a pull request, as objects: nothing of it is checked out. */
export async function fetchEnds({ number, head, base }: OpenPullRequest, repository: Repository): Promise<void> {
  if (!(await repository.hasCommit(base.commit))) await repository.fetch(base.branch);
  if (!(await repository.hasCommit(head))) await repository.fetchPullRequest(number);
  for (const commit of [base.commit, head]) {
    if (await repository.hasCommit(commit)) continue;
    throw new Refusal(
      `git does not have the commit ${commit} of pull request ${number}.`,
      `Is origin the repository of that pull request, and in reach? Try: git fetch origin refs/pull/${number}/head`,
    );
  }
}
