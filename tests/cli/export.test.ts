import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportFiles } from "../../src/core/export/export-files.ts";
import { rep } from "./rep.ts";

const makeable = exportFiles.map(({ name }) => name).filter((name) => name !== "feed.xml");

test("every kind is written, here or where --out says, and again with the same bytes", { timeout: 120_000 }, async () => {
  const { dealbook, folder } = rep();
  for (const name of makeable) {
    expect(await dealbook("export", name)).toMatchObject({ code: 0, err: "", out: expect.stringContaining(name) });
    expect((await dealbook("export", name, "--out", `out/again-${name}`)).code).toBe(0);
    const [one, other] = [name, `out/again-${name}`].map((path) => readFileSync(join(folder, path)));
    expect([name, one?.equals(other as Buffer)]).toEqual([name, true]);
    expect(statSync(join(folder, name)).size).toBeGreaterThan(500);
  }
});

test("--json says where the file is", async () => {
  const { dealbook, folder } = rep();
  const { out } = await dealbook("export", "deals.json", "--json");
  expect(JSON.parse(out)).toEqual({ schemaVersion: 1, out: join(folder, "deals.json") });
  const file = JSON.parse(readFileSync(join(folder, "deals.json"), "utf8"));
  expect(file).toMatchObject({ schemaVersion: 1, today: "2026-11-21" });
  expect(file.deals).toHaveLength(48);
});

test("--owner leaves the deals of others out", async () => {
  const { dealbook, read } = rep();
  await dealbook("export", "deals.json", "--owner", "mei");
  const { deals } = JSON.parse(read("deals.json"));
  expect(new Set(deals.map((deal: { owner: string }) => deal.owner))).toEqual(new Set(["mei"]));
  expect(await dealbook("export", "deals.json", "--owner", "amarra")).toMatchObject({
    code: 2,
    err: expect.stringContaining('Did you mean "amara"?'),
  });
});

test("the feed needs the site's address; with it, its links are absolute", async () => {
  const { dealbook, edit, read } = rep();
  expect(await dealbook("export", "feed.xml")).toMatchObject({ code: 2, out: "", err: expect.stringContaining("site:") });
  edit("content/dealbook.yaml", (text) => `${text}site: https://sales.example/\n`);
  expect((await dealbook("export", "feed.xml")).code).toBe(0);
  expect(read("feed.xml")).toContain('href="https://sales.example/deals/acme-robotics-line-monitoring/"');
});

test("an unknown kind, a folder as the file, and content without deals are refused with a way on", async () => {
  const { dealbook } = rep();
  expect(await dealbook("export", "deal.csv")).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "deals.csv"?') });
  expect(await dealbook("export", "deals.csv", "--out", "content")).toMatchObject({ code: 2, err: expect.stringContaining("--out") });
  const empty = rep({
    files: {
      "content/dealbook.yaml": "name: N\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n",
      "content/people.yaml": "roles: {}\npeople: {}\n",
    },
  });
  expect(await empty.dealbook("export", "deals.parquet")).toMatchObject({ code: 2, err: expect.stringContaining("no deal yet") });
  expect((await empty.dealbook("export", "analytics.xlsx")).code).toBe(0);
});

test("a deal that cannot be read is left out, and told", async () => {
  const { dealbook, edit } = rep();
  edit("content/deals/2026/acme-robotics-line-monitoring.md", () => "---\ntitle: [\n---\n");
  expect(await dealbook("export", "deals.csv")).toMatchObject({ code: 0, err: expect.stringContaining("1 deal could not be read") });
});
