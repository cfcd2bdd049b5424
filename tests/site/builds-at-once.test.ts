import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltSite, buildSite } from "./built-site.ts";
import { differences, readTree, writeFiles } from "./site-files.ts";

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

/** Two companies whose files have the same names, and hold something else. */
const filesOf = (company: string): Readonly<Record<string, string>> => ({
  "dealbook.yaml": `name: ${company}\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n`,
  "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep } }\n",
  "pipelines/sales.yaml": `name: Sales of ${company}
summary: How ${company} sells.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Meet. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "deals/2026/pilot.md": `---
title: Pilot
company: Customer of ${company}
pipeline: sales
stage: lead
stage_entered: 2026-11-05
owner: zack
---
Notes of ${company}.
`,
  "handbook/index.md": `# Home of ${company}\n\n![A picture](picture.svg)\n`,
  "handbook/picture.svg": picture.replace("<rect", `<title>${company}</title><rect`),
  "handbook/active.mdx": `import { Card } from "@astrojs/starlight/components";

# Active

<Card title="Card of ${company}">Words.</Card>
`,
});

const companies = ["Northwind", "Contoso"];
const root = mkdtempSync(join(tmpdir(), "dealbook-at-once-"));
const built: BuiltSite[] = [];

async function build(company: string): Promise<Readonly<Record<string, string>>> {
  const site = await buildSite(join(root, company), "2026-11-21");
  built.push(site);
  return readTree(site.folder);
}

beforeAll(() => {
  for (const company of companies) writeFiles(join(root, company), filesOf(company));
});

afterAll(() => {
  for (const { remove } of built) remove();
  rmSync(root, { recursive: true, force: true });
});

const workFolders = (): string[] => (existsSync(".astro") ? readdirSync(".astro").filter((name) => name.startsWith("site-")) : []);

test("builds at the same time give what builds one after the other give, and leave nothing behind", { timeout: 180_000 }, async () => {
  const after: Readonly<Record<string, string>>[] = [];
  for (const company of companies) after.push(await build(company));
  const before = workFolders();
  const atOnce = await Promise.all(companies.map(build));
  for (const [index, company] of companies.entries()) {
    const [one, other] = [after[index] ?? {}, atOnce[index] ?? {}];
    expect(differences(other, one)).toEqual([]);
    expect(other["handbook/active/index.html"]).toContain(`Card of ${company}`);
  }
  expect(workFolders()).toEqual(before);
});

test("a build that is told to stop leaves nothing behind", async () => {
  const before = workFolders();
  const args = ["scripts/dealbook.ts", "build", "--content", join(root, "Northwind"), "--out", join(root, "stopped")];
  const stopped = spawn(process.execPath, args, { stdio: "ignore" });
  const ended = new Promise((resolve, reject) => stopped.on("error", reject).on("close", resolve));
  while (stopped.exitCode === null && workFolders().length === before.length) await wait(20);
  stopped.kill("SIGTERM");
  expect(await ended).toBe(2);
  expect(workFolders()).toEqual(before);
});
