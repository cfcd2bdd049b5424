import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import type { Approval } from "../../../src/core/gate/gap.ts";
import { gapsOf } from "../../../src/core/gate/gaps.ts";
import { requirementSchema } from "../../../src/core/pipeline/requirement.ts";

const text =
  "---\ntitle: T\ncompany: Acme\npipeline: sales\nstage: offer\nstage_entered: 2026-11-02\nowner: ann\namount: { value: 12000, currency: EUR }\n---\n";

function gaps(requirement: unknown, approvals?: readonly Approval[]) {
  const { deal } = parseDeal(text, "deals/acme.md");
  if (!deal) throw new Error(text);
  const rules = { pipelines: new Map(), frameworks: new Map(), templates: new Map(), unread: new Set<string>() };
  const move = { kind: "forward", from: "lead", to: "offer" } as const;
  const facts = { deal, documents: [], rules, people: null, today: "2026-11-20" as BusinessDate, before: deal, move };
  return gapsOf(requirementSchema.parse(requirement), { ...facts, ...(approvals && { approvals }) });
}

const approval = { approval: "lead", say: "A lead agrees." };

describe("an approval", () => {
  test("that cannot be known here is a warning", () => {
    expect(gaps(approval)).toMatchObject([
      { severity: "warning", message: 'Somebody of the role "lead" still has to approve it, for Acme.', path: ["stage"] },
    ]);
  });

  test("that nobody has given, or somebody of another role, fails", () => {
    const missing = [{ message: 'Nobody of the role "lead" has approved it yet.' }];
    expect(gaps(approval, [])).toMatchObject(missing);
    expect(gaps(approval, [{ role: "rep", by: "bob" }])).toMatchObject(missing);
    expect(gaps(approval, [])[0]).not.toHaveProperty("severity");
  });

  test("that is given is enough", () => {
    expect(gaps(approval, [{ role: "lead", by: "eve" }])).toEqual([]);
  });

  test("counts only where its guard is true", () => {
    expect(gaps({ ...approval, when: "deal.amount.value >= 10000" }, [])).toHaveLength(1);
    expect(gaps({ ...approval, when: "deal.amount.value > 12000" }, [])).toEqual([]);
  });
});
