import { slugOf } from "../deal/deal-files.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { Rule } from "./rule.ts";

/** What rules about all the deals together look at. */
export interface DealSet {
  /** Paths of all deals, sorted. */
  readonly paths: readonly string[];
}

/** A slug names one deal. */
export const dealDuplicate: Rule<DealSet> = {
  code: "deal/duplicate",
  summary: "A slug, the name of a deal's file, is used once in all of deals/.",
  check: ({ paths }) => {
    const first = new Map<string, string>();
    return paths.flatMap((path) => {
      const slug = slugOf(path);
      const other = first.get(slug);
      if (other === undefined) {
        first.set(slug, path);
        return [];
      }
      return [
        {
          file: path,
          message: `The slug "${slug}" is used twice: also by ${other}.`,
          hint: "A deal's file name is its identity. Rename the newer file.",
        },
      ];
    });
  },
};

/** What became of the deals that a change took away from their slug. */
export interface DealLosses {
  /** Deals of the base whose slug is no longer there. */
  readonly gone: readonly DealFile[];
  /** Deals of the head whose slug is new. */
  readonly born: readonly DealFile[];
}

function isSameDeal(a: DealFile, b: DealFile): boolean {
  if (a.text === b.text) return true;
  return a.deal !== null && b.deal !== null && a.deal.company === b.deal.company && a.deal.title === b.deal.title;
}

/** The new file that a vanished deal now goes by: the same text, or the same company and title. */
export const renamedTo = (gone: DealFile, born: readonly DealFile[]): DealFile | undefined => born.find((file) => isSameDeal(gone, file));

/** A deal is never deleted. */
export const dealDeleted: Rule<DealLosses> = {
  code: "deal/deleted",
  summary: "A deal is never deleted; a deal that leads nowhere is lost.",
  check: ({ gone, born }) =>
    gone
      .filter((file) => !renamedTo(file, born))
      .map((file) => ({
        file: file.path,
        message: `The deal "${file.slug}" is deleted, and its history with it.`,
        hint: `Restore the file. To end the deal: dealbook lose ${file.slug}`,
      })),
};

/** A deal keeps its slug. */
export const dealRenamed: Rule<DealLosses> = {
  code: "deal/renamed",
  summary: "A deal keeps its slug; it may move between folders.",
  check: ({ gone, born }) =>
    gone.flatMap((file) => {
      const target = renamedTo(file, born);
      if (!target) return [];
      return [
        {
          file: target.path,
          message: `The deal "${file.slug}" is renamed to "${target.slug}", which cuts it off from its history.`,
          hint: `Call the file ${file.slug}.md again; change "title:" or "company:" instead.`,
        },
      ];
    }),
};
