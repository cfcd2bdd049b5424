import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type BuiltSite, buildSite } from "./built-site.ts";
import { differences, readTree, writeFiles } from "./site-files.ts";

const deal = (fields: Readonly<Record<string, string>>, notes = ""): string => {
  const all = { title: "Pilot", company: "Acme", pipeline: "sales", stage: "lead", stage_entered: "2026-11-05", owner: "zack", ...fields };
  return `---\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("")}---\n${notes}\n`;
};

const quote = (price: string): string => `---\ntemplate: quote\n---\n## Price\n\n${price}\n`;

const files: Readonly<Record<string, string>> = {
  "dealbook.yaml": "name: Northwind\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
  "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack, role: rep } }\n",
  "templates/quote.md": "---\ntitle: Quote\nsections: [Price]\n---\n## Price\n",
  "pipelines/sales.yaml": `name: Sales
summary: How we sell.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Meet., rotting: { days: 14, clock: stage_entry } }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "handbook/index.md": "# Handbook\n\nHow we sell.\n",
  "deals/2026/amber.md": deal({ amount: "{ value: 100, currency: EUR }" }),
  "deals/2026/amber/quote.md": quote("A hundred."),
  "deals/2026/birch.md": deal({ stage: "won" }, "As for [the other one](cedar.md)."),
  "deals/2026/dune.md": deal({ stage: "lost", lost_reason: "price" }, "See [their site](https://example.com)."),
  "deals/2026/elm.md": deal({ stage: "won" }),
  "deals/2026/broken.md": "---\ntitle: [\n---\n",
};

const root = mkdtempSync(join(tmpdir(), "dealbook-rebuild-"));
const content = join(root, "content");
const cache = join(content, ".cache/dealbook");
const built: BuiltSite[] = [];

afterAll(() => {
  for (const { remove } of built) remove();
  rmSync(root, { recursive: true, force: true });
});

async function build(today: string, from = content, out?: string): Promise<BuiltSite> {
  const site = await buildSite(from, today, out);
  built.push(site);
  return site;
}

/** What a build says of the pages of deals: how many there are, and how many it rendered. */
function countsOf({ log }: BuiltSite): readonly number[] {
  const [, pages, rendered] = /(\d+) pages of deals, (\d+) of them rendered/.exec(log) ?? [];
  return [pages, rendered].map(Number);
}

/** The same content built as if it had never been built before. */
async function cleanTree(today: string): Promise<Readonly<Record<string, string>>> {
  const copy = join(root, "copy");
  rmSync(copy, { recursive: true, force: true });
  cpSync(content, copy, { recursive: true, filter: (path) => !path.includes("/.cache") });
  return readTree((await build(today, copy)).folder);
}

const kept = (folder: string): string[] => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name !== ".gitignore").map(({ parentPath, name }) => join(parentPath, name));
};

test("a rebuild renders the pages that changed, and gives what a clean build gives", { timeout: 400_000 }, async () => {
  writeFiles(content, files);
  const first = await build("2026-11-10");
  expect(countsOf(first)).toEqual([6, 6]);

  const again = await build("2026-11-10");
  expect(countsOf(again)).toEqual([6, 0]);
  expect(differences(readTree(again.folder), readTree(first.folder))).toEqual([]);

  // One deal has another amount, one is new, which another has a link to, and one is gone.
  writeFiles(content, {
    "deals/2026/amber.md": deal({ amount: "{ value: 250, currency: EUR }" }),
    "deals/2026/cedar.md": deal({ company: "Cedar" }),
  });
  rmSync(join(content, "deals/2026/dune.md"));
  const changed = await build("2026-11-10");
  // amber with its quote, birch, cedar.
  expect(countsOf(changed)).toEqual([6, 4]);
  const tree = readTree(changed.folder);
  expect(differences(tree, await cleanTree("2026-11-10"))).toEqual([]);
  expect(tree["deals/birch/index.html"]).toContain('href="/deals/cedar/"');
  expect(tree).not.toHaveProperty("deals/dune/index.html");

  // Two weeks later, open deals are rotting; what is over stays as it was, whatever the handbook says.
  writeFiles(content, { "handbook/index.md": "# Handbook\n\nHow we sell now.\n" });
  const later = await build("2026-11-24");
  expect(countsOf(later)).toEqual([6, 2]);
  const laterTree = readTree(later.folder);
  expect(differences(laterTree, await cleanTree("2026-11-24"))).toEqual([]);
  expect(laterTree["deals/elm/index.html"]).toContain("24 Nov 2026");

  // A cache with every kind of damage, and a folder in which something else lies.
  for (const [index, file] of kept(cache).entries()) {
    const bytes = readFileSync(file);
    if (index % 3 === 0) bytes.writeUInt8((bytes.at(-9) ?? 0) ^ 1, bytes.length - 9);
    writeFileSync(file, index % 3 === 1 ? bytes.subarray(0, bytes.length >> 1) : index % 3 === 2 ? "" : bytes);
  }
  const out = join(root, "out");
  writeFiles(out, {
    "deals/elm/index.html": "old",
    "deals/elm/more.html": "old",
    "deals/birch": "a file",
    "pagefind/x/y": "old",
    "z.html": "old",
  });
  mkdirSync(join(out, "deals/cedar/index.html"), { recursive: true });
  const mended = await build("2026-11-24", content, out);
  expect(countsOf(mended)).toEqual([6, 6]);
  expect(differences(readTree(out), laterTree)).toEqual([]);
});
