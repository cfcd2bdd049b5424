import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { judgeDeal } from "../../../src/core/check/judge-deal.ts";
import type { RuleBook } from "../../../src/core/content/rule-book.ts";
import type { Deal } from "../../../src/core/deal/deal.ts";
import { parseDocument } from "../../../src/core/deal/document.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import { requirementsToBeIn } from "../../../src/core/gate/gate.ts";
import { parseFramework } from "../../../src/core/pipeline/framework.ts";
import { classifyMove, nextStages } from "../../../src/core/pipeline/move.ts";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";
import { parseTemplate } from "../../../src/core/pipeline/template.ts";

const shared = (path: string): string => readFileSync(new URL(`../../cases/_shared/${path}`, import.meta.url), "utf8");

function value<T>(read: { readonly value: T | null; readonly problems: readonly unknown[] }): T {
  if (read.value === null) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

const frameworks = new Map([["bant", value(parseFramework(shared("frameworks/bant.yaml"), "bant"))]]);
const templates = new Map(["proposal", "nda"].map((id) => [id, value(parseTemplate(shared(`templates/${id}.md`), id))] as const));
const references = { frameworks, templates, roles: [], unread: new Set<string>() };
const pipeline = value(parsePipeline(shared("pipelines/sales.yaml"), "sales", references));
const rules: RuleBook = { pipelines: new Map([["sales", pipeline]]), frameworks, templates, unread: new Set() };
const today = "2026-11-20" as BusinessDate;

function stage(id: string) {
  const found = stageById(pipeline, id);
  if (!found) throw new Error(id);
  return found;
}

/** One thing that a deal must show, and the code of the finding where it does not. */
interface Fact {
  readonly code: string;
  readonly line?: string;
  readonly document?: readonly [string, string];
  /** Stages that ask for it. */
  readonly stages: readonly string[];
}

const late = ["contract", "won"];
const facts: readonly Fact[] = [
  { code: "gate/field", line: "contact: { name: Jane }", stages: ["offer", ...late] },
  { code: "gate/confirm", line: "confirmed: { interest: 2026-11-01 }", stages: ["offer", ...late] },
  { code: "gate/field", line: "amount: { value: 5000, currency: EUR }", stages: late },
  { code: "gate/answer", line: "qualification: { bant: { budget: 5k, need: Urgent } }", stages: late },
  { code: "gate/document", document: ["proposal", "## Summary\n\nAll.\n\n## Pricing\n\n5,000.\n"], stages: late },
  { code: "gate/document", document: ["nda", "## Parties\n\nBoth.\n"], stages: late },
];

const codesOf = (stageId: string, present: readonly Fact[], before?: Deal): string[] => {
  const lines = present.flatMap((fact) => fact.line ?? []);
  const text = [
    "---",
    "title: T",
    "company: C",
    "pipeline: sales",
    `stage: ${stageId}`,
    "stage_entered: 2026-11-02",
    "owner: ann",
    ...lines,
    "---",
    "",
  ].join("\n");
  const documents = present.flatMap(({ document }) => (document ? [parseDocument(document[1], `deals/acme/${document[0]}.md`)] : []));
  const file = parseDeal(text, "deals/acme.md");
  return judgeDeal({ file, documents, ...(before && { before }) }, { rules, people: null, today }).map(({ code }) => code);
};

const stageIds = fc.constantFrom("lead", "offer", "contract", "won");

describe("gates", () => {
  test("a deal that shows all that a stage asks for may be there", () => {
    fc.assert(
      fc.property(stageIds, fc.subarray([...facts]), (id, more) => {
        const needed = facts.filter((fact) => fact.stages.includes(id) || more.includes(fact));
        expect(codesOf(id, needed)).toEqual([]);
      }),
    );
  });

  test("every fact that is missing is one finding of its kind, and nothing else is found", () => {
    fc.assert(
      fc.property(stageIds, fc.subarray([...facts]), (id, missing) => {
        const expected = missing.filter((fact) => fact.stages.includes(id)).map(({ code }) => code);
        expect(
          codesOf(
            id,
            facts.filter((fact) => !missing.includes(fact)),
          ).sort(),
        ).toEqual(expected.sort());
      }),
    );
  });

  test("what is asked for grows from stage to stage", () => {
    const counts = ["lead", "offer", "contract", "won"].map((id) => requirementsToBeIn(pipeline, stage(id)).length);
    expect(counts).toEqual([0, 2, 6, 6]);
    expect(requirementsToBeIn(pipeline, stage("lost"))).toEqual([]);
  });
});

describe("moves", () => {
  test.each([
    ["lead", { lead: "stay", offer: "forward", contract: "jump", won: "jump", lost: "lose" }],
    ["offer", { lead: "backward", offer: "stay", contract: "forward", won: "jump", lost: "lose" }],
    ["contract", { lead: "backward", offer: "backward", contract: "stay", won: "forward", lost: "lose" }],
    ["won", { lead: "leave-closed", offer: "leave-closed", contract: "leave-closed", won: "stay", lost: "leave-closed" }],
    ["lost", { lead: "leave-closed", offer: "leave-closed", contract: "leave-closed", won: "leave-closed", lost: "stay" }],
  ])("from %s", (from, expected) => {
    const kinds = Object.fromEntries(pipeline.stages.map((to) => [to.id, classifyMove(pipeline, { from: stage(from), to })]));
    expect(kinds).toEqual(expected);
  });

  test("a forward move goes to one of the next stages, in any pipeline", () => {
    const shapes = fc.record({
      open: fc.integer({ min: 1, max: 6 }),
      won: fc.integer({ min: 1, max: 3 }),
      lost: fc.integer({ min: 1, max: 3 }),
      key: fc.func(fc.integer()),
    });
    fc.assert(
      fc.property(shapes, ({ open, won, lost, key }) => {
        const closed = [...Array(won).fill("won"), ...Array(lost).fill("lost")]
          .map((kind, index) => ({ kind, index }))
          .sort((a, b) => key(a.index) - key(b.index));
        const kinds = [...Array(open).fill("open"), ...closed.map(({ kind }) => kind)];
        const stages = kinds.map((kind, index) => ({ ...stage("lead"), id: `s${index}`, kind }));
        const shape: Pipeline = { ...pipeline, stages };
        for (const from of stages) {
          for (const to of stages) {
            const kind = classifyMove(shape, { from, to });
            expect(kind === "forward").toBe(nextStages(shape, from).includes(to));
            if (from.kind !== "open" && from !== to) expect(kind).toBe("leave-closed");
            if (from.kind === "open" && to.kind === "won" && from.id !== `s${open - 1}`) expect(kind).toBe("jump");
          }
        }
      }),
    );
  });
});
