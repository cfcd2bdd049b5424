import { expect, test } from "vitest";
import { rep } from "./rep.ts";

test("metrics prints each figure with its cases, and a range where it is an estimate", async () => {
  const { dealbook } = rep();
  const { code, out } = await dealbook("metrics", "sales", "--period", "all");
  expect(code).toBe(0);
  expect(out).toMatch(/Win rate\n {2}closed deals +[\d.]+ % +n = \d+ +95 %: [\d.]+ % to [\d.]+ %/);
  expect(out).toContain("Too few to tell");
  expect(out).not.toMatch(/NaN|undefined|Infinity/);
});

test("as data, with definitions, of a person, a source, a period and a past day", async () => {
  const { dealbook } = rep();
  const figures = async (...options: string[]) => {
    const data = JSON.parse((await dealbook("metrics", "sales", "--json", ...options)).out);
    const metrics = data.pipelines[0].metrics as { id: string; formula: string; figures: { of: string; n: number }[] }[];
    return { data, n: (id: string) => metrics.find((each) => each.id === id)?.figures[0]?.n ?? -1, metrics };
  };
  const all = await figures("--period", "all");
  expect(all.data).toMatchObject({ schemaVersion: 1, day: "2026-11-21", period: { id: "all" } });
  expect(all.metrics.every(({ formula }) => formula !== "")).toBe(true);
  const narrower = [
    await figures("--period", "all", "--owner", "mei"),
    await figures("--period", "all", "--source", "event"),
    await figures("--period", "2026-10"),
    await figures("--period", "all", "--at", "2026-06-30"),
  ];
  for (const each of narrower) expect(each.n("win-rate")).toBeLessThan(all.n("win-rate"));
});

test("an unknown period names those there are", async () => {
  const { dealbook } = rep();
  expect(await dealbook("metrics", "--period", "last-year")).toMatchObject({ code: 2, err: expect.stringContaining("last-365-days") });
});

test("an owner, a source and a period that nobody has heard of are refused", async () => {
  const { dealbook } = rep();
  expect(await dealbook("metrics", "--owner", "meii")).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "mei"?') });
  expect(await dealbook("metrics", "--source", "events")).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "event"?') });
  expect(await dealbook("metrics", "--period", "2027-01")).toMatchObject({ code: 2, err: expect.stringContaining("begins on 2027-01-01") });
});

test("figures that do not go by the period say so", async () => {
  const { dealbook } = rep();
  const { out } = await dealbook("metrics", "sales", "--period", "2026-10");
  expect(out).toContain("Sales cycle length (all time)\n");
  expect(out).toContain("Win rate\n");
  expect((await dealbook("metrics", "sales", "--period", "all")).out).not.toContain("(all time)");
});

test("deals in a currency without a rate are counted apart, not twice", async () => {
  const { dealbook, edit } = rep();
  edit("content/deals/2026/acme-robotics-line-monitoring.md", (text) => text.replaceAll("currency: EUR", "currency: JPY"));
  const { pipelines } = JSON.parse((await dealbook("metrics", "sales", "--json")).out);
  const { figures } = pipelines[0].metrics.find(({ id }: { id: string }) => id === "pipeline-value");
  const of = (name: string) => figures.find((each: { of: string }) => each.of === name);
  expect(of("all open deals, no rate for JPY")).toMatchObject({ n: 1, amount: { value: "48000", currency: "JPY" } });
  expect(of("all open deals").n).toBe(32);
});

test("where nothing was ever in a pipeline, it says so", async () => {
  const { dealbook } = rep();
  const { code, out } = await dealbook("metrics", "sales", "--at", "2020-01-01");
  expect(code).toBe(0);
  expect(out).toContain("There is nothing to measure");
});
