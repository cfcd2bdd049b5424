import { parseBusinessDate } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { isId } from "../text/field-types.ts";

/** A line of front matter whose value is one word, such as a stage or a date. */
const wordOf = (text: string, key: string): string | undefined =>
  new RegExp(`^${key}:[ \\t]*["']?([a-z0-9-]+)["']?[ \\t]*(?:#.*)?\\r?$`, "m").exec(text)?.[1];

/**
 * A deal as it was before a change, where its file could not be read then: the deal as it is now, in the place that the
 * old text names. So whoever mends a file does not skip stages by the way. `undefined` where the text names no place.
 */
export function formerPlaceOf({ text }: DealFile, now: Deal): Deal | undefined {
  const [pipeline, stage] = [wordOf(text, "pipeline") ?? now.pipeline, wordOf(text, "stage")];
  if (stage === undefined || !isId(stage) || !isId(pipeline)) return undefined;
  const entered = parseBusinessDate(wordOf(text, "stage_entered") ?? "");
  const parkedFrom = wordOf(text, "parked_from");
  const { stage_reason: _reason, parked_from: _parked, ...rest } = now;
  return {
    ...rest,
    pipeline,
    stage,
    ...(entered !== undefined && { stage_entered: entered }),
    ...(parkedFrom !== undefined && { parked_from: parkedFrom }),
  };
}
