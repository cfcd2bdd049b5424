import type { BusinessDate } from "../calendar/business-date.ts";
import { type Deal, isAsImported } from "../deal/deal.ts";
import { isThere, type People, type Person } from "../people/people.ts";
import { type ApprovalSources, hasAddress } from "./approvals.ts";

const importersOf = ({ people, today }: Pick<ApprovalSources, "people" | "today">): Person[] =>
  Object.values(people?.people ?? {}).filter((person) => isThere(person, today) && people?.roles[person.role]?.imports === true);

/** The forge knows who wrote a pull request and who approved it; addresses in commits are only what their authors say. */
function byReviews(importers: readonly Person[], { author, approvedBy }: NonNullable<ApprovalSources["reviews"]>): string | undefined {
  const names = new Set([author, ...approvedBy].map((name) => name.toLowerCase()));
  if (importers.some(({ github }) => github !== undefined && names.has(github.toLowerCase()))) return undefined;
  return `${author} may not import, and nobody who may has approved it.`;
}

/** Why nobody stands behind an import who may import; `undefined` where somebody does. */
export function importComplaint(sources: ApprovalSources): string | undefined {
  const importers = importersOf(sources);
  if (importers.length === 0) return 'no role in people.yaml says "imports: true".';
  if (sources.reviews) return byReviews(importers, sources.reviews);
  const stranger = sources.commits.find(({ email }) => !importers.some((person) => hasAddress(person, email)));
  if (stranger) return `${stranger.email} brought it in, who may not import.`;
  return sources.commits.length === 0 ? "no commit tells who brought it in." : undefined;
}

/** What somebody whose commits have this address (`null`: none is set) has to know before they import; `undefined` where they may. */
export function importerRemark(address: string | null, people: People, today: BusinessDate): string | undefined {
  const importers = importersOf({ people, today });
  if (address !== null && importers.some((person) => hasAddress(person, address))) return undefined;
  if (importers.length === 0)
    return 'Nobody may import yet: before these deals go in, give a role in people.yaml "imports: true", and its people their e-mail address, in a change of their own.';
  const names = importers.map(({ name }) => name).join(", ");
  return `Commits of ${address ?? "nobody (git has no user.email)"} may not import. The check lets the deals in if one of these makes or approves the pull request: ${names}.`;
}

const keeps = (before: Deal["history"], after: Deal["history"]): boolean =>
  before.every((entry, index) => JSON.stringify(entry) === JSON.stringify(after[index]));

/** True where a later export adds to a deal that nobody has moved since the first: it is judged as if it came in now. */
export const isImportedAnew = (before: Deal, deal: Deal): boolean =>
  isAsImported(before) &&
  isAsImported(deal) &&
  before.pipeline === deal.pipeline &&
  before.imported?.from === deal.imported?.from &&
  before.imported?.id === deal.imported?.id &&
  before.imported?.digest !== deal.imported?.digest &&
  keeps(before.history, deal.history);
