import type { BusinessDate } from "../../core/calendar/business-date.ts";
import type { Activity } from "../../core/deal/deal.ts";
import { overdueDeals, rottingDeals } from "../../core/metrics/attention.ts";
import type { DealRecord } from "../../core/metrics/deal-record.ts";
import { isOpen } from "../../core/metrics/deal-state.ts";
import { type Totals, totalsOf } from "../../core/metrics/value.ts";
import { isThere } from "../../core/people/people.ts";
import type { Site } from "./site.ts";

/** Somebody who owns deals or is to, with the deals that are theirs. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** The name of their role; absent where people.yaml does not know them. */
  readonly role?: string;
  readonly from?: BusinessDate;
  readonly until?: BusinessDate;
  /** False where they have left, or have not come yet. */
  readonly isThere: boolean;
  /** Their deals, open and closed. */
  readonly deals: readonly DealRecord[];
}

function personView(id: string, deals: readonly DealRecord[], { people, today }: Site): PersonView {
  const person = people?.people[id];
  if (!person) return { id, name: id, isThere: true, deals };
  const { name, from, until } = person;
  const role = people.roles[person.role]?.name ?? person.role;
  return { id, name, role, ...(from && { from }), ...(until && { until }), isThere: isThere(person, today), deals };
}

/** Everybody in people.yaml, and whoever else owns deals; those who are there first, by name. */
export function peopleOf(site: Site): PersonView[] {
  const deals = Map.groupBy(site.deals, ({ deal }) => deal.owner);
  const ids = new Set([...Object.keys(site.people?.people ?? {}), ...deals.keys()]);
  const collator = new Intl.Collator(site.locale, { numeric: true });
  return [...ids]
    .map((id) => personView(id, deals.get(id) ?? [], site))
    .sort((a, b) => Number(b.isThere) - Number(a.isThere) || collator.compare(a.name, b.name));
}

/** What somebody has to look after today. */
export interface PersonWork {
  /** In the order of their expected close; those without one last. */
  readonly open: readonly DealRecord[];
  readonly totals: Totals;
  readonly overdue: ReturnType<typeof overdueDeals>;
  readonly rotting: ReturnType<typeof rottingDeals>;
}

const closeOf = ({ deal }: DealRecord): string => deal.expected_close ?? "9999";

/** The open deals of somebody, and what is late among them. */
export function workOf({ deals }: PersonView, { today, rates }: Site): PersonWork {
  const open = deals.filter(isOpen).sort((a, b) => (closeOf(a) < closeOf(b) ? -1 : closeOf(a) > closeOf(b) ? 1 : 0));
  return { open, totals: totalsOf(open, { today, rates }), overdue: overdueDeals(open, today), rotting: rottingDeals(open, today) };
}

/** Something that somebody did for a deal. */
export interface DoneActivity {
  readonly activity: Activity;
  readonly record: DealRecord;
}

/** What somebody did, for whosever deals, the latest first. */
export const activitiesOf = (person: string, { deals }: Site): DoneActivity[] =>
  deals
    .flatMap((record) => record.deal.activities.filter(({ by }) => by === person).map((activity) => ({ activity, record })))
    .sort((a, b) => (a.activity.date < b.activity.date ? 1 : a.activity.date > b.activity.date ? -1 : 0));
