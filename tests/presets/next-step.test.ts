import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { findDeal } from "../../src/app/find-deal.ts";
import { loadContent } from "../../src/app/load-content.ts";
import { planMove } from "../../src/app/plan-move.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import type { Content } from "../../src/core/check/check-content.ts";
import { nextChecklist } from "../../src/core/gate/checklist.ts";
import { onwardSteps } from "../../src/core/pipeline/onward.ts";

const today = "2026-11-20" as BusinessDate;
const presets = fileURLToPath(new URL("../../presets/", import.meta.url));

/** What the checklist says of a deal's next step, and what the judge says to the step; `null` where there is none. */
function opinions(content: Content, slug: string) {
  const placed = findDeal(content, slug);
  const { deal, pipeline, stage, file } = placed;
  const { rules, people } = content.settings;
  const [step] = onwardSteps({ pipeline, stage, parkedFrom: deal.parked_from }, rules);
  if (!step || step.kind === "reopen") return null;
  const documents = (content.deals.documents.get(file.path) ?? []).flatMap(({ document }) => document ?? []);
  const checklist = nextChecklist({ deal, documents, rules, people, today, pipeline, stage });
  const { to, handoff } = step;
  const plan = planMove({ placed, to, today, fields: [], ...(handoff && { handoff }) }, content, deal);
  const ready = checklist.items.every(({ isMet }) => isMet);
  return { listed: { slug, to: checklist.stage.name, ready }, judged: { slug, to: to.name, ready: plan.isAllowed } };
}

test.each(readdirSync(presets))("in %s, the checklist of every deal agrees with the judge", async (preset) => {
  const content = await loadContent(folderReader(join(presets, preset)));
  const both = content.deals.files.flatMap(({ slug }) => opinions(content, slug) ?? []);
  expect(both.length).toBeGreaterThan(5);
  expect(both.map(({ listed }) => listed)).toEqual(both.map(({ judged }) => judged));
});
