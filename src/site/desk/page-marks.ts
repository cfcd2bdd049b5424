import type { Deal } from "../../core/deal/deal.ts";

/** What cards and pages say of a deal, by which a browser sees that a proposal was taken in. */
export interface PageMarks {
  /** `pipeline/stage`. */
  readonly stage: string;
  /** How many there are. */
  readonly activities: string;
  /** What stands in its fields, in short. */
  readonly fields: string;
}

export const stageMark = ({ pipeline, stage }: Pick<Deal, "pipeline" | "stage">): string => `${pipeline}/${stage}`;

export const activitiesMark = ({ activities }: Pick<Deal, "activities">): string => String(activities.length);

/** A number of few letters that differs where texts do (FNV-1a, 32 bits). */
function shortMark(text: string): string {
  let mark = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193);
  return (mark >>> 0).toString(36);
}

/** Of what is changed from day to day, whatever stage the deal is in. */
export function fieldsMark(deal: Deal): string {
  const { title, company, contact, owner, amount, line_items, expected_close, forecast, next_step, source, fields, links, snooze } = deal;
  return shortMark(
    JSON.stringify([
      ...[title, company, contact, owner, amount, line_items, expected_close],
      ...[forecast, next_step, source, fields, links, snooze],
    ]),
  );
}

/** The attributes of an element that shows what was proposed for a deal. */
export const proposedAttributes = (deal: Deal): Record<string, string> => ({
  "data-proposed": deal.slug,
  "data-stage": stageMark(deal),
  "data-activities": activitiesMark(deal),
  "data-fields": fieldsMark(deal),
});
