import { Temporal } from "temporal-polyfill";
import type { BusinessDate } from "./business-date.ts";

/** The last days of the months from that of `first` to the last one before that of `today`; none where they are the same month. */
export function monthEnds(first: BusinessDate, today: BusinessDate): BusinessDate[] {
  const running = Temporal.PlainDate.from(today).toPlainYearMonth();
  const ends: BusinessDate[] = [];
  let month = Temporal.PlainDate.from(first).toPlainYearMonth();
  while (Temporal.PlainYearMonth.compare(month, running) < 0) {
    ends.push(month.toPlainDate({ day: month.daysInMonth }).toString() as BusinessDate);
    month = month.add({ months: 1 });
  }
  return ends;
}
