import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { loadContent } from "../../src/app/load-content.ts";
import { dealChoices } from "../../src/cli/commands/pick-deal.ts";
import { callMain, rep } from "./rep.ts";

const slug = "acme-robotics-line-monitoring";

test("next prints a checklist with what to do, and what is ready", async () => {
  const { dealbook, edit } = rep();
  expect((await dealbook("next", slug)).out).toContain(`Ready: dealbook advance ${slug}`);
  edit(`content/deals/2026/${slug}.md`, (text) => text.replace(/^source: .*\n/m, ""));
  const { code, out } = await dealbook("next", slug);
  expect(code).toBe(0);
  expect(out).toContain("Prospecting → Qualification: 1 missing.");
  expect(out).toContain("✗ Where the lead came from is recorded.");
  expect(out).toContain('→ Fill in "source"');
  const data = JSON.parse((await dealbook("next", slug, "--json")).out);
  expect(data).toMatchObject({ schemaVersion: 1, from: "prospecting", to: "qualification", isReady: false });
  expect(data.items.filter((item: { isMet: boolean }) => !item.isMet)).toHaveLength(1);
});

test("a deal goes by the path of its file, too; what may have been meant is told", async () => {
  const { dealbook } = rep();
  expect(await dealbook("next", `content/deals/2026/${slug}.md`)).toEqual(await dealbook("next", slug));
  expect((await dealbook("next", "val")).err).toMatch(/Did you mean "valtor-\S+, "valdinon-\S+, "valtellina-\S+"\?/);
  expect((await dealbook("next", "Acme Robotics")).err).toContain(`Did you mean "${slug}"?`);
  expect((await dealbook("next", "monitoring")).err).toMatch(/Did you mean ".*, or one of \d+ more\?/);
});

test("deals that are at work stand first in what there is to choose from, and none acts on the terminal", async () => {
  const { edit, folder } = rep();
  edit(`content/deals/2026/${slug}.md`, (text) => text.replace("title: Line monitoring", 'title: "Line \\e[31mmonitoring"'));
  const content = await loadContent(folderReader(join(folder, "content")));
  const choices = dealChoices(content);
  const isOpen = ({ hint }: { hint: string }) => !hint.startsWith("closed");
  expect(choices.findLastIndex(isOpen)).toBeLessThan(choices.findIndex((choice) => !isOpen(choice)));
  expect(choices.map(({ label }) => label).join()).not.toContain("\u001b");
});

test("the content is found from any folder of the repository, and not beyond it", async () => {
  const { folder, dealbook } = rep();
  const here = (await dealbook("list")).out;
  expect((await callMain(join(folder, "content/deals/2026"), ["list"], {})).out).toBe(here);
  const inner = join(folder, "vendor");
  mkdirSync(inner);
  execFileSync("git", ["init", "--quiet", inner]);
  expect(await callMain(inner, ["list"], {})).toMatchObject({ code: 2, err: expect.stringContaining("--content DIR") });
});

test("list shows open deals in the order of the board, and filters", async () => {
  const { dealbook } = rep();
  const open = JSON.parse((await dealbook("list", "--json")).out).deals;
  expect(open.some((deal: { stage: string }) => deal.stage.startsWith("closed"))).toBe(false);
  expect(open[0].stage).toBe("prospecting");
  const all = JSON.parse((await dealbook("list", "--all", "--json")).out).deals;
  expect(all.length).toBeGreaterThan(open.length);
  const mine = JSON.parse((await dealbook("list", "--owner", "mei", "--json")).out).deals;
  expect(new Set(mine.map((deal: { owner: string }) => deal.owner))).toEqual(new Set(["mei"]));
  const wrong = await dealbook("list", "--stage", "discovry");
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.err).toContain('Did you mean "discovery"?');
});

test("list says how many deals it leaves out, those of an unknown stage too", async () => {
  const { dealbook, edit } = rep();
  edit(`content/deals/2026/${slug}.md`, (text) => text.replace("stage: prospecting", "stage: prospectin"));
  const left = "1 deal could not be read and is not listed; see: dealbook check";
  expect((await dealbook("list")).err).toContain(left);
  expect((await dealbook("list", "--all")).err).toBe("");
});

test("show prints facts, and exact amounts as data", async () => {
  const { dealbook } = rep();
  const { out } = await dealbook("show", slug);
  expect(out).toContain("Acme Robotics | Line monitoring");
  expect(out).toContain("€48,000");
  const { deal } = JSON.parse((await dealbook("show", slug, "--json")).out);
  expect(deal.amount).toEqual({ value: "48000.00", currency: "EUR" });
  expect(deal.line_items[0].price).toEqual({ value: "600.00", currency: "EUR" });
});

test("what a deal says cannot act on the terminal", async () => {
  const { dealbook, edit } = rep();
  edit(`content/deals/2026/${slug}.md`, (text) => text.replace(/^company: .*$/m, 'company: "Acme \\e[31mRobotics\\u202e"'));
  for (const command of ["show", "next"]) {
    const { out } = await dealbook(command, slug);
    expect(out).not.toContain("\u001b");
    expect(out).not.toContain("\u202e");
  }
});

test("a folder without content, an unknown command and a wrong option end with 2 and a way on", async () => {
  const { dealbook } = rep();
  expect(await dealbook("check", "--content", "nowhere")).toMatchObject({ code: 2, err: expect.stringContaining("--content DIR") });
  expect(await dealbook("chek")).toMatchObject({ code: 2, err: expect.stringContaining("check") });
  expect(await dealbook("check", "--format", "xml")).toMatchObject({ code: 2, err: expect.stringContaining("human") });
  expect(await dealbook("check", "--head", "main")).toMatchObject({ code: 2, err: expect.stringContaining("--base") });
  expect(await dealbook("check", "--today", "2026-13-01")).toMatchObject({ code: 2, err: expect.stringContaining("YYYY-MM-DD") });
});

test("every command has help with an example", async () => {
  const { dealbook } = rep();
  for (const command of [
    "check",
    "new",
    "advance",
    "lose",
    "doc",
    "next",
    "show",
    "list",
    "export",
    "snooze",
    "sweep",
    "init",
    "build",
    "dev",
  ]) {
    const { code, out } = await dealbook(command, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:/);
  }
});
