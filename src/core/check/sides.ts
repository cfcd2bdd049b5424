import type { Deal } from "../deal/deal.ts";
import { ownerOf, slugOf } from "../deal/deal-files.ts";
import { type DealFile, isOrphan } from "../deal/parse-deal.ts";
import { type DealLosses, renamedTo } from "../rules/deal-set.ts";
import { isId } from "../text/field-types.ts";
import type { Change } from "./change.ts";
import { formerPlaceOf } from "./former-deal.ts";

/** The deals of a change, before and after it. */
export interface Sides {
  /** Deals of the base by slug and, because a slug may be used twice by mistake, by path. */
  readonly before: ReadonlyMap<string, DealFile>;
  readonly touched: ReadonlySet<DealFile>;
  readonly losses: DealLosses;
}

/** Deals of the base whose file is gone although its name may not stay: it is no slug, or another deal has it. */
function misnamed({ base, head }: Change): DealFile[] {
  const now = new Set(head.paths);
  const isShared = ({ slug }: DealFile) => base.dealPaths.filter((path) => slugOf(path) === slug).length > 1;
  return base.deals.files.filter((file) => !now.has(file.path) && (!isId(file.slug) || isShared(file)));
}

/** The deals that a change took away and brought, and those that got the name they should have. */
function lossesOf(change: Change): { losses: DealLosses; renamed: (readonly [string, DealFile])[] } {
  const { base, head } = change;
  const old = new Set(base.dealPaths.map(slugOf));
  const now = new Set(head.dealPaths.map(slugOf));
  const born = head.deals.files.filter((file) => !old.has(file.slug));
  const renamed = misnamed(change).flatMap((file) => {
    const target = renamedTo(file, born);
    return target ? [[target.slug, file] as const] : [];
  });
  const mended = new Set(renamed.map(([, file]) => file));
  const gone = base.deals.files.filter((file) => !now.has(file.slug) && !mended.has(file) && !isOrphan(file));
  return { losses: { gone, born }, renamed };
}

/** The deals on both sides, and the head's deals that the change touches: by their file, or by a document. */
export function sidesOf(change: Change): Sides {
  const { base, head, changed } = change;
  const concerned = new Set([...changed].flatMap((path) => [path, ownerOf(path)]));
  const touched = head.deals.files.filter((file) => concerned.has(file.path) || changed.has(ownerOf(file.path)));
  const { losses, renamed } = lossesOf(change);
  const before = new Map([...base.deals.files.flatMap((file) => [[file.slug, file] as const, [file.path, file] as const]), ...renamed]);
  return { before, touched: new Set(touched), losses };
}

/** The file that a deal had at the base. */
export const formerOf = (file: Pick<DealFile, "path" | "slug">, { before }: Sides): DealFile | undefined =>
  before.get(file.path) ?? before.get(file.slug);

/**
 * The deal before the change; `null` where the change creates it. Where the base has no content yet, or its version
 * tells nothing of where the deal stood, there is no move to judge, only the state: `undefined`.
 */
export function beforeOf(file: DealFile, { base }: Change, sides: Sides): Deal | null | undefined {
  const old = formerOf(file, sides);
  if (old) return old.deal ?? (file.deal ? formerPlaceOf(old, file.deal) : undefined);
  return base.settings ? null : undefined;
}
