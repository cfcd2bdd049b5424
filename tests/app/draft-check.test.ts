// The form's answer, and what the check says of the files that it proposes, are the same.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { type JudgedDraft, judgeDraft } from "../../src/app/draft.ts";
import { judgeNewDeal } from "../../src/app/draft-new-deal.ts";
import { findDeal, type PlacedDeal } from "../../src/app/find-deal.ts";
import { loadFiles, readContent } from "../../src/app/load-content.ts";
import type { Content } from "../../src/core/check/check-content.ts";
import { moveAnswer } from "../../src/core/check/move-answer.ts";
import { ownerOf } from "../../src/core/deal/deal-files.ts";
import { classifyMove, isRefused } from "../../src/core/pipeline/move.ts";
import { everyStep, type OnwardStep } from "../../src/core/pipeline/onward.ts";
import { birthStages } from "../../src/core/pipeline/pipeline.ts";
import { checked, today } from "./checked-files.ts";
import { answersTo } from "./plausible-answers.ts";

const roots = ["content", ...readdirSync("presets").map((name) => `presets/${name}`)];

function stepsOf({ pipeline, stage, deal }: PlacedDeal, { settings }: Content): OnwardStep[] {
  const refused = pipeline.stages.flatMap((to): OnwardStep[] => {
    const kind = classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from });
    return isRefused(kind) ? [{ name: to.id, kind, to }] : [];
  });
  return [...everyStep({ pipeline, stage, parkedFrom: deal.parked_from }, settings.rules), ...refused];
}

test.each(roots)("%s: a new deal that the form lets pass passes the check, documents and activities included", async (root) => {
  const files = await loadFiles(folderReader(root));
  const content = readContent(files);
  const { rules, people } = content.settings;
  const answers = { company: "Zephyr Wind", title: "Blades", owner: Object.keys(people?.people ?? {})[0] ?? "" };
  const contact = { "contact.name": "Zoe Zimmer", "contact.role": "CEO", "contact.email": "zoe@zephyr.example", source: "Fair" };
  let passed = 0;
  for (const pipeline of rules.pipelines.values())
    for (const stage of birthStages(pipeline)) {
      const begun = { ...answers, ...contact, pipeline: pipeline.id, stage, "next_step.action": "Call", "next_step.due": "2026-12-01" };
      const { items } = judgeNewDeal({ content, today }, begun);
      const judged = judgeNewDeal({ content, today }, { ...begun, ...answersTo(items, today) });
      if (!judged.deal) continue;
      passed += 1;
      const findings = checked(judged.deal.files, files.texts, content);
      expect(findings.filter(({ severity, code }) => severity === "error" && code !== "gate/approval")).toEqual([]);
    }
  expect(passed).toBeGreaterThan(0);
});

test("a new deal can begin where something has been done already", async () => {
  const content = readContent(await loadFiles(folderReader("presets/product-led")));
  const begun = { company: "Zephyr", title: "Blades", owner: "tobias", pipeline: "leads", stage: "connected" };
  const asked = judgeNewDeal({ content, today }, begun).items;
  const { file } = judgeNewDeal({ content, today }, { ...begun, ...answersTo(asked, today) });
  expect(file?.deal?.activities.length).toBeGreaterThan(1);
});

/** What the form says of a move, as it opens, or filled in. */
function judgedMoves(placed: PlacedDeal, content: Content): { readonly name: string; readonly judged: JudgedDraft }[] {
  const reasons = {
    stage_reason: "They asked",
    lost_reason: placed.pipeline.lost_reasons[0]?.id ?? "",
    lost_note: "Price",
    "snooze.until": "2026-12-24",
    "snooze.reason": "Budget",
  };
  return stepsOf(placed, content).flatMap((step) => {
    const facts = { placed, step, content, today };
    const empty = judgeDraft(facts, {});
    const filled = judgeDraft(facts, { ...reasons, ...answersTo(empty.items, today) });
    return [empty, filled].map((judged) => ({ name: `${placed.deal.slug} to ${step.name}`, judged }));
  });
}

test.each(roots)("%s: the form says of every move what the check says of its files", async (root) => {
  const files = await loadFiles(folderReader(root));
  const content = readContent(files);
  const moves = content.deals.files.map(({ path, slug }) => ({ path, moves: judgedMoves(findDeal(content, slug), content) }));
  const answers = new Set<string>();
  // The check judges one move of every deal at a time.
  for (let round = 0; round < Math.max(...moves.map((each) => each.moves.length)); round += 1) {
    const now = moves.flatMap(({ path, moves: { [round]: move } }) => (move ? [{ path, ...move }] : []));
    const findings = checked(
      now.flatMap(({ judged }) => judged.files),
      files.texts,
      content,
    );
    for (const { path, name, judged } of now) {
      answers.add(judged.answer);
      const own = findings.filter(({ file = "" }) => file === path || ownerOf(file) === path);
      expect(moveAnswer(own), `${name}: ${JSON.stringify(own)}`).toBe(judged.answer);
    }
  }
  expect([...answers]).toEqual(expect.arrayContaining(["allowed", "missing"]));
});
