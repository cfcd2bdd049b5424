import type { Deal, SignOff } from "../deal/deal.ts";
import { parseDeal } from "../deal/parse-deal.ts";
import type { Approval } from "../gate/gap.ts";
import type { People } from "../people/people.ts";

/** A commit of a change that touches a deal. */
export interface DealCommit {
  /** The author's e-mail address. */
  readonly email: string;
  /** The deal's text then; `null` where it was removed or is not UTF-8. */
  readonly text: string | null;
}

/** What the forge knows of a pull request. */
export interface Reviews {
  /** User name of the author. */
  readonly author: string;
  /** User names of those whose approval stands, for the commit that is judged. */
  readonly approvedBy: readonly string[];
}

/** What an approval of a deal's move is read from. */
export interface ApprovalSources {
  readonly people: People | null;
  /** Commits of the change that touch the deal, oldest first. */
  readonly commits: readonly DealCommit[];
  readonly reviews?: Reviews | undefined;
}

type Person = readonly [id: string, person: People["people"][string]];

const peopleOf = ({ people }: ApprovalSources): Person[] => Object.entries(people?.people ?? {});

const isSameText = (a: string | undefined, b: string): boolean => a !== undefined && a.toLowerCase() === b.toLowerCase();

/** The roles that a person may approve for: their own, and those that their role names. */
function rolesOf(id: string, people: People | null): readonly string[] {
  const person = people && Object.hasOwn(people.people, id) ? people.people[id] : undefined;
  if (!people || !person) return [];
  return [person.role, ...(people.roles[person.role]?.approves ?? [])];
}

const dealOf = ({ text }: DealCommit): Deal | null => (text === null ? null : parseDeal(text, "deals/deal.md").deal);

/** E-mail addresses of those who moved the deal into its stage: authors of the commits in which the stage became this one. */
function moversOf(deal: Deal, before: Deal | null, commits: readonly DealCommit[]): string[] {
  let stage = before?.stage;
  return commits.flatMap((commit) => {
    const next = dealOf(commit)?.stage;
    const isMove = next !== undefined && next !== stage && next === deal.stage;
    stage = next ?? stage;
    return isMove ? [commit.email] : [];
  });
}

const isSameSignOff = (a: SignOff, b: SignOff): boolean => a.role === b.role && a.by === b.by && a.date === b.date;

const holds = (deal: Deal | null | undefined, signOff: SignOff): boolean =>
  deal?.approvals.some((each) => isSameSignOff(each, signOff)) ?? false;

/** Why a sign-off does not count; `undefined` where it does. */
export function signOffComplaint(signOff: SignOff, before: Deal | null, sources: ApprovalSources): string | undefined {
  const person = peopleOf(sources).find(([id]) => id === signOff.by)?.[1];
  if (!person) return undefined;
  if (!rolesOf(signOff.by, sources.people).includes(signOff.role))
    return `${person.name} is not of the role "${signOff.role}" and may not approve for it.`;
  if (holds(before, signOff)) return undefined;
  const at = sources.commits.findIndex((commit) => holds(dealOf(commit), signOff));
  const commit = sources.commits[at];
  if (!commit) return `${person.name} has not signed off: the sign-off is in no commit yet.`;
  if (!isSameText(person.email, commit.email)) return `${person.name} has not signed off: the sign-off was committed by ${commit.email}.`;
  const former = at === 0 ? before : dealOf(sources.commits[at - 1] as DealCommit);
  return dealOf(commit)?.stage === former?.stage ? undefined : "A sign-off stands in a commit of its own; this one moves the deal as well.";
}

function signedOffBy(deal: Deal, before: Deal | null, sources: ApprovalSources): string[] {
  // An older sign-off was for the move into the stage that the deal is leaving.
  const recent = deal.approvals.filter((each) => !holds(before, each) || (before !== null && each.date >= before.stage_entered));
  return recent.filter((each) => signOffComplaint(each, before, sources) === undefined).map(({ by }) => by);
}

function reviewedBy(sources: ApprovalSources): string[] {
  const { reviews } = sources;
  const names = (reviews?.approvedBy ?? []).filter((name) => !isSameText(reviews?.author, name));
  return peopleOf(sources).flatMap(([id, { github }]) => (names.some((name) => isSameText(github, name)) ? [id] : []));
}

/** Who has approved the change of a deal, other than those who made the move; one entry for each role they may approve for. */
export function approvalsOf(deal: Deal, before: Deal | null, sources: ApprovalSources): Approval[] {
  const movers = moversOf(deal, before, sources.commits);
  const isMover = (id: string) => movers.some((email) => isSameText(sources.people?.people[id]?.email, email));
  const approvers = [...new Set([...signedOffBy(deal, before, sources), ...reviewedBy(sources)])].filter((id) => !isMover(id));
  return approvers.flatMap((by) => rolesOf(by, sources.people).map((role) => ({ role, by })));
}
