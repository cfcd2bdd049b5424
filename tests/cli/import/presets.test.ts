import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../../src/adapters/files.ts";
import { loadContent } from "../../../src/app/load-content.ts";
import { rep } from "../rep.ts";

const presets = readdirSync(new URL("../../../presets/", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(presets)("preset %s", (preset) => {
  test("can be imported into on the first day, into every stage, by somebody whose address is added", async () => {
    const it = rep({ preset });
    const { settings } = await loadContent(folderReader(join(it.folder, "content")));
    const importers = Object.entries(settings.people?.people ?? {}).filter(([, { role }]) => settings.people?.roles[role]?.imports);
    const [id = "", person] = importers.find(([, { until }]) => until === undefined) ?? [];
    it.edit("content/people.yaml", (text) => text.replace(`{ name: ${person?.name}`, `{ emails: [rep@example.com], name: ${person?.name}`));
    it.git("commit", "--quiet", "--all", "--message", "My address");
    for (const { id: pipeline, stages, lost_reasons: reasons } of settings.rules.pipelines.values()) {
      const rows = stages.map((stage, index) => `Deal ${pipeline} ${index},${stage.name},${id},1000,EUR,${reasons[0]?.name ?? ""}`);
      writeFileSync(join(it.folder, "deals.csv"), `Deal,Stage,Owner,Amount,Currency,Lost reason\n${rows.join("\n")}\n`);
      it.git("switch", "--quiet", "main");
      const { code, out } = await it.dealbook("import", "csv", "deals.csv", "--pipeline", pipeline, "--write");
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`${stages.length} new.`) });
      expect(out).not.toContain("may not import");
      const check = await it.dealbook("check", "--base", "main");
      expect({ pipeline, code: check.code, out: check.out }).toMatchObject({ code: 0 });
    }
  });
});
