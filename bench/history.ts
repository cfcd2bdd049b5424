import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateHistory } from "./make-history.ts";
import { cpuOf, type Floor, type Measured, measure, type Subject, secondsOf, tableOf } from "./measure.ts";

const help = `Measures the history of deals and the check over a generated repository of several years, against what git takes for the same commits and blobs.

  npm run bench:history                           10,000 deals, some 50,000 commits, median of 5 runs
  npm run bench:history -- --deals 1000 --runs 3
  npm run bench:history -- --repository DIR       one that was made before
  npm run bench:history -- --json`;

const { values } = parseArgs({
  options: {
    deals: { type: "string", default: "10000" },
    years: { type: "string", default: "3" },
    runs: { type: "string", default: "5" },
    repository: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const walk = ["log", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-renames", "--no-abbrev", "-z"];

const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 }).trim();

/** The ids of all blobs of deals, in the order in which the record brought them. */
function blobsOf(folder: string): string[] {
  const output = git(folder, ...walk, "--reverse", "--format=", "main");
  const lines = output.split("\0").filter((field) => /^\n?:/.test(field));
  return [...new Set(lines.map((line) => line.trim().split(" ")[3] ?? "").filter((id) => !/^0*$/.test(id)))];
}

function floorsOf(folder: string, blobs: string): readonly Subject[] {
  return [
    { name: "floor: git log --raw", command: ["git", ...walk, "main"], folder },
    { name: "floor: git cat-file --batch", command: ["sh", "-c", `git cat-file --batch <${blobs} >/dev/null`], folder },
  ];
}

const read = (ref: string, ...more: string[]): Subject["command"] => [
  process.execPath,
  inProject("read-history.ts"),
  "content",
  ref,
  ...more,
];

/** Puts the cache into the state that it has after a commit was read; `null` for none at all. */
function cacheAfter(folder: string, commit: string | null): () => void {
  const cache = join(folder, ".cache");
  rmSync(cache, { recursive: true, force: true });
  if (commit === null) return () => rmSync(cache, { recursive: true, force: true });
  const kept = join(folder, ".git", `bench-cache-${commit.slice(0, 7)}`);
  execFileSync(process.execPath, read(commit).slice(1), { cwd: folder });
  cpSync(cache, kept, { recursive: true });
  return () => {
    rmSync(cache, { recursive: true, force: true });
    cpSync(kept, cache, { recursive: true });
  };
}

function historySubjects(folder: string): readonly Subject[] {
  const [tip, before] = [git(folder, "rev-parse", "main"), git(folder, "rev-parse", "main~1")];
  return [
    { name: "history from nothing", command: read("main"), folder, prepare: cacheAfter(folder, null) },
    { name: "history, one new commit", command: read("main"), folder, prepare: cacheAfter(folder, before) },
    { name: "history, nothing new", command: read("main"), folder, prepare: cacheAfter(folder, tip) },
  ];
}

function checkSubjects(folder: string): readonly Subject[] {
  const check = (...args: string[]): Subject["command"] => [
    process.execPath,
    inProject("../scripts/dealbook.ts"),
    "check",
    ...["--today", "2026-11-21", ...args],
  ];
  return [
    { name: "check", command: check(), folder },
    { name: "check --base main~1", command: check("--base", "main~1"), folder },
    { name: "check --base main~1 --changed-only", command: check("--base", "main~1", "--changed-only"), folder },
  ];
}

/** How often a run asked for what: blobs of git, versions parsed. */
function countsOf({ command, folder, prepare }: Subject): {
  readonly deals: number;
  readonly versions: number;
  readonly blobs: number;
  readonly parses: number;
} {
  prepare?.();
  const { stdout } = spawnSync(command[0], [...command.slice(1), "--count"], { cwd: folder, encoding: "utf8" });
  return JSON.parse(stdout);
}

function floorOf(results: readonly Measured[]): Floor {
  const floors = results.slice(0, 2);
  const cpu = floors.map(cpuOf);
  return {
    name: "floor",
    seconds: floors.reduce((sum, each) => sum + secondsOf(each), 0),
    cpu: cpu.includes(undefined) ? undefined : cpu.reduce<number>((sum, each) => sum + (each ?? 0), 0),
  };
}

function bench(folder: string, commits: number) {
  const blobs = join(folder, ".git", "bench-blobs");
  writeFileSync(blobs, `${blobsOf(folder).join("\n")}\n`);
  const histories = historySubjects(folder);
  const counts = histories.map((subject) => ({ name: subject.name, ...countsOf(subject) }));
  const results = measure([...floorsOf(folder, blobs), ...histories, ...checkSubjects(folder)], Number(values.runs), { countGit: true });
  return { commits, counts, results, floor: floorOf(results) };
}

function print({ commits, counts, results, floor }: ReturnType<typeof bench>): void {
  console.log(`${counts[0]?.deals} deals, ${commits} commits; the floor is both git processes, one after the other\n`);
  console.log(tableOf(results, [floor]));
  console.log(`\n| | versions | blobs read | versions parsed |\n|---|--:|--:|--:|`);
  for (const { name, versions, blobs, parses } of counts) console.log(`| ${name} | ${versions} | ${blobs} | ${parses} |`);
}

/** A repository to measure: the one named, copied, or a new one. */
async function repository(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  if (values.repository === undefined) return generateHistory({ deals: Number(values.deals), years: Number(values.years), seed: 1 });
  const folder = join(tmpdir(), `dealbook-bench-${process.pid}`);
  cpSync(values.repository, folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

if (values.help) console.log(help);
else {
  const { folder, remove } = await repository();
  try {
    const report = bench(folder, Number(git(folder, "rev-list", "--count", "--first-parent", "main")));
    if (values.json) console.log(JSON.stringify({ schemaVersion: 1, ...report }));
    else print(report);
  } finally {
    remove();
  }
}
