import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDeal } from "../../../src/core/deal/edit-deal.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import { applySplices } from "../../../src/core/text/splice.ts";

describe("applySplices", () => {
  test("leaves every character outside the ranges", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string())), fc.string(), (parts, tail) => {
        let at = 0;
        const splices = parts.map(([kept, old, text]) => {
          const start = at + kept.length;
          at = start + old.length;
          return { range: { start, end: at }, text };
        });
        const before = parts.map(([kept, old]) => kept + old).join("") + tail;
        const after = parts.map(([kept, , text]) => kept + text).join("") + tail;
        expect(applySplices(before, splices)).toBe(after);
      }),
    );
  });

  test("several insertions at one place stand in the order given", () => {
    const at = { start: 1, end: 1 };
    expect(
      applySplices("ab", [
        { range: at, text: "1" },
        { range: at, text: "2" },
        { range: at, text: "3" },
      ]),
    ).toBe("a123b");
  });

  test("an insertion stands before what is taken away at its place, whichever is named first", () => {
    const [removal, insertion] = [
      { range: { start: 1, end: 3 }, text: "" },
      { range: { start: 1, end: 1 }, text: "x" },
    ];
    expect([applySplices("abcd", [removal, insertion]), applySplices("abcd", [insertion, removal])]).toEqual(["axd", "axd"]);
  });
});

const text = [
  "---",
  "# a comment",
  'title:   "Data platform"   # quoted',
  "company: 'Acme'",
  "pipeline: sales",
  "stage: lead     # do not touch",
  "stage_entered: 2026-11-02",
  "owner: ann",
  "activities:",
  "  - { date: 2026-11-02, kind: call, by: ann }",
  "---",
  "stage: in the notes",
  "",
].join("\n");

