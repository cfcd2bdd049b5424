import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { Organisation } from "../organisation/organisation.ts";
import type { People } from "../people/people.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";
import { type DealContext, dealContext } from "../rules/deal-context.ts";

/** A deal that a change brings into another stage, or that begins there. */
export interface Arrival {
  /** `null` for a deal that is new. */
  readonly before: Deal | null;
  readonly file: DealFile & { readonly deal: Deal };
  /** The rules that say what is to happen. */
  readonly rules: RuleBook;
  /** `null` where people.yaml could not be read. */
  readonly people: People | null;
  /** The day on which it is recorded. */
  readonly date: BusinessDate;
}

/** An arrival with its stage looked up. */
export interface PlacedArrival extends Arrival {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly move: DealContext["move"];
}

/** An arrival as a commit recorded it, and the people who are there now. */
export interface RecordedArrival extends PlacedArrival {
  readonly commit: string;
  /** Name of the commit's author. */
  readonly author: string;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  /** `null` where dealbook.yaml could not be read. */
  readonly organisation: Organisation | null;
  /** Whose names and addresses count: those of today, not of the commit. `null` where people.yaml could not be read. */
  readonly directory: People | null;
  readonly today: BusinessDate;
}

/** Looks the stage up; `undefined` where its pipeline's file does not have it, or cannot be read. */
export function placeArrival<A extends Arrival>(arrival: A): (A & PlacedArrival) | undefined {
  const { file, before, rules, people, date } = arrival;
  const context = dealContext({ file, deal: file.deal, documents: [], rules, people, peopleInForce: people, today: date, before });
  const { pipeline, stage, move } = context;
  return pipeline && stage && { ...arrival, deal: file.deal, pipeline, stage, move };
}
