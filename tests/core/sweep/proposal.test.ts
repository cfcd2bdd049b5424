import { describe, expect, test } from "vitest";
import { parsePipeline } from "../../../src/core/pipeline/parse-pipeline.ts";
import { type Pipeline, stageById } from "../../../src/core/pipeline/pipeline.ts";
import { type Proposal, proposalFor } from "../../../src/core/sweep/proposal.ts";
import { proposalEdits } from "../../../src/core/sweep/proposal-edits.ts";
import { proposalBody, proposalMessage, proposalText, proposalTitle } from "../../../src/core/sweep/proposal-words.ts";
import { day, deal } from "../metrics/records.ts";

const text = `
name: Sales
summary: A pipeline with time rules.
born_in: [lead]
lost_reasons: [{ id: silence, name: Silence }]
fields:
  - { id: why, name: Why, type: choice, options: [silent, timing] }
  - { id: until, name: Until, type: date }
  - { id: memo, name: Memo, type: text }
time_rules:
  - { id: silent, in: [lead, offer], days: 14, clock: last_reply, to: waiting, say: No reply in 2 weeks. }
  - { id: dead, in: [lead, waiting], days: 30, clock: last_activity, to: lost, reason: silence, say: Nothing in a month. }
  - { id: slow, in: [offer], days: 5, clock: stage_entry, to: lead, say: An offer is answered in five days. }
  - { id: hold, in: [waiting], days: 3, clock: stage_entry, to: waiting, say: Stays. }
  - id: tired
    in: talk
    days: 14
    clock: last_reply
    to: waiting
    set:
      fields.why: silent
      fields.until: 30
      fields.memo: "{evidence}; {days} since {since}"
      next_step.action: Ask again
      next_step.due: 10
    say: A talk goes on.
  - { id: ended, in: talk, days: 10, clock: last_activity, to: lost, reason: silence, set: { lost_note: "{days} days." }, say: Over. }
  - { id: back, in: talk, days: 5, clock: stage_entry, to: lead, set: { stage_reason: "{{evidence}}" }, say: Again. }
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find. }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer. }
  - { id: talk, name: Talk, kind: open, probability: 50, goal: Talk. }
  - { id: waiting, name: Unresponsive, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn., enter: [LOST] }
`;

function pipelineOf(source: string): Pipeline {
  const read = parsePipeline(source, "sales", { frameworks: new Map(), templates: new Map(), roles: [], unread: new Set<string>() });
  if (!read.value) throw new Error(`The test's pipeline is wrong: ${JSON.stringify(read.problems)}`);
  return read.value;
}

const plain = pipelineOf(text.replace("LOST", ""));
const withNote = pipelineOf(text.replace("LOST", "{ field: lost_note, say: What we learned is written down. }"));

const call = (date: string, reply?: boolean) => ({ date, kind: "call", by: "zack", ...(reply && { reply }) });

function propose(fields: Readonly<Record<string, unknown>>, today: string, pipeline = plain): Proposal | undefined {
  const made = deal("acme", { stage_entered: "2026-11-01", ...fields });
  const stage = stageById(pipeline, made.stage);
  if (!stage) throw new Error("no stage");
  return proposalFor({ deal: made, pipeline, stage }, day(today));
}

function proposed(fields: Readonly<Record<string, unknown>>, today: string, pipeline = plain): Proposal {
  const proposal = propose(fields, today, pipeline);
  if (!proposal) throw new Error("nothing is proposed");
  return proposal;
}

describe("a rule proposes", () => {
  test("when more than its days have passed since the last reply, and not on the last of them", () => {
    const fields = { activities: [call("2026-11-03", true), call("2026-11-10")] };
    expect(propose(fields, "2026-11-17")).toBeUndefined();
    expect(propose(fields, "2026-11-18")).toMatchObject({ rule: { id: "silent" }, to: { id: "waiting" }, since: "2026-11-03", days: 15 });
  });

  test("from the entry into the stage, where the customer has never replied", () => {
    const fields = { activities: [call("2026-11-10")] };
    expect(propose(fields, "2026-11-15")).toBeUndefined();
    expect(proposed(fields, "2026-11-16").since).toBe("2026-11-01");
  });

  test("the first listed, where several apply", () => {
    expect(proposed({ stage: "offer" }, "2026-11-16").rule.id).toBe("silent");
    expect(proposed({ stage: "offer" }, "2026-11-15").rule.id).toBe("slow");
    expect(proposed({}, "2026-12-24").rule.id).toBe("silent");
  });

  test("not where the deal is already, but what the next rule says", () => {
    expect(propose({ stage: "waiting" }, "2026-11-30")).toBeUndefined();
    expect(proposed({ stage: "waiting" }, "2026-12-02").rule.id).toBe("dead");
  });

  test("nothing for a closed or archived deal", () => {
    expect(propose({ stage: "won" }, "2027-11-30")).toBeUndefined();
    expect(propose({ stage: "lost", lost_reason: "silence" }, "2027-11-30")).toBeUndefined();
    expect(propose({ archived: "2026-11-10" }, "2027-11-30")).toBeUndefined();
  });

  test("nothing before the day that a snooze names, and again on it", () => {
    const fields = { snooze: { until: "2026-12-01", reason: "On leave." } };
    expect(propose(fields, "2026-11-30")).toBeUndefined();
    expect(proposed(fields, "2026-12-01").days).toBe(30);
  });
});

