import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import type { RuleBook } from "../../../src/core/content/rule-book.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import type { GateFacts } from "../../../src/core/gate/gap.ts";
import { isInForce, ruleGaps } from "../../../src/core/gate/rule-gaps.ts";

const rules: RuleBook = { pipelines: new Map(), frameworks: new Map(), templates: new Map(), unread: new Set() };

const lines = [
  "title: Platform",
  "company: Acme",
  "pipeline: sales",
  "stage: offer",
  "stage_entered: 2026-11-02",
  "owner: ann",
  "amount: { value: 5, currency: EUR }",
  "fields: { on-site: true }",
  "activities: [{ date: 2026-11-03, kind: call, by: ann }]",
];

const { deal } = parseDeal(`---\n${lines.join("\n")}\n---\n`, "deals/2026/acme.md");
if (!deal) throw new Error("The deal cannot be read.");

/** The deal as it stands: no change is judged. */
const facts: GateFacts = { deal, documents: [], rules, people: null, today: "2026-11-20" as BusinessDate };
const moved: GateFacts = { ...facts, before: null, move: { kind: "forward", from: "lead", to: "offer" } };

const gaps = (rule: string, of: GateFacts = facts) => ruleGaps({ rule, say: "It holds." }, of);

describe("a rule asks for a change where it reads what was before, or the move", () => {
  test.each(["before == null && false", "before.stage == 'x'", "move.kind == 'park'", "deal == before", "[1].all(n, before != null)"])(
    "%s",
    (rule) => {
      expect(gaps(rule)).toEqual([]);
      expect(gaps(rule, moved)).toHaveLength(1);
    },
  );

  test.each([
    'deal.company == "before"',
    'deal.company.contains("the move")',
    "deal.amount.value > 9 // not before the move",
    "deal.activities.exists(before, before.kind == 'demo')",
    "has(deal.fields.move)",
  ])("%s does not", (rule) => {
    expect(gaps(rule)).toHaveLength(1);
    expect(isInForce({ when: rule }, facts)).toBe(false);
    expect(isInForce({ when: `!(${rule})` }, facts)).toBe(true);
  });
});

describe("a gap names the fields to look at", () => {
  test.each([
    ['deal.company == "deal.title"', "company"],
    ['deal.company.startsWith("B") && deal.amount.value > 9', "company, amount.value"],
    ['deal["company"] == "B"', "company"],
    ['deal.fields["on-site"] == false', "fields.on-site"],
    ['deal.activities[0].kind == "demo"', "activities.kind"],
    ['deal.activities.exists(each, each.by == "bob")', "activities"],
    ["has(deal.contact.name)", "contact.name"],
    ["today < '2026-01-01'", "what the rule speaks of"],
  ])("%s", (rule, fields) => {
    expect(gaps(rule)[0]?.hint).toBe(`Look at ${fields} in acme.md.`);
  });
});
