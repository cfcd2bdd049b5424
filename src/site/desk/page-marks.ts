import type { Deal } from "../../core/deal/deal.ts";

/** What cards and pages say of a deal, by which a browser sees that a proposal was taken in. */
export interface PageMarks {
  /** `pipeline/stage`. */
  readonly stage: string;
  /** How many there are. */
  readonly activities: string;
}

export const stageMark = ({ pipeline, stage }: Pick<Deal, "pipeline" | "stage">): string => `${pipeline}/${stage}`;

export const activitiesMark = ({ activities }: Pick<Deal, "activities">): string => String(activities.length);

/** The attributes of an element that shows what was proposed for a deal. */
export const proposedAttributes = (deal: Deal): Record<string, string> => ({
  "data-proposed": deal.slug,
  "data-stage": stageMark(deal),
  "data-activities": activitiesMark(deal),
});
