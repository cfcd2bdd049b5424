import { expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { addActivity } from "../../../src/core/deal/add-activity.ts";
import { priorityFor } from "../../../src/core/deal/column-place.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";

const text = (more: string) =>
  `---\ntitle: A\ncompany: B\npipeline: sales\nstage: lead\nstage_entered: 2026-01-01\nowner: ann\n${more}---\nNotes.\n`;

const activity = { date: "2026-11-21" as BusinessDate, kind: "call", by: "ann", note: "Yes, again", reply: true } as const;
const item = '{ date: 2026-11-21, kind: call, by: ann, note: "Yes, again", reply: true }';
const old = "{ date: 2026-11-20, kind: email, by: ann }";

test.each([
  ["no list", "", `activities:\n  - ${item}\n`],
  [
    "no list, and a history",
    "history:\n  - { stage: lead, entered: 2026-01-01 }\n",
    `activities:\n  - ${item}\nhistory:\n  - { stage: lead, entered: 2026-01-01 }\n`,
  ],
  ["an empty list", "activities: []\n", `activities: [${item}]\n`],
  ["a list in brackets", `activities: [ ${old} ] # so far\n`, `activities: [ ${old}, ${item} ] # so far\n`],
  ["a list in lines", `activities:\n  - ${old} # why\nsource: event\n`, `activities:\n  - ${old} # why\n  - ${item}\nsource: event\n`],
  ["a list without indentation", `activities:\n- ${old}\n`, `activities:\n- ${old}\n- ${item}\n`],
  [
    "items of several lines",
    "activities:\n  - date: 2026-11-20\n    kind: email\n    by: ann\nsource: event\n",
    `activities:\n  - date: 2026-11-20\n    kind: email\n    by: ann\n  - ${item}\nsource: event\n`,
  ],
])("an activity is added to %s", (_, before, after) => {
  expect(addActivity(parseDeal(text(before), "deals/a.md"), activity)).toBe(text(after));
});

test("line ends stay as they are", () => {
  const before = text(`activities:\n  - ${old}\n`).replaceAll("\n", "\r\n");
  const after = text(`activities:\n  - ${old}\n  - ${item}\n`).replaceAll("\n", "\r\n");
  expect(addActivity(parseDeal(before, "deals/a.md"), activity)).toBe(after);
});

test("a place in a column is a number between its neighbours'", () => {
  const cards = [{ slug: "a", priority: 1 }, { slug: "b", priority: 5 }, { slug: "c", priority: 5.5 }, { slug: "d" }];
  expect(priorityFor({ at: "first" }, cards)).toBe(0);
  expect(priorityFor({ at: "first" }, [])).toBe(1);
  expect(priorityFor({ at: "before", other: "b" }, cards)).toBe(3);
  expect(priorityFor({ at: "after", other: "b" }, cards)).toBe(5.25);
  expect(priorityFor({ at: "after", other: "c" }, cards)).toBe(6);
  expect(priorityFor({ at: "before", other: "a" }, cards)).toBe(0);
  expect(priorityFor({ at: "before", other: "d" }, cards)).toBeUndefined();
  expect(priorityFor({ at: "after", other: "a" }, [...cards, { slug: "e", priority: 1 }])).toBeUndefined();
});
