import type { BusinessDate } from "./business-date.ts";

/** The calendar quarter of a day, such as `2026-Q4`. Later quarters compare greater as text. */
export const quarterOf = (date: BusinessDate): string => `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
