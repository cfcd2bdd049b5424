import type { DealFile } from "../deal/parse-deal.ts";
import type { Change } from "./change.ts";
import type { Basis, Case } from "./judge-deal.ts";
import { beforeOf, type Sides, sidesOf } from "./sides.ts";

/** A change, its deals on both sides, and what they are judged by. */
export interface Judging {
  readonly change: Change;
  readonly sides: Sides;
  readonly basis: Basis;
}

/** Only the base's rules count, so that no change brings rules of its own for its own deals. */
function basisOf({ base, head, today }: Change): Basis {
  const { people, rules } = head.settings;
  if (!base.settings) return { rules, people, today };
  // By rules that cannot be read no deal can be judged, and none goes through unjudged.
  return { rules: { ...base.settings.rules, unread: new Set() }, proposed: rules, people, peopleInForce: base.settings.people, today };
}

/** Looks up what a change touches, and by what it is judged. */
export const judgingOf = (change: Change): Judging => ({ change, sides: sidesOf(change), basis: basisOf(change) });

/** A deal that the change touches, as the judge sees it. */
export function caseOf(file: DealFile, { change, sides }: Judging): Case {
  const documents = change.head.deals.documents.get(file.path) ?? [];
  const before = beforeOf(file, change, sides);
  const approvalSources = { commits: change.commits.get(file.path) ?? [], reviews: change.reviews };
  return { file, documents, ...(before !== undefined && { before, approvalSources }) };
}
