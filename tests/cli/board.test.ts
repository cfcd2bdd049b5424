import { expect, test } from "vitest";
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
  edit("content/deals/2026/acme-robotics-line-monitoring.md", () => "---\n[\n---\n");
  expect((await dealbook("board")).err).toBe("1 deal could not be read and is not shown; see: dealbook check\n");
});
