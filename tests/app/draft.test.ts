import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { judgeDraft } from "../../src/app/draft.ts";
import type { Answers } from "../../src/app/draft-answers.ts";
import { findDeal } from "../../src/app/find-deal.ts";
import { loadContent, loadFiles, readContent } from "../../src/app/load-content.ts";
import { type BusinessDate, parseBusinessDate } from "../../src/core/calendar/business-date.ts";
import type { Content } from "../../src/core/check/check-content.ts";
import { parseDeal } from "../../src/core/deal/parse-deal.ts";
import { rowsText } from "../../src/core/form/line-item-rows.ts";
import { documentName, type FormItem } from "../../src/core/form/move-form.ts";
import { classifyMove } from "../../src/core/pipeline/move.ts";
import { everyStep } from "../../src/core/pipeline/onward.ts";
import { answersTo } from "./plausible-answers.ts";

const today = parseBusinessDate("2026-11-21") as BusinessDate;
const roots = ["content", ...readdirSync("presets").map((name) => `presets/${name}`)];
const content = await loadContent(folderReader("content"));

const consulting = await loadContent(folderReader("presets/consulting-two-boards"));
const triage = await loadContent(folderReader("presets/triage-negotiation-setup"));

interface Move {
  readonly slug: string;
  readonly to: string;
  readonly among?: Content;
}

const draft = ({ slug, to, among = content }: Move, answers: Answers = {}) => {
  const placed = findDeal(among, slug);
  const place = { pipeline: placed.pipeline, stage: placed.stage, parkedFrom: placed.deal.parked_from };
  const step = everyStep(place, among.settings.rules).find(({ name }) => name === to);
  if (!step) throw new Error(`There is no step to ${to}.`);
  return judgeDraft({ placed, step, content: among, today }, answers);
};

const refused = (slug: string, to: string, among: Content) => {
  const placed = findDeal(among, slug);
  const stage = placed.pipeline.stages.find(({ id }) => id === to);
  if (!stage) throw new Error(`There is no stage ${to}.`);
  const kind = classifyMove(placed.pipeline, { from: placed.stage, to: stage, parkedFrom: placed.deal.parked_from });
  return judgeDraft({ placed, step: { name: to, kind, to: stage }, content: among, today }, {}).refusal;
};

const fieldsOf = ({ items }: { readonly items: readonly FormItem[] }) => items.flatMap(({ fields }) => fields.map(({ name }) => name));

