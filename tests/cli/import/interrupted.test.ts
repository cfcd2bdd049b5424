import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { imported, office } from "./office.ts";

const program = fileURLToPath(new URL("../../../scripts/dealbook.ts", import.meta.url));

test("Ctrl-C leaves whole files only, and the next call goes on from there", async () => {
  const it = office({ "csv-sales": "from: csv\n" });
  const count = 1500;
  const rows = Array.from({ length: count }, (_, index) => `${index},Kiln ${index},Acme,Lead,Bob Baker\n`);
  writeFileSync(join(it.folder, "deals.csv"), `id,Deal,Company,Stage,Owner\n${rows.join("")}`);
  const deals = join(it.folder, "content/deals/2026");
  const args = ["import", "csv", "deals.csv", "--pipeline", "sales", "--write", "--today", "2026-11-21"];
  const child = spawn(process.execPath, [program, ...args], { cwd: it.folder, stdio: "ignore" });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  while (child.exitCode === null && !(existsSync(deals) && readdirSync(deals).length > 100)) await setTimeout(5);
  child.kill("SIGINT");
  expect(await ended).toBe("SIGINT");
  const written = readdirSync(deals);
  expect(written.length).toBeLessThan(count);
  expect(written.filter((name) => !name.endsWith(".md"))).toEqual([]);
  const { counts } = await imported(it, "csv", "deals.csv", "--write");
  expect(counts).toMatchObject({ unchanged: written.length, new: count - written.length, refused: 0 });
  expect(it.git("ls-files", deals).trim().split("\n")).toHaveLength(count);
});
