import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { loadContent } from "../../src/app/load-content.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { checkContent } from "../../src/core/check/check-content.ts";
import { judgeCase, placed, presetSettings, readCase } from "../check/marked-case.ts";

const today = "2026-11-20" as BusinessDate;
const presetsFolder = fileURLToPath(new URL("../../presets/", import.meta.url));
const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const presets = folders(presetsFolder);

describe.each(presets)("preset %s", (preset) => {
  const root = join(presetsFolder, preset);

  test("is in order, with a handbook, and a deal in every stage", async () => {
    const content = await loadContent(folderReader(root));
    const report = checkContent(content, today);
    expect(report.findings.map(placed)).toEqual([]);
    const used = new Set(content.deals.files.map(({ deal }) => `${deal?.pipeline}/${deal?.stage}`));
    const stages = [...content.settings.rules.pipelines.values()].flatMap(({ id, stages }) => stages.map((stage) => `${id}/${stage.id}`));
    expect(stages.filter((stage) => !used.has(stage))).toEqual([]);
    expect({ deals: report.counts.deals >= 15, pages: report.counts.pages >= 8 }).toEqual({ deals: true, pages: true });
  });

  const casesRoot = fileURLToPath(new URL(`${preset}/`, import.meta.url));
  const settings = presetSettings(root);

  test.each(folders(casesRoot))("%s", (name) => {
    const marked = readCase(join(casesRoot, name), settings);
    const report = judgeCase(marked);
    expect(report.findings.map(placed).sort()).toEqual(marked.expected);
  });
});

test("there are 60 cases or more", () => {
  const count = presets.reduce((sum, preset) => sum + folders(fileURLToPath(new URL(`${preset}/`, import.meta.url))).length, 0);
  expect(count).toBeGreaterThanOrEqual(60);
});
