import type { Duration } from "../../../src/core/statistics/duration.ts";

/** Weeks as they are printed: `+` is censored. */
const weeks = (text: string): Duration[] =>
  text.split(" ").map((each) => ({ time: Number.parseInt(each, 10), isEvent: !each.endsWith("+") }));

/** Weeks of remission with 6-mercaptopurine: Freireich et al., Blood 21 (1963) 699-716. */
export const treated = weeks("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");

/** The same of those who got a placebo. */
export const placebo = weeks("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");
