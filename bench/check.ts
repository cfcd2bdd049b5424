import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type GeneratedRepository, generateRepository } from "./make-deals.ts";

const help = `Measures dealbook check over generated deals, against the cost of reading the same files and of a bare git diff.

  npm run bench                        1,000 and 10,000 deals, median of 5 runs
  npm run bench -- --deals 2000 --runs 3
  npm run bench -- --json`;

const { values } = parseArgs({
  options: {
    deals: { type: "string", multiple: true, default: ["1000", "10000"] },
    runs: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const program = fileURLToPath(new URL("../scripts/dealbook.ts", import.meta.url));

const readAll = `
const { readdirSync, readFileSync } = require("node:fs");
for (const entry of readdirSync("content", { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) readFileSync(entry.parentPath + "/" + entry.name, "utf8");
}`;

interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const dealbook = (...args: string[]): Subject["command"] => [process.execPath, program, "check", "--today", "2026-11-21", ...args];

const floors: readonly Subject[] = [
  { name: "floor: read the same files", command: [process.execPath, "-e", readAll] },
  { name: "floor: git diff --raw main", command: ["git", "diff", "--raw", "main"] },
];

const subjects: readonly Subject[] = [
  { name: "check", command: dealbook() },
  { name: "check --base main", command: dealbook("--base", "main") },
  { name: "check --base main --changed-only", command: dealbook("--base", "main", "--changed-only") },
];

interface Measured {
  readonly name: string;
  /** Wall-clock seconds of the whole process, sorted. */
  readonly seconds: readonly number[];
  /** git processes that one run started, itself not counted. */
  readonly gitProcesses: number;
}

function runOnce({ name, command: [file, ...args] }: Subject, folder: string, env: NodeJS.ProcessEnv = process.env): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`${name} failed (${status}): ${stderr}`);
  return (performance.now() - start) / 1000;
}

function countGitProcesses(subject: Subject, folder: string): number {
  if (subject.command[0] === "git") return 0;
  const trace = join(folder, ".git", "bench-trace.json");
  runOnce(subject, folder, { ...process.env, GIT_TRACE2_EVENT: trace });
  try {
    return readFileSync(trace, "utf8")
      .split("\n")
      .filter((line) => line.includes('"event":"start"')).length;
  } catch {
    return 0;
  } finally {
    rmSync(trace, { force: true });
  }
}

/** All subjects in turn, round by round, so that a slow minute of the machine is shared by all. */
function measure(repository: GeneratedRepository, runs: number): Measured[] {
  const all = [...floors, ...subjects];
  for (const subject of all) runOnce(subject, repository.folder);
  const seconds = new Map(all.map((subject) => [subject, [] as number[]]));
  for (let round = 0; round < runs; round += 1) {
    for (const [subject, times] of seconds) times.push(runOnce(subject, repository.folder));
  }
  return [...seconds].map(([subject, times]) => ({
    name: subject.name,
    seconds: times.sort((a, b) => a - b),
    gitProcesses: countGitProcesses(subject, repository.folder),
  }));
}

const median = ({ seconds }: Measured): number => seconds[Math.floor(seconds.length / 2)] ?? 0;

function tableOf(deals: number, fileCount: number, results: readonly Measured[]): string {
  const [read, diff] = results.map(median);
  const rows = results.map((result) => {
    const { name, seconds, gitProcesses } = result;
    const range = `${seconds[0]?.toFixed(2)}–${seconds.at(-1)?.toFixed(2)}`;
    const ratios = [median(result) / (read ?? 1), median(result) / (diff ?? 1)].map((ratio) => ratio.toFixed(1));
    return `| ${name} | ${median(result).toFixed(3)} | ${range} | ${ratios.join(" | ")} | ${gitProcesses} |`;
  });
  const header = "| whole process | median s | range | × reading | × git diff | git processes |\n|---|--:|--:|--:|--:|--:|";
  return `${deals} deals, ${fileCount} deal and document files\n\n${header}\n${rows.join("\n")}\n`;
}

function bench(deals: number, runs: number): { readonly deals: number; readonly fileCount: number; readonly results: Measured[] } {
  const repository = generateRepository(deals);
  try {
    return { deals, fileCount: repository.fileCount, results: measure(repository, runs) };
  } finally {
    repository.remove();
  }
}

if (values.help) console.log(help);
else {
  const reports = values.deals.map((count) => bench(Number(count), Number(values.runs)));
  if (values.json) console.log(JSON.stringify({ schemaVersion: 1, reports }));
  else for (const { deals, fileCount, results } of reports) console.log(tableOf(deals, fileCount, results));
}
