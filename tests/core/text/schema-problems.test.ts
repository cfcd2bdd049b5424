import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import { parsePeople } from "../../../src/core/people/people.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { didYouMean, nearest } from "../../../src/core/text/suggest.ts";

const deal = `---
title: Platform
company: Acme
contact: { name: Jane, email: jane@acme.example }
pipeline: sales
stage: lead
stage_entered: 2026-11-02
owner: ann
amount: { value: 5000, currency: EUR }
next_step: { action: Call, due: 2026-11-25 }
activities:
  - { date: 2026-11-02, kind: call, by: ann }
  - { date: 2026-11-03, kind: demo, by: bob }
history:
  - { stage: lead, entered: 2025-01-05 }
---
`;

const problemsOf = (text: string) =>
  parseDeal(text, "deals/acme.md").problems.map(({ at, code, message, hint }) => ({ line: at?.line, code, message, hint }));

describe("a misspelt key is one problem, on its line, with what was meant", () => {
  test.each([
    ["title:", "titel:", 2, "title"],
    ["company:", "compnay:", 3, "company"],
    ["name: Jane", "nmae: Jane", 4, "name"],
    ["email: jane", "e-mail: jane", 4, "email"],
    ["pipeline:", "pipline:", 5, "pipeline"],
    ["stage_entered:", "stage_entred:", 7, "stage_entered"],
    ["amount:", "ammount:", 9, "amount"],
    ["currency:", "curency:", 9, "currency"],
    ["value:", "vlaue:", 9, "value"],
    ["action:", "acton:", 10, "action"],
    ["activities:", "activites:", 11, "activities"],
    ["by: bob", "yb: bob", 13, "by"],
    ["entered: 2025", "enterd: 2025", 15, "entered"],
  ])("%s as %s", (...[right, wrong, line, meant]) => {
    const problems = problemsOf(deal.replace(right, wrong));
    expect(problems).toMatchObject([{ line, code: "deal/unknown-field", hint: `Did you mean "${meant}"?` }]);
  });

  test("another word is unknown, and the field it stands for is missing", () => {
    expect(problemsOf(deal.replace("company:", "client:")).map(({ code }) => code)).toEqual(["deal/missing-field", "deal/unknown-field"]);
  });

  test("the case of letters counts as a slip", () => {
    expect(problemsOf(deal.replace("title:", "Title:"))).toMatchObject([{ line: 2, hint: 'Did you mean "title"?' }]);
  });
});

describe("no problem speaks the schema's language", () => {
  const values = [
    "48000",
    "text",
    "true",
    "",
    "[]",
    "[1]",
    "{}",
    "{ a: 1 }",
    "2026-02-30",
    "2026-11-02",
    "'x y'",
    '""',
    ".nan",
    "2026-11-02T10:00:00Z",
  ];
  const fields = [
    "title",
    "company",
    "contact",
    "pipeline",
    "stage",
    "stage_entered",
    "owner",
    "amount",
    "next_step",
    "priority",
    "archived",
    "qualification",
    "confirmed",
    "links",
    "activities",
    "history",
  ];

  test.each(fields)("%s", (field) => {
    for (const value of values) {
      const text =
        /^---\n/.test(deal) && new RegExp(`^${field}:`, "m").test(deal)
          ? deal.replace(new RegExp(`^${field}:.*(\\n  - .*)*`, "m"), `${field}: ${value}`)
          : deal.replace("owner: ann", `owner: ann\n${field}: ${value}`);
      for (const { message, hint, line } of problemsOf(text)) {
        expect(`${message} ${hint ?? ""}`).not.toMatch(
          /Invalid|Too (small|big)|received|Unrecognized|undefined|\[object|null|\.\d+\b(?!")|record|string/,
        );
        expect(message).toMatch(/^"?[A-Z"\w].*\.$/);
        expect(line).toBeGreaterThan(1);
      }
    }
  });

  test("an empty file, a list, a text", () => {
    const messages = ["---\n---\n", "---\n- a\n---\n", "---\ntext\n---\n"].map((text) => problemsOf(text)[0]?.message);
    expect(messages).toEqual([
      "The file is empty: expected fields with values.",
      'The file is ["a"]: expected fields with values.',
      'The file is "text": expected fields with values.',
    ]);
  });
});

describe("unions say what was meant", () => {
  const pipeline = readFileSync(new URL("../../cases/_shared/pipelines/sales.yaml", import.meta.url), "utf8");
  const references = { frameworks: new Map(), templates: new Map(), roles: [], unread: new Set<string>() };
  const requirement = (text: string) => {
    const lines = pipeline.replace("{ confirm: interest, say: The contact is interested. }", text);
    return parsePipeline(lines, "sales", references).problems.filter(({ message }) => !/There is no/.test(message));
  };

  test.each([
    ["{ confrim: interest, say: S. }", '"stages.exit.confrim" is not a field that is known here.', 'Did you mean "confirm"?'],
    ["{ feild: title, say: S. }", '"stages.exit.feild" is not a field that is known here.', 'Did you mean "field"?'],
    ["{ field: title, sya: S. }", '"stages.exit.sya" is not a field that is known here.', 'Did you mean "say"?'],
    ["{ field: amount.value, minn: 1, say: S. }", '"stages.exit.minn" is not a field that is known here.', 'Did you mean "min"?'],
    ["{ field: amount.value, min: much, say: S. }", '"stages.exit.min" is "much": expected a number.', undefined],
    ["{ answers: bant, at_least: 0, say: S. }", '"stages.exit.at_least" is 0: expected more than 0.', undefined],
    [
      "{ document: NDA, say: S. }",
      '"stages.exit.document" is "NDA": expected an id in lower-case letters, digits and hyphens.',
      'Did you mean "nda"?',
    ],
    ["{ field: title, present: false, say: S. }", '"stages.exit.present" is false: expected true.', undefined],
    [
      "{ say: S. }",
      '"stages.exit" is {"say":"S."}: expected one of the fields field, answers, confirm, document, link, activity, approval, rule.',
      undefined,
    ],
  ])("%s", (text, message, hint) => {
    expect(requirement(text)).toMatchObject([{ code: "pipeline/invalid", at: { line: 15 }, message, ...(hint !== undefined && { hint }) }]);
  });

  test("a quota", () => {
    const people = (quota: string) =>
      parsePeople(`roles:\n  rep: { name: Rep, quota: ${quota} }\npeople: {}\n`).problems.map(({ message }) => message);
    expect(people("{ qualified: 20, pre: month }")).toEqual(['"roles.rep.quota.pre" is not a field that is known here.']);
    expect(people("{ amount: { value: 1, currency: EUR } }")).toEqual(['The field "roles.rep.quota.per" is missing.']);
    expect(people("20")).toEqual(['"roles.rep.quota" is 20: expected fields with values.']);
  });
});

describe("suggestions", () => {
  test.each([
    ["ofer", ["lead", "offer"], "offer"],
    ["lost", ["won"], undefined],
    ["won", ["lost", "now"], undefined],
    ["aks", ["ask"], "ask"],
    ["OFFER", ["offer"], "offer"],
    ["", ["a"], "a"],
    ["x", [], undefined],
  ])("%j of %j is %j", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  test("the list, where nothing is near", () => {
    expect([didYouMean("zzzz", ["a", "b"]), didYouMean("zzzz", [])]).toEqual(["Allowed: a, b.", "None are defined."]);
  });
});