describe("editDeal", () => {
  const edit = (source: string, ...edits: Parameters<typeof editDeal>[1]) => editDeal(parseDeal(source, "deals/acme.md"), edits);
  const move = [
    { field: "stage", value: "offer", after: "pipeline" },
    { field: "stage_entered", value: "2026-11-20", after: "stage" },
  ];

  test("a move changes two values, and nothing else", () => {
    expect(edit(text, ...move)).toBe(text.replace("stage: lead", "stage: offer").replace("2026-11-02\nowner", "2026-11-20\nowner"));
  });

  test("keeps the line ends of Windows, and a byte order mark", () => {
    const windows = `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    const added = edit(windows, ...move, { field: "lost_reason", value: "price", after: "stage_entered" });
    expect(added).toBe(
      `\uFEFF${edit(text, ...move, { field: "lost_reason", value: "price", after: "stage_entered" }).replaceAll("\n", "\r\n")}`,
    );
    expect(parseDeal(added, "deals/acme.md").deal).toMatchObject({ stage: "offer", lost_reason: "price" });
  });

  test("two new fields after one stand in the order given", () => {
    const added = edit(
      text,
      { field: "lost_reason", value: "price", after: "stage_entered" },
      { field: "lost_note", value: "x", after: "stage_entered" },
    );
    expect(added).toContain("stage_entered: 2026-11-02\nlost_reason: price\nlost_note: x\nowner");
  });

  test("a new field in the place of one that is taken away", () => {
    const parked = text.replace("owner: ann", "parked_from: lead\nowner: ann");
    const edits = [
      { field: "parked_from", value: null, after: "stage" },
      { field: "lost_reason", value: "price", after: "stage_entered" },
    ];
    expect(edit(parked, ...edits)).toBe(text.replace("owner: ann", "lost_reason: price\nowner: ann"));
  });

  test("a new field behind the last one", () => {
    const deal = parseDeal(edit(text, { field: "source", value: "Fair", after: "activities" }), "deals/acme.md");
    expect({ problems: deal.problems, source: deal.deal?.source, activities: deal.deal?.activities.length }).toEqual({
      problems: [],
      source: "Fair",
      activities: 1,
    });
  });

  test.each(["source: |\n  one\n  two\n", "source: >-\n  one\n", "source:\n  one\n", "source:\n", "source: 'one\n  two'\n"])(
    "in the place of %j",
    (old) => {
      const before = text.replace("owner: ann\n", `${old}owner: ann\n`);
      const { deal, problems } = parseDeal(before, "deals/acme.md");
      if (old === "source:\n") expect(problems).toHaveLength(1);
      else expect(deal?.source).toContain("one");
      const edited = parseDeal(edit(before, { field: "source", value: "Fair", after: "stage" }), "deals/acme.md");
      expect({ problems: edited.problems, source: edited.deal?.source, owner: edited.deal?.owner }).toEqual({
        problems: [],
        source: "Fair",
        owner: "ann",
      });
    },
  );

  test("any text set is the text read", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((value) => value.trim() !== ""),
        fc.constantFrom("title", "lost_note"),
        (value, field) => {
          const file = parseDeal(edit(text, { field, value, after: "stage_entered" }), "deals/acme.md");
          expect(file.problems).toEqual([]);
          expect(file.deal?.[field as "title"]).toBe(value);
          expect(file.deal).toMatchObject({ company: "Acme", stage: "lead", owner: "ann", notes: "stage: in the notes\n" });
        },
      ),
    );
  });

  test.each([
    "a: b",
    "# x",
    "- x",
    "'",
    '"',
    "---",
    "x\n---\ny",
    " x ",
    "x\u00a0",
    "yes",
    "null",
    "1",
    "[",
    "@x",
    "line\nline\n",
    `${"a long line, ".repeat(9)}\n---\nstage: won\n\n${"another ".repeat(9)}`,
    "\t" + "x",
    "日本 😀",
  ])("the text %j", (value) => {
    for (const source of [text, text.replaceAll("\n", "\r\n")]) {
      const file = parseDeal(edit(source, { field: "lost_note", value, after: "stage_entered" }), "deals/acme.md");
      expect({ problems: file.problems, value: file.deal?.lost_note }).toEqual({ problems: [], value });
    }
    const inGroup = parseDeal(edit(text, { field: "fields.a", value, after: "owner" }), "deals/acme.md");
    expect({ problems: inGroup.problems, fields: inGroup.deal?.fields }).toEqual({ problems: [], fields: { a: value } });
  });
});

describe("editDeal in a group", () => {
  const withFields = (fields: string) => text.replace("owner: ann\n", `owner: ann\n${fields}`);
  const set = (source: string, values: Readonly<Record<string, string | number | boolean>>) => {
    const edits = Object.entries(values).map(([field, value]) => ({ field, value, after: "stage_entered" }));
    return editDeal(parseDeal(source, "deals/acme.md"), edits);
  };
  const fieldsOf = (source: string) => {
    const { deal, problems } = parseDeal(source, "deals/acme.md");
    return { problems, fields: deal?.fields };
  };

  test("a group that is not there gets one line", () => {
    const edited = set(text, { "fields.reason": "No answer, at all", "fields.tries": 3, lost_note: "x", "next_step.action": "Call" });
    const lines = 'lost_note: x\nfields: { reason: "No answer, at all", tries: 3 }\nnext_step: { action: Call }\n';
    expect(edited).toBe(text.replace("owner: ann\n", `${lines}owner: ann\n`));
  });

  test.each([
    ["fields: { a: x }   # why\n", 'fields: { a: x, reason: "b, c", tries: 3 }   # why\n'],
    ["fields: {}\n", 'fields: { reason: "b, c", tries: 3 }\n'],
    ["fields: {a: 1, reason: 'old',}\n", 'fields: {a: 1, reason: "b, c", tries: 3,}\n'],
    ["fields: {\n  a: 1, # one\n  b: 2 # two\n}\n", 'fields: {\n  a: 1, # one\n  b: 2, reason: "b, c", tries: 3 # two\n}\n'],
    ["fields:\n  a: x   # why\n", 'fields:\n  a: x   # why\n  reason: "b, c"\n  tries: 3\n'],
    [
      "fields:\n    # first\n    2: x\n    1: y\n    # last\n",
      'fields:\n    # first\n    2: x\n    1: y\n    reason: "b, c"\n    tries: 3\n    # last\n',
    ],
    ["fields:\n  reason: |\n    old\n    words\n  a: 1\n", 'fields:\n  reason: "b, c"\n  a: 1\n  tries: 3\n'],
    ["fields:\n  a: |\n    two\n    lines\n\n", 'fields:\n  a: |\n    two\n    lines\n  reason: "b, c"\n  tries: 3\n\n'],
    ["fields:\n  a: |+\n    kept\n\n\n", 'fields:\n  a: |+\n    kept\n\n\n  reason: "b, c"\n  tries: 3\n'],
    ["fields:\n  tries: 1 # so far\n  reason: >-\n    old\n", 'fields:\n  tries: 3 # so far\n  reason: "b, c"\n'],
    ["fields:\n  ? a\n  : 1\n", 'fields:\n  ? a\n  : 1\n  reason: "b, c"\n  tries: 3\n'],
    ["fields: &f\n  a: 1\n", 'fields: &f\n  a: 1\n  reason: "b, c"\n  tries: 3\n'],
  ])("%j", (before, after) => {
    for (const lineEnd of ["\n", "\r\n"]) {
      const edited = set(withFields(before).replaceAll("\n", lineEnd), { "fields.reason": "b, c", "fields.tries": 3 });
      expect(edited).toBe(withFields(after).replaceAll("\n", lineEnd));
      expect(fieldsOf(edited)).toMatchObject({ problems: [], fields: { reason: "b, c", tries: 3 } });
    }
  });

  test("a group that refers to another is written anew", () => {
    const edited = set(withFields("confirmed: &d { a: 2026-11-02 }\nfields: *d\n"), { "fields.reason": "b" });
    expect(edited).toContain("confirmed: &d { a: 2026-11-02 }\nfields: { a: 2026-11-02, reason: b }\n");
    expect(fieldsOf(edited).problems).toEqual([]);
  });

  test("any text set is the text read, in every form of a group", () => {
    const forms = [
      "",
      "fields: {}\n",
      "fields: { a: 1 }\n",
      "fields:\n  a: 1\n",
      "fields:\n  reason: x\n",
      "fields: { reason: x, a: 1 }\n",
    ];
    const lines = fc.array(fc.string({ unit: "grapheme", maxLength: 60 })).map((texts) => texts.join("\n---\n"));
    fc.assert(
      fc.property(lines, fc.constantFrom(...forms), (value, form) => {
        const edited = set(withFields(form), { "fields.reason": value });
        expect(fieldsOf(edited)).toMatchObject({ problems: [], fields: { reason: value, ...(form.includes("a:") && { a: 1 }) } });
        expect(parseDeal(edited, "deals/acme.md").deal).toMatchObject({ stage: "lead", owner: "ann", notes: "stage: in the notes\n" });
      }),
    );
  });

  test("what no group can hold is a mistake of the caller", () => {
    expect(() => editDeal(parseDeal(text, "deals/acme.md"), [{ field: "fields.a", value: { b: "c" }, after: "stage" }])).toThrow(
      "fields.a",
    );
  });
});
