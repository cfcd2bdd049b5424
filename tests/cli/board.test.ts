import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rep } from "./rep.ts";

const columns = (out: string): string[] => out.split("\n").filter((line) => /^\S.*: \d+ deals?\b/.test(line));

test("the board stands in the terminal, its columns with their sums", async () => {
  const { dealbook } = rep();
  const { code, out } = await dealbook("board", "sales");
  expect(code).toBe(0);
  expect(out).toContain("Sales on 2026-11-21");
  expect(columns(out)[0]).toMatch(/^Prospecting: \d+ deals, €[\d,]+, weighted €[\d,]+$/);
  expect(out).toContain("Acme Robotics | Line monitoring");
});

test("a past day is shown by either of the two dates of a stage change", async () => {
  const { dealbook } = rep();
  const dealsOf = async (...options: string[]) => {
    const { boards } = JSON.parse((await dealbook("board", "sales", "--at", "2026-09-30", "--json", ...options)).out);
    return boards[0].columns.flatMap(({ deals }: { deals: { stage_entered: string }[] }) => deals.map((deal) => deal.stage_entered));
  };
  const entered = await dealsOf();
  expect(entered.length).toBeGreaterThan(0);
  expect(entered.every((date: string) => date <= "2026-09-30")).toBe(true);
  // The sample's one commit is of later: nobody who looked on that day could have seen anything.
  expect(await dealsOf("--as-recorded")).toEqual([]);
});

test("an unknown pipeline, a day that is none, a day to come", async () => {
  const { dealbook } = rep();
  expect(await dealbook("board", "sale")).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "sales"?') });
  expect(await dealbook("board", "--at", "31.3.2026")).toMatchObject({ code: 2, err: expect.stringContaining("YYYY-MM-DD") });
  expect(await dealbook("board", "--at", "2027-01-01")).toMatchObject({ code: 2, err: expect.stringContaining("still to come") });
});

test("a long name does not push the figures of the others away", async () => {
  const { dealbook, edit } = rep();
  edit("content/deals/2026/acme-robotics-line-monitoring.md", (text) =>
    text.replace("title: Line monitoring", `title: ${"🎉 Línea ".repeat(60)}`),
  );
  const { out } = await dealbook("board");
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(120);
  expect(out).toMatch(/ {2}Acme Robotics \| 🎉 Línea .*… +€48,000 {2}diego/);
});

test("what the record shows is asked for by itself, and refused where there is none", async () => {
  const { dealbook, edit } = rep();
  const deal = "content/deals/2026/acme-robotics-line-monitoring.md";
  edit(deal, (text) => text.replace("title: Line monitoring", "title: Not committed yet"));
  expect((await dealbook("board", "--as-recorded")).out).not.toContain("Not committed yet");
  const plain = rep({ withGit: false });
  expect(await plain.dealbook("board", "--at", "2026-10-31", "--as-recorded")).toMatchObject({
    code: 2,
    err: expect.stringContaining("Nothing is recorded yet."),
  });
});

test("deals that were in a stage which is gone since are counted, not dropped in silence", async () => {
  const { dealbook, edit } = rep();
  edit("content/pipelines/sales.yaml", (text) => text.replaceAll(/\bdiscovery\b(?!-)/g, "exploration"));
  const { err } = await dealbook("board", "sales", "--at", "2026-10-20");
  expect(err).toMatch(/^\d+ deals? in a stage that is in no pipeline any more (?:is|are) not shown\.$/m);
});

describe("a pipeline or settings that cannot be read", () => {
  test.each([["board"], ["metrics"], ["forecast"], ["review"]])("%s does not look as if there were no deals", async (command) => {
    const { dealbook, edit } = rep();
    edit("content/pipelines/sales.yaml", (text) => text.replace("summary:", "sumary:"));
    expect(await dealbook(command)).toMatchObject({ code: 2, err: expect.stringContaining("pipelines/sales.yaml cannot be read") });
  });

  test("a named one is not said to be unknown", async () => {
    const { dealbook, edit } = rep();
    edit("content/pipelines/sales.yaml", (text) => text.replace("summary:", "sumary:"));
    expect(await dealbook("board", "sales")).toMatchObject({
      code: 2,
      err: expect.stringContaining("pipelines/sales.yaml cannot be read"),
    });
  });

  test.each([["board"], ["metrics"], ["forecast"], ["review"], ["list"]])("%s says which files count for nothing", async (command) => {
    const { dealbook, edit } = rep();
    edit("content/dealbook.yaml", (text) => text.replace('"01-01"', '"04-06"'));
    edit("content/rates.yaml", (text) => `${text}colour: red\n`);
    expect(await dealbook(command)).toMatchObject({
      code: 0,
      err: expect.stringContaining("dealbook.yaml, rates.yaml cannot be read as they stand and count for nothing; see: dealbook check"),
    });
  });
});

test("where there is no pipeline yet, it says so", async () => {
  const { dealbook } = rep({ files: { "content/dealbook.yaml": "name: Co\ncurrency: EUR\n" } });
  expect(await dealbook("board")).toMatchObject({ code: 2, err: expect.stringContaining("There is no pipeline yet.") });
});

test("of two files with one name the first counts, as on the site, and the other is told", async () => {
  const { dealbook, folder } = rep();
  const name = "acme-robotics-line-monitoring.md";
  cpSync(join(folder, "content/deals/2026", name), join(folder, "content/deals/2025", name));
  const { out, err } = await dealbook("board", "sales");
  expect(out.match(/Acme Robotics \| Line monitoring/g)).toHaveLength(1);
  expect(err).toContain("1 deal could not be read and is not shown");
});
