import { type BusinessDate, earlierOf } from "../calendar/business-date.ts";
import type { DealRecord } from "./deal-record.ts";

/** The first day on which something happened to a deal: a stage that it entered, or an activity; today where nothing did before. */
export const firstDayOf = (records: readonly DealRecord[], today: BusinessDate): BusinessDate =>
  records
    .flatMap(({ entries, deal }) => [...entries.map(({ entered }) => entered), ...deal.activities.map(({ date }) => date)])
    .reduce(earlierOf, today);
