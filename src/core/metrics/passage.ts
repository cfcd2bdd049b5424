import type { BusinessDate } from "../calendar/business-date.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";
import { type DealRecord, type PipelineRecords, placeOfEntry } from "./deal-record.ts";

/** A stay in a stage of a pipeline. */
export interface Stay {
  readonly stage: Stage;
  readonly entry: RecordedEntry;
  /** The day on which it ended; absent while it lasts. */
  readonly left?: BusinessDate;
}

/**
 * A deal's way through one pipeline. It ends `won` or `lost`, or `handed-over` to another pipeline, which counts as won where its
 * metrics ask; a deal that is still in the pipeline, working or parked, is `open`.
 */
export interface Passage {
  readonly record: DealRecord;
  /** Earliest first; at least one. */
  readonly stays: readonly Stay[];
  readonly outcome: "open" | "won" | "lost" | "handed-over";
  /** The day on which it ended; absent while it is open. */
  readonly ended?: BusinessDate;
}

/** Every stay of a deal, in whatever pipeline, with the id of that pipeline. */
function staysOf(record: DealRecord): (Stay & { readonly pipeline: string })[] {
  const { entries } = record;
  return entries.flatMap((entry, index) => {
    const place = placeOfEntry(entry, record);
    const next = entries[index + 1];
    return place ? [{ stage: place.stage, pipeline: place.pipeline.id, entry, ...(next && { left: next.entered }) }] : [];
  });
}

function endOf(record: DealRecord, last: Stay, pipeline: string): Pick<Passage, "outcome" | "ended"> {
  const { kind } = last.stage;
  if (kind === "won" || kind === "lost") return { outcome: kind, ended: last.entry.entered };
  const isGone = record.pipeline.id !== pipeline && last.left !== undefined;
  return isGone ? { outcome: "handed-over", ended: last.left } : { outcome: "open" };
}

/** Ways that were worked out before, by the deals: nearly every figure of a pipeline is made of the same ones. */
const known = new WeakMap<readonly DealRecord[], Map<Pipeline, readonly Passage[]>>();

/** The way of every deal that is or was in the pipeline, in the order of the records. */
export function passagesOf({ pipeline, all }: Pick<PipelineRecords, "pipeline" | "all">): readonly Passage[] {
  const own = known.get(all) ?? new Map<Pipeline, readonly Passage[]>();
  const found = own.get(pipeline) ?? findPassages(pipeline, all);
  known.set(all, own.set(pipeline, found));
  return found;
}

function findPassages(pipeline: Pipeline, all: readonly DealRecord[]): Passage[] {
  return all.flatMap((record) => {
    const stays = staysOf(record).filter((stay) => stay.pipeline === pipeline.id);
    const last = stays.at(-1);
    return last ? [{ record, stays, ...endOf(record, last, pipeline.id) }] : [];
  });
}
