import { expect, test } from "vitest";
import { formatFor } from "../../src/site/views/format.ts";
import { wonBars, wonMonths } from "../../src/site/views/won-months.ts";
import { euros, input, record } from "../core/metrics/records.ts";

const format = formatFor("en-GB", "EUR");

test("before what may come stands what was won in the six months that are over", () => {
  const won = (slug: string, day: string) => record(slug, { stage: "won", stage_entered: day, amount: euros(1000) });
  const records = [won("a", "2026-05-31"), won("b", "2026-05-01"), won("c", "2026-10-31"), won("d", "2026-11-02"), won("e", "2026-04-30")];
  const lost = record("lost", { stage: "lost", stage_entered: "2026-06-05", amount: euros(9) });
  const months = wonMonths(input([...records, lost]));
  expect(months.map(({ deals }) => deals)).toEqual([2, 0, 0, 0, 0, 1]);
  expect(wonBars(months, format)).toEqual([
    { label: "May 26", closed: 2000 },
    { label: "Jun 26", closed: 0 },
    { label: "Jul 26", closed: 0 },
    { label: "Aug 26", closed: 0 },
    { label: "Sept 26", closed: 0 },
    { label: "Oct 26", closed: 1000 },
  ]);
  expect(wonBars(wonMonths(input([], "2026-01-15")), format).map(({ label }) => label)).toEqual([
    "Jul 25",
    "Aug 25",
    "Sept 25",
    "Oct 25",
    "Nov 25",
    "Dec 25",
  ]);
});
