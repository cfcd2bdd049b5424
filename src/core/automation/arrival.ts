import type { BusinessDate } from "../calendar/business-date.ts";
import type { Settings } from "../content/content.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { People } from "../people/people.ts";
import type { Pipeline, Stage } from "../pipeline/pipeline.ts";
import { type DealContext, dealContext } from "../rules/deal-context.ts";

/** A deal that a commit brought into another stage, or that began there. */
export interface Arrival {
  /** `null` for a deal that is new. */
  readonly before: Deal | null;
  readonly file: DealFile & { readonly deal: Deal };
  /** Settings and rules as the commit has them. */
  readonly settings: Pick<Settings, "organisation" | "people" | "rules">;
  readonly commit: string;
  /** Name of the commit's author. */
  readonly author: string;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  /** The day on which it was recorded. */
  readonly date: BusinessDate;
}

/** An arrival with its stage looked up, and the people who are there now. */
export interface PlacedArrival extends Arrival {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly move: DealContext["move"];
  /** Whose addresses count: those of today, not of the commit. `null` where people.yaml could not be read. */
  readonly directory: People | null;
  readonly today: BusinessDate;
}

/** Looks the stage up; `undefined` where its pipeline's file does not have it, or cannot be read. */
export function placeArrival(arrival: Arrival, now: Pick<PlacedArrival, "directory" | "today">): PlacedArrival | undefined {
  const { file, before, settings, date } = arrival;
  const { rules, people } = settings;
  const context = dealContext({ file, deal: file.deal, documents: [], rules, people, peopleInForce: people, today: date, before });
  const { pipeline, stage, move } = context;
  return pipeline && stage && { ...arrival, ...now, deal: file.deal, pipeline, stage, move };
}
