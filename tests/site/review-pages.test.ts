import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Window } from "happy-dom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";
import { TemporaryRepository } from "../git/temporary-repository.ts";
import { type BuiltSite, buildSite } from "./built-site.ts";

const pipeline = (goal: string): string => `
name: Sales
summary: From a first contact to a signature.
born_in: [lead]
lost_reasons: [{ id: price, name: Too expensive }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: ${goal} }
  - { id: offer, name: Offer, kind: open, probability: 33, goal: Offer. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const deal = (company: string, stage: string, fields = "amount: { value: 1000.55, currency: EUR }"): string =>
  `---\ntitle: Platform\ncompany: ${company}\npipeline: sales\nstage: ${stage}\nstage_entered: 2026-10-02\nowner: ann\n${fields}\n---\nNotes.\n`;

const at = (slug: string) => `content/deals/2026/${slug}.md`;

/** The first commit is of Friday, 2 October 2026, and each one is a day later: three of week 40, the others of week 41. */
function history(): TemporaryRepository {
  const repository = new TemporaryRepository(realpathSync(mkdtempSync(join(tmpdir(), "dealbook-git-"))));
  repository.commit({
    "content/dealbook.yaml":
      "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\ndefault_branch: main\nrepository: https://forge.example/sales\n",
    "content/people.yaml":
      "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann, role: ae, email: ann@example.com }\n  bea: { name: Bea, role: ae }\n",
    "content/rates.yaml": "rates:\n  - { from: 2026-01-01, USD: 0.9 }\n  - { from: 2026-10-05, USD: 0.8123 }\n",
    "content/pipelines/sales.yaml": pipeline("Find."),
    "content/handbook/index.md": "# Handbook\n\nHow we sell.\n",
    [at("acme")]: deal("Acme <b>One</b>", "lead"),
    [at("beta")]: deal("Beta", "offer"),
    [at("usd")]: deal("Dollar", "offer", "amount: { value: 1000, currency: USD }\nexpected_close: 2026-11-01"),
  });
  repository.commit({ [at("acme")]: deal("Acme <b>One</b>", "offer") }, "zoe");
  repository.commit({ [at("gone")]: deal("Gone", "lead") });
  repository.commit({ [at("beta")]: deal("Beta", "lost", "lost_reason: price\namount: { value: 1000.55, currency: EUR }") });
  repository.commit({ "content/pipelines/sales.yaml": pipeline("Find them.") });
  repository.commit({ [at("gone")]: null });
  repository.commit({ [at("usd")]: deal("Dollar", "offer", "amount: { value: 700, currency: USD }\nexpected_close: 2026-11-15") });
  repository.commit({ [at("acme")]: deal("Acme <b>One</b>", "offer").replace("owner: ann", "owner: bea") });
  return repository;
}

let repository: TemporaryRepository;
let built: BuiltSite;

beforeAll(async () => {
  repository = history();
  built = await buildSite(join(repository.folder, "content"), "2026-10-23");
}, 120_000);

afterAll(() => {
  built?.remove();
  if (repository) rmSync(repository.folder, { recursive: true, force: true });
});

const html = (path: string): string => readFileSync(join(built.folder, path, "index.html"), "utf8");

function open(path: string) {
  const { document } = new Window();
  document.body.innerHTML = html(path);
  return document;
}

const words = (element: { readonly textContent: string | null } | null): string => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** What a table's rows say, cell by cell. */
const rowsOf = (path: string, label: string): string[][] =>
  [...open(path).querySelectorAll(`section[aria-label="${label}"] tbody tr`)].map((row) => [...row.querySelectorAll("th, td")].map(words));

/** An amount as the page prints it, in cents. */
function cents(text: string): number {
  if (text === "–") return 0;
  const [whole = "", fraction = ""] = text.replace(/[^\d.]/g, "").split(".");
  return Number(whole + fraction.padEnd(2, "0")) * (text.startsWith("−") ? -1 : 1);
}

interface ReviewJson {
  readonly weighted: Readonly<Record<"before" | "after" | "rates", { readonly value: string }>>;
  readonly groups: readonly { readonly count: number; readonly effect: { readonly value: string } }[];
}

async function reviewJson(since: string, until: string): Promise<ReviewJson> {
  const { out } = await callMain(repository.folder, ["review", "--since", since, "--until", until, "--json", "--today", "2026-10-23"], {});
  return JSON.parse(out);
}

const decimalCents = ({ value }: { readonly value: string }): number => Math.round(Number(value) * 100);

describe.each([
  ["2026-w40", "2026-09-28", "2026-10-04"],
  ["2026-w41", "2026-10-05", "2026-10-11"],
])("the review of %s", (week, since, until) => {
  test("adds up to the cent, and says what the command says", async () => {
    const [before, ...changes] = rowsOf(`review/${week}`, "How the weighted forecast changed");
    const after = changes.pop();
    const effects = changes.map(([, , effect = ""]) => cents(effect));
    expect(effects.reduce((sum, effect) => sum + effect, cents(before?.[2] ?? ""))).toBe(cents(after?.[2] ?? ""));
    const { weighted, groups } = await reviewJson(since, until);
    const rates = decimalCents(weighted.rates);
    expect([before, after].map((row) => cents(row?.[2] ?? ""))).toEqual([decimalCents(weighted.before), decimalCents(weighted.after)]);
    expect(effects).toEqual([...groups.map(({ effect }) => decimalCents(effect)), ...(rates === 0 ? [] : [rates])]);
    expect(changes.map(([, count]) => count)).toEqual([...groups.map(({ count }) => String(count)), ...(rates === 0 ? [] : [""])]);
  });

  test("has every change of a group below, and they add up to the group", () => {
    const [, ...groups] = rowsOf(`review/${week}`, "How the weighted forecast changed").slice(0, -1);
    for (const [name = "", count, effect = ""] of groups.filter((row) => row[1] !== "")) {
      const rows = rowsOf(`review/${week}`, name);
      expect([name, rows.length]).toEqual([name, Number(count)]);
      expect([name, rows.reduce((sum, row) => sum + cents(row.at(-1) ?? ""), 0)]).toEqual([name, cents(effect)]);
    }
  });
});

test("a week says what happened, why, who recorded it and in which commit", () => {
  const [lost] = rowsOf("review/2026-w41", "Lost");
  expect(lost?.slice(0, 3)).toEqual(["Beta | Platform", expect.stringContaining("Offer → Lost"), expect.stringContaining("5 Oct 2026")]);
  expect(lost?.[1]).toContain("Too expensive");
  const commit = repository.git("log", "--format=%H", "--", at("beta")).split("\n")[0];
  expect(html("review/2026-w41")).toContain(`href="https://forge.example/sales/commit/${commit}"`);
  expect(rowsOf("review/2026-w41", "Slipped")[0]?.[1]).toBe("1 Nov 2026 → 15 Nov 2026, 14 days later");
  expect(rowsOf("review/2026-w41", "New owner")[0]?.[1]).toBe("Ann → Bea");
  expect(rowsOf("review/2026-w40", "Advanced")[0]?.[2]).toContain("zoe");
});

test("a deal that is gone has no link, and titles are text", () => {
  expect(rowsOf("review/2026-w41", "Removed")[0]?.[0]).toBe("Gone | Platform");
  expect(html("review/2026-w41")).not.toContain('href="/deals/gone/"');
  expect(html("review/2026-w40")).toContain("Acme &lt;b&gt;One&lt;/b&gt;");
});

test("a week in which nothing happened says so", () => {
  const page = open("review/2026-w42");
  expect(words(page.querySelector(".empty"))).toContain("Nothing happened to any deal in this week");
  expect([...page.querySelectorAll('a[rel="prev"], a[rel="next"]')].map((link) => link.getAttribute("href"))).toEqual([
    "/review/2026-w41/",
    "/review/2026-w43/",
  ]);
});

test("the weeks are listed, the newest first", () => {
  const rows = rowsOf("review", "Weeks of 2026");
  expect(rows.map(([week]) => week?.slice(0, 15))).toEqual(["Week 43 of 2026", "Week 42 of 2026", "Week 41 of 2026", "Week 40 of 2026"]);
  expect(rows[2]?.slice(1, 4)).toEqual(["–", "1", "–"]);
  expect(rows[3]?.slice(1, 4)).toEqual(["–", "–", "4"]);
});

test("a change of rules is told in its week, with what came before and after", () => {
  const link = open("review/2026-w41").querySelector('a[href^="/review/rules/#"]');
  const page = open("review/rules");
  const id = link?.getAttribute("href")?.split("#")[1];
  const panel = page.querySelector(`section[aria-labelledby="${id}"]`);
  expect(words(panel)).toContain("content/pipelines/sales.yaml".replace("content/", ""));
  expect(words(panel)).toMatch(/too few to tell/);
});

test("no page shows anybody's address", () => {
  for (const path of ["review", "review/2026-w40", "review/2026-w41", "review/rules", "people", "people/ann", "forecast", "forecast/sales"])
    expect(html(path)).not.toContain("@example.com");
});
