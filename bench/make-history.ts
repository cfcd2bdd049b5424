import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** How much history to make. The same settings give the same bytes. */
export interface HistorySettings {
  readonly deals: number;
  readonly years: number;
  readonly seed: number;
}

/** A bare-bones content root whose deals have years of history. */
export interface GeneratedHistory {
  readonly folder: string;
  /** Commits on the first-parent line. */
  readonly commits: number;
  readonly remove: () => void;
}

const dayLength = 86_400_000;

const end = Date.parse("2026-11-20T00:00:00Z");

const settings: Readonly<Record<string, string>> = {
  "content/dealbook.yaml": "name: Bench\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
  "content/people.yaml": `roles:
  account-executive: { name: Account Executive, quota: { amount: { value: 2000000, currency: EUR }, per: year } }
people:
${["amara", "jonas", "mei", "diego", "salma", "tom"].map((id) => `  ${id}: { name: ${id}, role: account-executive }`).join("\n")}
`,
  "content/rates.yaml":
    "rates:\n  - { from: 2020-01-01, USD: 0.91, GBP: 1.16, CHF: 0.97 }\n  - { from: 2025-07-01, USD: 0.88, GBP: 1.15 }\n",
  "content/pipelines/sales.yaml": `name: Sales
summary: Six stages without gates.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }, { id: timing, name: Timing }, { id: silence, name: No reply }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 5, goal: Find., rotting: { days: 30, clock: last_activity } }
  - { id: qualified, name: Qualified, kind: open, probability: 15, goal: Qualify. }
  - { id: discovery, name: Discovery, kind: open, probability: 30, goal: Discover. }
  - { id: proposal, name: Proposal, kind: open, probability: 50, goal: Propose. }
  - { id: negotiation, name: Negotiation, kind: open, probability: 75, goal: Agree. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Hand over. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "content/handbook/index.md": "# Handbook\n\nHow we sell.\n",
};

const stages = ["lead", "qualified", "discovery", "proposal", "negotiation", "won"] as const;
const owners = ["amara", "jonas", "mei", "diego", "salma", "tom"] as const;
const currencies = ["EUR", "EUR", "EUR", "EUR", "EUR", "EUR", "EUR", "USD", "GBP", "CHF"] as const;

class Chance {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.whole(0, items.length - 1)] ?? items[0];
  }

  /** True once in `count` times. */
  oneIn(count: number): boolean {
    return this.whole(1, count) === 1;
  }
}

/** A fifth of the deals never move; the others have three versions and more, few of them as many as 29. */
function versionCount(chance: Chance): number {
  if (chance.oneIn(5)) return 1;
  let count = 3;
  while (count < 29 && !chance.oneIn(4)) count += 1;
  return count;
}

interface State {
  stage: string;
  entered: number;
  amount: number;
  close: number;
  owner: string;
  currency: string;
  activities: string[];
}

interface Version {
  readonly path: string;
  readonly time: number;
  readonly text: string;
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const note = (index: number): string =>
  `They run ${index % 40} lines on three shifts, and lose about ${index % 90} hours a year to stops that nobody can explain.`;

function textOf(index: number, state: State): string {
  const isLost = state.stage === "lost";
  return `---
title: Monitoring of hall ${index % 12}
company: Company ${index}
contact: { name: Contact ${index}, role: Head of Production }
pipeline: sales
stage: ${state.stage}
stage_entered: ${dateOf(state.entered)}
owner: ${state.owner}
amount: { value: ${state.amount}, currency: ${state.currency} }
expected_close: ${dateOf(state.close)}
next_step: { action: Call about the pilot, due: ${dateOf(state.entered + 20 * dayLength)} }
source: ${["inbound", "outbound", "referral", "event"][index % 4]}
${isLost ? `lost_reason: ${["price", "timing", "silence"][index % 3]}\n` : ""}activities: [${state.activities.slice(-4).join(", ")}]
---
${Array.from({ length: 28 }, (_, line) => note(index + line)).join("\n")}
`;
}

/** What happens to a deal between two versions. */
function step(state: State, time: number, chance: Chance): void {
  const kinds = ["call", "meeting", "demo", "email"] as const;
  state.activities.push(`{ date: ${dateOf(time)}, kind: ${chance.pick(kinds)}, by: ${state.owner} }`);
  const at = stages.indexOf(state.stage as (typeof stages)[number]);
  const isClosed = state.stage === "won" || state.stage === "lost";
  const kind = chance.whole(1, 10);
  if (kind <= 6 && !isClosed) {
    state.stage = chance.oneIn(7) ? "lost" : chance.oneIn(12) ? (stages[Math.max(0, at - 1)] ?? "lead") : (stages[at + 1] ?? "won");
    state.entered = time - chance.whole(0, 2) * dayLength;
  } else if (kind <= 8) state.amount = Math.round(state.amount * (0.7 + chance.whole(0, 80) / 100));
  else if (kind === 9) state.close += chance.whole(7, 60) * dayLength;
  else state.owner = chance.pick(owners);
}

function versionsOf(index: number, { years }: HistorySettings, chance: Chance): Version[] {
  const count = versionCount(chance);
  const born = end - chance.whole(1, years * 365) * dayLength;
  const path = `content/deals/${dateOf(born).slice(0, 4)}/${dateOf(born).slice(5, 7)}/company-${index}.md`;
  const state: State = {
    stage: "lead",
    entered: born,
    amount: chance.whole(20, 4000) * 250,
    close: born + chance.whole(60, 240) * dayLength,
    owner: chance.pick(owners),
    currency: chance.pick(currencies),
    activities: [],
  };
  const versions = [{ path, time: born + 36_000_000, text: textOf(index, state) }];
  for (let time = born; versions.length < count; ) {
    time += chance.whole(3, 30) * dayLength;
    if (time >= end) break;
    step(state, time, chance);
    versions.push({ path, time: time + chance.whole(30_000, 60_000) * 1000, text: textOf(index, state) });
  }
  return versions;
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

const signature = (time: number, name: string): string => `${name} <${name}@example.com> ${Math.floor(time / 1000)} +0000`;

interface CommitText {
  readonly branch: string;
  readonly mark: number;
  readonly time: number;
  readonly parents: readonly number[];
  readonly files: string;
}

function commitText({ branch, mark, time, parents, files }: CommitText): string {
  const [from, merged] = parents;
  return [
    `commit refs/heads/${branch}`,
    `mark :${mark}`,
    `author ${signature(time, "rep")}`,
    `committer ${signature(time, "rep")}`,
    data(`Change ${mark}`).trimEnd(),
    ...(from === undefined ? [] : [`from :${from}`]),
    ...(merged === undefined ? [] : [`merge :${merged}`]),
    files,
  ].join("\n");
}

const fileText = (path: string, text: string): string => `M 100644 inline ${path}\n${data(text)}`;

/** The stream for `git fast-import`: a third of the changes come in by a merge commit, the others squashed or rebased. */
function* streamOf(versions: readonly Version[]): Generator<string> {
  let mark = 1;
  const first = Object.entries(settings).map(([path, text]) => fileText(path, text));
  const start = (versions[0]?.time ?? end) - dayLength;
  yield commitText({ branch: "main", mark, time: start, parents: [], files: first.join("") });
  for (const [index, { path, time, text }] of versions.entries()) {
    const tip = mark;
    const files = fileText(path, text);
    if (index % 3 === 0) {
      mark += 1;
      yield commitText({ branch: "work", mark, time, parents: [tip], files });
      yield commitText({ branch: "main", mark: mark + 1, time, parents: [tip, mark], files });
      mark += 1;
    } else {
      mark += 1;
      yield commitText({ branch: "main", mark, time, parents: [tip], files });
    }
  }
}

/** Makes a repository whose deals have been worked on for years, with `git fast-import`. */
export async function generateHistory(request: HistorySettings): Promise<GeneratedHistory> {
  const chance = new Chance(request.seed);
  const versions = Array.from({ length: request.deals }, (_, index) => versionsOf(index, request, chance)).flat();
  versions.sort((a, b) => a.time - b.time || (a.path < b.path ? -1 : 1));
  const folder = mkdtempSync(join(tmpdir(), "dealbook-bench-"));
  execFileSync("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  const git = spawn("git", ["fast-import", "--quiet"], { cwd: folder, stdio: ["pipe", "inherit", "inherit"] });
  for (const piece of streamOf(versions)) if (!git.stdin.write(piece)) await once(git.stdin, "drain");
  git.stdin.end();
  const [code] = await once(git, "close");
  if (code !== 0) throw new Error(`git fast-import failed (${code})`);
  execFileSync("git", ["branch", "--quiet", "-D", "work"], { cwd: folder });
  execFileSync("git", ["reset", "--quiet", "--hard", "main"], { cwd: folder });
  return { folder, commits: versions.length + 1, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
