import type { BusinessDate } from "../calendar/business-date.ts";
import { countErrors, type Finding } from "../finding/finding.ts";
import { isThere, type People, type Person } from "../people/people.ts";
import { hasAddress } from "./approvals.ts";
import type { ProposedDeal } from "./proposed-deals.ts";

/** Somebody who can be asked. */
export interface Reviewer {
  readonly name: string;
  /** User name on the forge, as far as it is known. */
  readonly login?: string;
}

/** People of one role who are asked to look at a change. */
export interface ReviewRequest {
  /** Name of the role. */
  readonly role: string;
  /** Why, in plain words, each reason once. */
  readonly reasons: readonly string[];
  /** True where the gate waits for the approval of one of them. */
  readonly isApproval: boolean;
  /** Empty where nobody can be asked. */
  readonly people: readonly Reviewer[];
}

/** Who there is to ask. */
export interface ReviewerPool {
  /** People in force: a change does not appoint its own reviewers. */
  readonly people: People | null;
  readonly today: BusinessDate;
  /** User name of the pull request's author; absent where there is no pull request yet. */
  readonly author?: string;
}

const isAuthor = (person: Person, addresses: readonly string[], author: string | undefined): boolean =>
  (author !== undefined && person.github?.toLowerCase() === author.toLowerCase()) ||
  addresses.some((address) => hasAddress(person, address));

/** People of a role; where there is nobody, those who may approve for it. */
export function peopleFor(role: string, addresses: readonly string[], { people, today, author }: ReviewerPool): Reviewer[] {
  const free = Object.values(people?.people ?? {}).filter((person) => isThere(person, today) && !isAuthor(person, addresses, author));
  const own = free.filter((person) => person.role === role);
  const others = free.filter((person) => people?.roles[person.role]?.approves?.includes(role));
  return (own.length > 0 ? own : others).map(({ name, github }) => ({ name, ...(github !== undefined && { login: github }) }));
}

/**
 * Who is asked to look at a change, those first whose approval it waits for. Nobody is, as long as something else has to be
 * mended: what cannot go in yet is not worth anybody's time.
 */
export function reviewRequests(deals: readonly ProposedDeal[], findings: readonly Finding[], pool: ReviewerPool): ReviewRequest[] {
  if (countErrors(findings.filter(({ code }) => code !== "gate/approval")) > 0) return [];
  const asked = deals.flatMap((deal) => deal.asked.map((each) => ({ ...each, authors: deal.authors })));
  const groups = Map.groupBy(asked, ({ role, isApproval }) => `${isApproval} ${role}`);
  const requests = [...groups.values()].flatMap((group): ReviewRequest[] => {
    const [first] = group;
    if (!first) return [];
    const authors = [...new Set(group.flatMap((each) => each.authors))];
    return [
      {
        role: pool.people?.roles[first.role]?.name ?? first.role,
        reasons: [...new Set(group.map(({ say }) => say))],
        isApproval: first.isApproval,
        people: peopleFor(first.role, authors, pool),
      },
    ];
  });
  return requests.sort((a, b) => Number(b.isApproval) - Number(a.isApproval));
}
