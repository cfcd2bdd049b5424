import type { BusinessDate } from "../calendar/business-date.ts";
import type { RecordedEntry } from "../history/stage-entries.ts";
import type { Rates } from "../money/rates.ts";
import { factsIn } from "./closings.ts";
import { ownerBefore } from "./credit.ts";
import type { DealRecord } from "./deal-record.ts";
import { type Passage, passagesOf } from "./passage.ts";
import { type ValuedDeal, valuedAmount } from "./valuation.ts";

/** A deal that was won, in the base currency at the rate of that day, with who gets the credit. */
export interface Win extends ValuedDeal {
  /** Id of the person who owned it just before it was won. */
  readonly person: string;
  /** Id of the pipeline in which it was won. */
  readonly pipeline: string;
  readonly entry: RecordedEntry;
}

interface WonPassage {
  readonly passage: Passage;
  readonly pipeline: string;
  readonly day: BusinessDate;
}

function wonPassages(record: DealRecord): WonPassage[] {
  return [...record.pipelines.values()].flatMap((pipeline) =>
    passagesOf({ pipeline, all: [record] }).flatMap((passage) =>
      passage.outcome === "won" && passage.ended !== undefined ? [{ passage, pipeline: pipeline.id, day: passage.ended }] : [],
    ),
  );
}

function winOf(record: DealRecord, rates: Rates): Win[] {
  const [first] = wonPassages(record).sort((a, b) => (a.day < b.day ? -1 : 1));
  const entry = first?.passage.stays.at(-1)?.entry;
  if (!first || !entry) return [];
  const { passage, pipeline, day } = first;
  const value = valuedAmount(factsIn(passage, pipeline).amount, day, rates);
  return [{ record, person: ownerBefore({ record, entry }), pipeline, day, entry, ...value }];
}

/**
 * What was sold: each deal once, on the day on which it was first won in whatever pipeline. What is delivered or renewed after that
 * in another pipeline is the same sale; a deal that was opened again and is not won is none.
 */
export const winsOf = (all: readonly DealRecord[], rates: Rates): Win[] => all.flatMap((record) => winOf(record, rates));
