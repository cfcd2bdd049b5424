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

const taken = (...names: string[]) => names.map((name) => ({ field: `contact.${name}`, value: null, after: "owner" }));

test.each([
  [
    "first of braces",
    ["name"],
    "contact: { name: Jo, role: Head, email: a@b.example } # main\n",
    "contact: { role: Head, email: a@b.example } # main\n",
  ],
  ["last two of braces", ["role", "email"], "contact: { name: Jo, role: Head, email: a@b.example }\n", "contact: { name: Jo }\n"],
  ["first and last of braces", ["name", "email"], "contact: { name: Jo, role: Head, email: a@b.example }\n", "contact: { role: Head }\n"],
  [
    "one in its line",
    ["role"],
    "contact:\n  name: Jo\n  role: Head # since May\n  email: a@b.example\n",
    "contact:\n  name: Jo\n  email: a@b.example\n",
  ],
  ["all, and the group with them", ["name", "role"], "contact:\n  name: Jo\n  role: Head\n", ""],
  ["all of braces", ["name"], "contact: { name: Jo } # main\n", ""],
  ["none that is there", ["role"], "contact: { name: Jo }\n", "contact: { name: Jo }\n"],
  ["none of a group that is not there", ["role"], "", ""],
])("fields are taken out of a group: %s", (...[, names, before, after]) => {
  expect(editDeal(parseDeal(text(before), "deals/a.md"), taken(...names))).toBe(text(after));
});

test("a field of a group is set while others are taken out", () => {
  const edits = [...taken("name"), { field: "contact.email", value: "x@y.example", after: "owner" }];
  expect(editDeal(parseDeal(text("contact: { name: Jo }\n"), "deals/a.md"), edits)).toBe(text("contact: { email: x@y.example }\n"));
  expect(editDeal(parseDeal(text("contact: { name: Jo, role: Head }\n"), "deals/a.md"), edits)).toBe(
    text("contact: { role: Head, email: x@y.example }\n"),
  );
});
