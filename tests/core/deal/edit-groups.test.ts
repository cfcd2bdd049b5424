import { expect, test } from "vitest";
import { editDeal } from "../../../src/core/deal/edit-deal.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";

const text = (more: string) =>
  `---\ntitle: A\ncompany: B\npipeline: sales\nstage: lead\nstage_entered: 2026-01-01\nowner: ann\n${more}---\nNotes.\n`;

const need = { field: "qualification.bant.need", value: "Now, soon", after: "owner" };
const budget = { field: "qualification.bant.budget", value: "5k", after: "owner" };

test.each([
  ["no group at all", "", `qualification: { bant: { budget: 5k, need: "Now, soon" } }\n`],
  [
    "the outer group only",
    "qualification:\n  other:\n    a: b # why\n",
    'qualification:\n  other:\n    a: b # why\n  bant: { budget: 5k, need: "Now, soon" }\n',
  ],
  [
    "both in lines of their own",
    "qualification:\n  bant:\n    need: Old\n",
    'qualification:\n  bant:\n    need: "Now, soon"\n    budget: 5k\n',
  ],
  ["both in braces", "qualification: { bant: { need: Old } }\n", 'qualification: { bant: { need: "Now, soon", budget: 5k } }\n'],
])("fields of a group in a group are set where there is %s", (_, before, after) => {
  expect(editDeal(parseDeal(text(before), "deals/a.md"), [budget, need])).toBe(text(after));
});
