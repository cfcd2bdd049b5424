import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deal, SignOff } from "../deal/deal.ts";
import { parseDeal } from "../deal/parse-deal.ts";
import type { Approval } from "../gate/gap.ts";
import { isThere, type People, type Person } from "../people/people.ts";

/** What a commit of a change made of a deal. */
export interface DealCommit {
  /** The author's e-mail address. */
  readonly email: string;
  /** The deal's text then; `null` where it is not UTF-8. */
  readonly text: string | null;
  /** Its text in each parent; `null` where it was not there, or is not UTF-8. */
  readonly formers: readonly (string | null)[];
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
  /** People in force: a change does not appoint its own approvers. */
  readonly people: People | null;
  readonly today: BusinessDate;
  /** Commits of the change that touch the deal, oldest first. */
  readonly commits: readonly DealCommit[];
  readonly reviews?: Reviews | undefined;
}

/** What is known of the approvals of a move. */
export interface ApprovalFacts {
  readonly approvals: readonly Approval[];
  /** Why nobody's approval can count; absent where it can. */
  readonly approvalDoubt?: string;
}

const isSameText = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The roles that a person may approve for today: their own, and those that their role names. */
function rolesOf(person: Person, { people, today }: ApprovalSources): readonly string[] {
  return isThere(person, today) ? [person.role, ...(people?.roles[person.role]?.approves ?? [])] : [];
}

/** True for an address of the person: their own, or the one that the forge gives to their commits. */
export function hasAddress({ email, emails = [], github }: Person, address: string): boolean {
  const [, user] = /^(?:\d+\+)?([^@+]+)@users\.noreply\./i.exec(address) ?? [];
  return [email, ...emails].some((each) => isSameText(each, address)) || (user !== undefined && isSameText(github, user));
}

const dealOf = (text: string | null): Deal | null => (text === null ? null : parseDeal(text, "deals/deal.md").deal);

const placeOf = (deal: Deal | null): string | undefined => (deal ? `${deal.pipeline}/${deal.stage}` : undefined);

/** True for a commit that moves the deal, or leaves or finds it unreadable, so that nobody can see whether it does. */
function mayMove({ text, formers }: DealCommit): boolean {
  const place = placeOf(dealOf(text));
  return place === undefined || formers.every((former) => placeOf(dealOf(former)) !== place);
}

/** Addresses of those who moved the deal. */
const moversOf = ({ commits }: ApprovalSources): string[] => [...new Set(commits.filter(mayMove).map(({ email }) => email))];

/** What an approval is given to, besides the stage: if it changes afterwards, something else was approved. */
const substanceOf = ({ company, amount, line_items, fields }: Deal): string =>
  JSON.stringify([company, amount, line_items, fields], (_, value) => (typeof value === "bigint" ? String(value) : value));

const isSameSignOff = (a: SignOff, b: SignOff): boolean => a.role === b.role && a.by === b.by && a.date === b.date && a.for === b.for;

const holds = (deal: Deal | null, signOff: SignOff): boolean => deal?.approvals.some((each) => isSameSignOff(each, signOff)) ?? false;

const personOf = (id: string, { people }: ApprovalSources): Person | undefined =>
  people && Object.hasOwn(people.people, id) ? people.people[id] : undefined;

function commitComplaint(signOff: SignOff, person: Person, { commits }: ApprovalSources): string | undefined {
  const commit = commits.find(
    ({ text, formers }) => holds(dealOf(text), signOff) && !formers.some((former) => holds(dealOf(former), signOff)),
  );
  if (!commit) return "the sign-off is in no commit yet.";
  if (person.email === undefined && person.github === undefined) return "people.yaml has no e-mail address for them.";
  if (!hasAddress(person, commit.email)) return `the sign-off was committed by ${commit.email}.`;
  return mayMove(commit) ? "a sign-off stands in a commit of its own, and this one moves the deal as well." : undefined;
}

