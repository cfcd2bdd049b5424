import { type BusinessDate, daysBetween } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import type { Rotting, Stage } from "../pipeline/pipeline.ts";
import type { DealRecord } from "./deal-record.ts";

/** Days since the deal entered its stage. */
export const daysInStage = (deal: Deal, today: BusinessDate): number => daysBetween(deal.stage_entered, today);

const newest = (dates: readonly BusinessDate[]): BusinessDate | undefined => [...dates].sort().at(-1);

/** What a deal's idleness is counted from. */
type Clocked = Pick<Deal, "activities" | "stage_entered">;

/** The day from which a stage's clock counts; a deal without a matching activity counts from its entry into the stage. */
export function clockStart(deal: Clocked, clock: Rotting["clock"]): BusinessDate {
  const activities = clock === "last_reply" ? deal.activities.filter(({ reply }) => reply) : deal.activities;
  const last = clock === "stage_entry" ? undefined : newest(activities.map(({ date }) => date));
  return last ?? deal.stage_entered;
}

/** How long a deal has been idle, against what its stage allows. */
export interface Idleness {
  readonly rotting: Rotting;
  readonly since: BusinessDate;
  readonly days: number;
}

/** The idleness of a deal that is idle for longer than its stage allows; `undefined` for all others. */
export function rottingOf(deal: Clocked, stage: Stage, today: BusinessDate): Idleness | undefined {
  if (!stage.rotting) return undefined;
  const since = clockStart(deal, stage.rotting.clock);
  const days = daysBetween(since, today);
  return days > stage.rotting.days ? { rotting: stage.rotting, since, days } : undefined;
}

/** Days by which the next step is late; 0 where it is not, or has no date. */
export const daysOverdue = (deal: Deal, today: BusinessDate): number =>
  deal.next_step?.due === undefined ? 0 : Math.max(0, daysBetween(deal.next_step.due, today));

const clockNames: Readonly<Record<Rotting["clock"], string>> = {
  last_reply: "the customer's last reply",
  last_activity: "the last activity",
  stage_entry: "the entry into the stage",
};

const daysText = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

/** A stage's rotting rule as a sentence. */
export const rottingText = ({ days, clock }: Rotting): string =>
  `A deal is rotting when ${clockNames[clock]} is more than ${daysText(days)} ago.`;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Why a deal is rotting, in words. */
export const idlenessText = ({ rotting, days }: Idleness): string =>
  `${capital(clockNames[rotting.clock])} was ${daysText(days)} ago; ${daysText(rotting.days)} are allowed.`;

/** True where the deal can still be won. */
export const isOpen = ({ stage }: Pick<DealRecord, "stage">): boolean => stage.kind === "open";
