import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type HTMLElement, Window } from "happy-dom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";
import { type BuiltSite, buildSite } from "./built-site.ts";

let built: BuiltSite;

beforeAll(async () => {
  built = await buildSite("content", "2026-11-21");
}, 120_000);

afterAll(() => built?.remove());

function open(path: string): HTMLElement {
  const { document } = new Window();
  document.body.innerHTML = readFileSync(join(built.folder, path, "index.html"), "utf8");
  return document.body;
}

const words = (element: { readonly textContent: string | null } | null): string => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** What the rows of a table say, cell by cell. */
const rowsOf = (page: HTMLElement, label: string): string[][] =>
  [...page.querySelectorAll(`section[aria-label="${label}"] tbody tr`)].map((row) => [...row.querySelectorAll("th, td")].map(words));

async function json<T>(...args: string[]): Promise<T> {
  const { out } = await callMain(process.cwd(), [...args, "--json"], {});
  return JSON.parse(out) as T;
}

interface Amount {
  readonly value: string;
}
interface Row {
  readonly month?: string;
  readonly total: { readonly amount: Amount; readonly weighted: Amount; readonly deals: number };
}

/** An amount as the page prints it, without its sign of a currency. */
const plain = (text = ""): number => Number(text.replace(/[^\d.]/g, ""));

const sum = (rows: readonly string[][], column: number): number => rows.reduce((all, row) => all + plain(row[column]), 0);

test("a build has nothing to warn of", () => expect(built.log).not.toContain("WARN"));

test("the months of a forecast and what stands apart add up to the total, and to what the command says", async () => {
  const rows = rowsOf(open("forecast/sales"), "Sales: weighted forecast by month");
  const [total = [], ...parts] = rows.toReversed();
  for (const column of [1, 2, 3]) expect(Math.round(sum(parts, column) * 100)).toBe(Math.round(plain(total[column]) * 100));
  const { forecasts } = await json<{ forecasts: { total: Row }[] }>("forecast", "--pipeline", "sales");
  expect([plain(total[2]), plain(total[3])]).toEqual([
    Number(forecasts[0]?.total.total.amount.value),
    Number(forecasts[0]?.total.total.weighted.value),
  ]);
});

test("the owners of a forecast add up to it", () => {
  const page = open("forecast/sales");
  const [total = [], ...owners] = rowsOf(page, "Sales: forecast by owner and category").toReversed();
  for (const column of [5, 6]) expect(Math.round(sum(owners, column) * 100)).toBe(Math.round(plain(total[column]) * 100));
  expect(total.slice(1)).toEqual(rowsOf(page, "Sales: forecast by month and category").at(-1)?.slice(1));
});

test("a simulation says its seed, its draws, its range and where each chance comes from", () => {
  const page = open("forecast/sales");
  const text = words(page.querySelector("#sales-simulated-forecast")?.closest(".panel") ?? null);
  expect(text).toContain("Drawn 10,000 times for 33 open deals with the seed 2026-11-21 sales");
  expect(text).toContain("four of five draws lie between");
  for (const row of rowsOf(page, "Sales: the chances of each stage that are drawn from")) {
    expect(row[2]).toMatch(/^(history and stated|stated alone)$/);
    expect(Number(row[3])).toBeLessThanOrEqual(Number(row[4]));
    expect(row[5]).toMatch(/^(–|\d+% to \d+%)$/);
  }
});

test("deals without an expected close stand apart", () => {
  const page = open("forecast/sales");
  const undated = rowsOf(page, "No expected close");
  expect(words(page.querySelector("#undated"))).toBe(`No expected close ${undated.length}`);
  expect(undated.length).toBeGreaterThan(0);
});

test("forecasts that people submitted, and their accuracy over months that are over alone", () => {
  const page = open("forecast");
  expect(rowsOf(page, "Submitted forecasts").map(([month]) => month?.slice(0, 13))).toEqual([
    "November 2026",
    "December 2026",
    "December 2026",
    "December 2026",
  ]);
  const over = rowsOf(page, "Accuracy of Jonas Lindqvist");
  expect(over.map(([month]) => month)).toEqual(["October 2026", "July 2026"]);
  expect(over[0]).toEqual(["October 2026", "30 Sept 2026", "€40,000", "€0", "+€40,000", "–"]);
  expect(words(page.querySelector("#accuracy-jonas")?.parentElement ?? null)).toContain("Too few to tell: 2 of the 5 that it takes.");
});

test("a person's page has quota, pace, win rate and activities, each with what it is made from", () => {
  const page = open("people/amara");
  const [year] = rowsOf(page, "Quota attainment: quota and what is achieved");
  expect(year).toEqual(["2026", "€2,000,000", "€418,884", "21%", "€1,780,821.92", "24%", "€470,438.95", "1 won deal"]);
  expect(words(page.querySelector("#amara-win-rate")?.closest(".panel") ?? null)).toMatch(
    /1 of 2; 95 % interval \d+% to \d+%.*Too few to tell/,
  );
  const kinds = rowsOf(page, "Activities: activities by kind").slice(0, 7);
  const [, thirty, year365] = rowsOf(page, "Activities: activities by kind")[7] ?? [];
  expect([sum(kinds, 1), sum(kinds, 2)]).toEqual([Number(thirty), Number(year365)]);
});

test("a quota of a month is shown for the month, the quarter and the year", () => {
  const rows = rowsOf(open("people/salma"), "Quota attainment: quota and what is achieved");
  expect(rows.map(([period, quota]) => [period, quota])).toEqual([
    ["November 2026", "20"],
    ["Q4 2026", "60"],
    ["2026", "240"],
  ]);
});

test("everybody with a quota is on the page of people, and roles together are the sum of theirs", () => {
  const page = open("people");
  const people = rowsOf(page, "Quota attainment: quota and what is achieved, person by person");
  expect(people.map(([name]) => name)).toEqual(["Amara Okafor", "Diego Fuentes", "Jonas Lindqvist", "Mei Tanaka", "Salma Haddad"]);
  const executives = people.filter(([, period]) => period === "2026");
  const [team = []] = rowsOf(page, "Quota attainment: roles together in 2026").filter(([role]) => role === "Account Executive");
  expect([plain(team[2]), plain(team[3])]).toEqual([sum(executives, 2), sum(executives, 3)]);
});