function newSignOffComplaint(signOff: SignOff, person: Person, sources: ApprovalSources): string | undefined {
  const { name } = person;
  if (signOff.date > sources.today) return `The sign-off of ${name} is dated ${signOff.date}, which is after today (${sources.today}).`;
  if (!isThere(person, sources.today)) return `${name} is not with us today and may not approve.`;
  const found = commitComplaint(signOff, person, sources);
  return found === undefined ? undefined : `${name} has not signed off: ${found}`;
}

/** Why a sign-off does not count; `undefined` where it does. */
export function signOffComplaint(signOff: SignOff, before: Deal | null, sources: ApprovalSources): string | undefined {
  const person = personOf(signOff.by, sources);
  if (!person) return undefined;
  const isOfRole = person.role === signOff.role || (sources.people?.roles[person.role]?.approves ?? []).includes(signOff.role);
  if (!isOfRole) return `${person.name} is not of the role "${signOff.role}" and may not approve for it.`;
  return holds(before, signOff) ? undefined : newSignOffComplaint(signOff, person, sources);
}

/** True for a sign-off that is meant for this move: it says so, or it is new, or given since the deal entered the stage that it leaves. */
function isForMove(signOff: SignOff, deal: Deal, before: Deal | null): boolean {
  if (signOff.for !== undefined) return signOff.for === deal.stage || signOff.for === placeOf(deal);
  return !holds(before, signOff) || (before !== null && signOff.date > before.stage_entered);
}

/** True where the deal is still what it was when it was signed off. */
function isUnchanged(signOff: SignOff, deal: Deal, versions: readonly (Deal | null)[]): boolean {
  const signed = versions.find((each) => holds(each, signOff));
  return !!signed && substanceOf(signed) === substanceOf(deal);
}

function signedOffBy(deal: Deal, before: Deal | null, sources: ApprovalSources): string[] {
  const versions = [before, ...sources.commits.map(({ text }) => dealOf(text))];
  const meant = deal.approvals.filter((each) => isForMove(each, deal, before) && isUnchanged(each, deal, versions));
  return meant.filter((each) => signOffComplaint(each, before, sources) === undefined).map(({ by }) => by);
}

function reviewedBy({ people, reviews }: ApprovalSources): string[] {
  const names = (reviews?.approvedBy ?? []).filter((name) => !isSameText(reviews?.author, name));
  return Object.entries(people?.people ?? {}).flatMap(([id, { github }]) => (names.some((name) => isSameText(github, name)) ? [id] : []));
}

/** One human may have two entries: they share an address or a user name. */
const isSameHuman = (a: Person, b: Person): boolean =>
  a === b ||
  (a.github !== undefined && isSameText(b.github, a.github)) ||
  [a.email, ...(a.emails ?? [])].some((each) => each !== undefined && hasAddress(b, each));

/** Who has approved the change of a deal, other than those who made the move; one entry for each role they may approve for. */
export function approvalsOf(deal: Deal, before: Deal | null, sources: ApprovalSources): ApprovalFacts {
  const all = Object.values(sources.people?.people ?? {});
  const movers = moversOf(sources).map((address) => ({ address, people: all.filter((person) => hasAddress(person, address)) }));
  const stranger = movers.find(({ people }) => people.length === 0);
  const approvers = [...new Set([...signedOffBy(deal, before, sources), ...reviewedBy(sources)])].flatMap((id) => {
    const person = personOf(id, sources);
    const isMover = movers.some(({ people }) => people.some((mover) => person && isSameHuman(mover, person)));
    return person && !isMover ? [{ id, person }] : [];
  });
  if (stranger && approvers.length > 0)
    return {
      approvals: [],
      approvalDoubt: `${stranger.address} made the move and is nobody in people.yaml, so nobody can say that they do not approve it themselves.`,
    };
  return { approvals: approvers.flatMap(({ id, person }) => rolesOf(person, sources).map((role) => ({ role, by: id }))) };
}