describe("the form of a move", () => {
  test("nothing is asked for where nothing is missing", () => {
    expect(draft({ slug: "acme-robotics-line-monitoring", to: "qualification" })).toMatchObject({
      answer: "allowed",
      items: [],
      headline: "Acme Robotics | Line monitoring: Prospecting → Qualification",
    });
  });

  test("asks for exactly what is missing, and changes only the lines that are answered", () => {
    const empty = draft({ slug: "kestrel-brewing-fermentation-monitoring", to: "discovery" });
    expect(empty.answer).toBe("missing");
    expect(fieldsOf(empty)).toEqual(["qualification.bant.timeline", "confirmed.meeting-scheduled"]);
    const filled = draft(
      { slug: "kestrel-brewing-fermentation-monitoring", to: "discovery" },
      {
        "qualification.bant.timeline": "Two new tanks in March: by then",
        "confirmed.meeting-scheduled": "yes",
      },
    );
    expect(filled.answer).toBe("allowed");
    const { file } = findDeal(content, "kestrel-brewing-fermentation-monitoring");
    const [{ text }] = filled.files;
    const added = text.split("\n").filter((line) => !file.text.split("\n").includes(line));
    expect(added).toHaveLength(4);
    expect(parseDeal(text, file.path).deal).toMatchObject({
      stage: "discovery",
      stage_entered: today,
      qualification: { bant: { timeline: "Two new tanks in March: by then" } },
      confirmed: { "meeting-scheduled": today },
    });
  });

  test("what is met stays in the form, without gaps", () => {
    const half = draft({ slug: "kestrel-brewing-fermentation-monitoring", to: "discovery" }, { "confirmed.meeting-scheduled": "yes" });
    expect(half.items.map(({ gaps }) => gaps.length)).toEqual([1, 0]);
  });

  test("a document is written along with the move, and judged with it", () => {
    const name = documentName("discovery-summary");
    const text = "---\ntemplate: discovery-summary\n---\n\n## Nothing yet\n";
    const judged = draft({ slug: "fjordfood-cold-chain", to: "solution-design" }, { [name]: text });
    expect(judged.files.map(({ path }) => path)).toEqual([
      "deals/2026/fjordfood-cold-chain.md",
      "deals/2026/fjordfood-cold-chain/discovery-summary.md",
    ]);
    const gaps = judged.items.find(({ document }) => document === "discovery-summary")?.gaps.map(({ message }) => message) ?? [];
    expect(gaps.length).toBeGreaterThan(1);
    expect(gaps.join(" ")).toContain("is missing from");
  });

  test("a document that is signed by both sides says who signed", () => {
    const name = documentName("nda");
    const template = content.settings.rules.templates.get("nda")?.body ?? "";
    const text = `---\ntemplate: nda\nstatus: signed\n---\n\n${template}`;
    const answers = {
      [name]: text,
      "signature/nda/us.by": "Amara Okafor",
      "signature/nda/them.by": "Jane Roe",
      "signature/nda/them.date": "2026-11-20",
    };
    const judged = draft({ slug: "fjordfood-cold-chain", to: "solution-design" }, answers);
    expect(judged.files[1]?.text).toContain(
      "status: signed\nsignatures:\n  - { side: us, by: Amara Okafor, date: 2026-11-21 }\n  - { side: them, by: Jane Roe, date: 2026-11-20 }\n---",
    );
  });

  test("a signature of a day that is no day, or still to come, is not dropped in silence", () => {
    const name = documentName("nda");
    const judge = (date: string) =>
      draft(
        { slug: "fjordfood-cold-chain", to: "solution-design" },
        { [name]: "---\ntemplate: nda\nstatus: signed\n---\n", "signature/nda/us.by": "Amara Okafor", "signature/nda/us.date": date },
      );
    for (const date of ["31.1.2026", "2030-01-01"]) expect([...judge(date).complaints.keys()]).toEqual(["signature/nda/us.date"]);
    expect([...judge("2026-11-20").complaints.keys()]).toEqual([]);
  });

  test("what a deal's handoff asks for is in the form, and who approves is told by name", () => {
    const handoff = draft({ slug: "orrinbay-ocean-models", to: "development/scope-work", among: triage });
    expect(fieldsOf(handoff)).toContain("fields.kind");
    expect(handoff.others).toEqual([]);
    expect(draft({ slug: "hallam-linguistics-corpus", to: "agreed", among: triage }).approvals).toEqual([
      { say: "The engineering lead has the people for the work.", role: "Engineering Lead", people: ["Yuki Aoyama"] },
    ]);
  });

  test("what cannot be put down is said at its field, and not proposed", () => {
    const to = { slug: "nordhavn-terminal-energy-metering", to: "qualification" };
    const judged = draft(to, { "contact.name": "Jane", "contact.email": "jane at example" });
    expect(judged.answer).toBe("missing");
    expect([...judged.complaints]).toEqual([["contact.email", "This is no e-mail address. Write it like jane@example.com"]]);
    expect(judged.files[0].text).not.toContain("jane at example");
  });

  test("an activity without its day is not dropped in silence, nor is one that is still to come", () => {
    const move = { slug: "aceros-del-eume-coil-defects", to: "offer-design", among: consulting };
    const judge = (answers: Answers) => [...draft(move, answers).complaints];
    expect(judge({ "activity/meeting-call.note": "They liked it" })).toEqual([["activity/meeting-call.date", "On which day was it?"]]);
    expect(judge({ "activity/meeting-call.date": "2026-12-01" })).toEqual([["activity/meeting-call.date", "This day is still to come."]]);
  });

  test("a deal that is parked can be left alone until a day, which needs a reason", () => {
    const move = { slug: "ribanova-university-vision-group", to: "standby", among: consulting };
    const judge = (answers: Answers) => draft(move, answers);
    expect([...judge({ "snooze.until": "2027-01-11" }).complaints.keys()]).toEqual(["snooze.reason"]);
    const judged = judge({ "snooze.until": "2027-01-11", "snooze.reason": "Their budget" });
    expect(judged.answer).toBe("allowed");
    expect(judged.files[0].text).toContain("snooze: { until: 2027-01-11, reason: Their budget }");
  });

  test("a move that the process does not have is refused in its words, by the names of stages", () => {
    expect(refused("aarau-biologics-cold-storage", "discovery", content)).toBe(
      "A deal moves one stage at a time. From Prospecting the next one is Qualification.",
    );
    expect(refused("alba-aggregates-crusher", "prospecting", content)).toMatch(/^In Closed Lost a deal is over/);
    expect(refused("banco-arousa-document-triage", "partners-networking", consulting)).toBe(
      "It goes on where it was before StandBy: Offer sent.",
    );
    expect(refused("tramontane-rail-track-bolts", "standby", consulting)).toMatch(/^An accepted offer waits for signatures/);
  });

  test("line items are asked for row by row where a gate wants them, and are judged with the move", async () => {
    const files = await loadFiles(folderReader("presets/service-membership"));
    const path = "deals/2026/lakeside-astronomy-school.md";
    const bare = (files.texts.get(path) ?? "").replace(/^line_items:\n(?: {2}- .*\n)+/m, "");
    const among = readContent({ ...files, texts: new Map(files.texts).set(path, bare) });
    const move = { slug: "lakeside-astronomy-school", to: "orders/open", among };
    expect(fieldsOf(draft(move))).toContain("line_items");
    const row = { description: "Onboarding workshop", quantity: "2", price: "900.50", currency: "USD" };
    const wrong = draft(move, { line_items: rowsText([{ ...row, price: "12,5" }]) });
    expect([...wrong.complaints.keys()]).toEqual(["line_items.0.price", "line_items"]);
    expect(wrong.files[0].text).not.toContain("Onboarding");
    const filled = draft(move, { line_items: rowsText([row]) });
    expect(filled.files[0].text).toContain(
      "\nline_items:\n  - { description: Onboarding workshop, quantity: 2, price: { value: 900.5, currency: USD } }\n",
    );
    expect(filled.items.find(({ fields }) => fields.some(({ name }) => name === "line_items"))?.gaps).toEqual([]);
    // The rows bring a further requirement into force: one of them has to be the membership.
    expect(filled.answer).toBe("missing");
  });

  test("a deal that is lost is asked why", () => {
    const empty = draft({ slug: "acme-robotics-line-monitoring", to: "closed-lost" });
    expect(empty).toMatchObject({ answer: "missing", reasons: [{ name: "lost_reason" }, { name: "lost_note" }] });
    const reason = empty.reasons[0]?.input.kind === "choice" ? (empty.reasons[0].input.options[0]?.value ?? "") : "";
    expect(draft({ slug: "acme-robotics-line-monitoring", to: "closed-lost" }, { lost_reason: reason }).answer).toBe("allowed");
  });
});

test.each(roots)("%s: whatever is answered, the file stays a deal, and answers meet what was missing", async (root) => {
  const all = await loadContent(folderReader(root));
  const steps = all.deals.files.flatMap((file) => {
    const placed = findDeal(all, file.slug);
    const place = { pipeline: placed.pipeline, stage: placed.stage, parkedFrom: placed.deal.parked_from };
    return everyStep(place, all.settings.rules).map((step) => ({ placed, step, content: all, today }));
  });
  expect(steps.length).toBeGreaterThan(3);
  let met = 0;
  for (const facts of steps) {
    const empty = judgeDraft(facts, {});
    const filled = judgeDraft(facts, answersTo(empty.items, today));
    expect(parseDeal(filled.files[0].text, filled.files[0].path).problems).toEqual([]);
    const open = (judged: typeof empty) => judged.items.filter(({ gaps }) => gaps.length > 0).length;
    // Some answers bring further requirements into force.
    met += open(empty) - open(filled);
  }
  expect(met).toBeGreaterThan(0);
});