describe("a proposed move writes", () => {
  const written = (fields: Readonly<Record<string, unknown>>, today: string, pipeline = plain) => {
    const edits = proposalEdits(proposed(fields, today, pipeline), {
      rules: { pipelines: new Map([["sales", pipeline]]) },
      today: day(today),
    });
    expect(edits.every(({ after }) => after === "stage_entered")).toBe(true);
    return Object.fromEntries(edits.map(({ field, value }) => [field, value]));
  };

  test("where a parked deal came from", () => {
    expect(written({}, "2026-11-16")).toEqual({ parked_from: "lead" });
  });

  test("why a deal is lost, and what there is to learn where that is asked for", () => {
    const fields = { stage: "waiting", parked_from: "lead" };
    expect(written(fields, "2026-12-02")).toEqual({ lost_reason: "silence" });
    expect(written({ ...fields, lost_note: "Of an earlier loss." }, "2026-12-02", withNote)).toEqual({
      lost_reason: "silence",
      lost_note: "Nothing in a month. Here: no activity yet, in Unresponsive since 2026-11-01 (31 days).",
    });
  });

  test("why a deal goes back", () => {
    const reason = "An offer is answered in five days. Here: in Offer since 2026-11-01 (6 days).";
    expect(written({ stage: "offer" }, "2026-11-07")).toEqual({ stage_reason: reason });
  });

  test("what the rule sets, with what the clock found, and days ahead", () => {
    expect(written({ stage: "talk" }, "2026-11-16")).toEqual({
      parked_from: "talk",
      "fields.why": "silent",
      "fields.until": "2026-12-16",
      "fields.memo": "no reply yet, in Talk since 2026-11-01 (15 days); 15 since 2026-11-01",
      "next_step.action": "Ask again",
      "next_step.due": "2026-11-26",
    });
  });

  test("nothing over what people have filled in", () => {
    const fields = { stage: "talk", fields: { why: "timing", memo: "" }, next_step: { action: "Call Jane" } };
    expect(written(fields, "2026-11-16")).toEqual({
      parked_from: "talk",
      "fields.until": "2026-12-16",
      "fields.memo": "no reply yet, in Talk since 2026-11-01 (15 days); 15 since 2026-11-01",
      "next_step.due": "2026-11-26",
    });
  });

  test("words about the move over those of an earlier one, the rule's own first", () => {
    const fields = {
      stage: "talk",
      activities: [call("2026-11-04", true)],
      lost_note: "Of an earlier loss.",
      stage_reason: "Of an earlier move.",
    };
    expect(written(fields, "2026-11-15", withNote)).toEqual({ lost_reason: "silence", lost_note: "11 days." });
  });

  test("a stage's name as it is, whatever it looks like", () => {
    const strange = pipelineOf(text.replace("LOST", "").replace("name: Talk", () => `name: '{days} $& "x": # {x'`));
    expect(written({ stage: "talk" }, "2026-11-07", strange)).toEqual({
      stage_reason: `{in {days} $& "x": # {x since 2026-11-01 (6 days)}`,
    });
  });
});

describe("the words", () => {
  const fields = { activities: [call("2026-10-30", true)] };

  test("name the move, the evidence and the rule", () => {
    expect(proposalText(proposed(fields, "2026-11-20"))).toBe(
      "mark Unresponsive: last reply 2026-10-30, 21 days ago; rule: No reply in 2 weeks.",
    );
    expect(proposalTitle(proposed({}, "2026-11-20"))).toBe(
      "Mark acme | Title as Unresponsive: no reply yet, in Lead since 2026-11-01 (19 days)",
    );
    expect(proposalText(proposed({ stage: "waiting", activities: [call("2026-11-01")] }, "2026-12-02"))).toContain(
      "last activity 2026-11-01, 31 days ago",
    );
  });

  test("keep a title in one line that GitHub takes, whatever the deal is called", () => {
    const title = proposalTitle(proposed({ company: `A\nB ${"long ".repeat(100)}` }, "2026-11-20"));
    expect(title).toMatch(/^Mark A B long .*… as Unresponsive: no reply yet, in Lead since 2026-11-01 \(19 days\)$/);
    expect(title.length).toBeLessThan(256);
    expect(proposalMessage(proposed({ company: "A\nB" }, "2026-11-20")).split("\n")[1]).toBe("");
  });

  test("leave what the deal says out of the pull request's Markdown", () => {
    const body = proposalBody(proposed({ ...fields, company: "@everyone ![x](https://evil.example)" }, "2026-11-20"), day("2026-11-20"));
    expect(body).not.toContain("evil");
    expect(body).toContain("from **Lead** to **Unresponsive**");
    expect(body).toContain("dealbook snooze acme --until 2026-12-04");
  });
});
