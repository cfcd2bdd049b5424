import { type FieldDifference, textDifference, valueDifferences } from "../text/compare-values.ts";
import type { DealFile } from "./parse-deal.ts";

const bodyOf = ({ deal }: DealFile): string => deal?.notes ?? "";

/** What differs between two versions of a deal, field by field, in the order of the first; `notes` for what stands below the front matter. */
export const dealDifferences = (before: DealFile, after: DealFile): FieldDifference[] => [
  ...valueDifferences(before.source?.value, after.source?.value),
  ...textDifference("notes", bodyOf(before), bodyOf(after)),
];
