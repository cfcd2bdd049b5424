import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A whole process that is measured. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Where it runs. */
  readonly folder: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Brings things back to where the run starts from; not measured. */
  readonly prepare?: () => void;
}

interface Run {
  /** Seconds on the clock. */
  readonly seconds: number;
  /** Seconds of processor time, of all processes that it started too; absent where GNU time is missing. */
  readonly cpu?: number;
  /** Largest resident set of one of its processes, in MiB; absent where GNU time is missing. */
  readonly memory?: number;
}

/** What several runs of a subject took. */
export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
  /** git processes that one run started, itself not counted; absent where they were not counted. */
  readonly gitProcesses?: number;
}

// The clock is what people wait for; on a shared machine processor time is steadier. GNU time knows both.
const gnuTime = "/usr/bin/time";
const hasGnuTime = existsSync(gnuTime) && spawnSync(gnuTime, ["-f", "%U", "true"]).status === 0;

function timed(command: Subject["command"], report: string): readonly string[] {
  return hasGnuTime ? [gnuTime, "-f", "%U %S %M", "-o", report, ...command] : command;
}

function readReport(report: string): Pick<Run, "cpu" | "memory"> {
  if (!hasGnuTime) return {};
  const [user = 0, system = 0, kilobytes = 0] = readFileSync(report, "utf8").trim().split(" ").map(Number);
  return { cpu: user + system, memory: kilobytes / 1024 };
}

/** Runs a subject once. Throws where it fails. */
export function runOnce(subject: Subject): Run {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-time-"));
  const report = join(folder, "report");
  const [file = "", ...args] = timed(subject.command, report);
  subject.prepare?.();
  const env = { ...process.env, ...subject.env };
  try {
    const start = performance.now();
    const { status, stderr } = spawnSync(file, args, { cwd: subject.folder, env, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`${subject.name} failed (${status}): ${stderr}`);
    return { seconds, ...readReport(report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts the git processes that a subject starts. */
export function countGitProcesses(subject: Subject): number {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-trace-"));
  const trace = join(folder, "trace.json");
  try {
    runOnce({ ...subject, env: { ...subject.env, GIT_TRACE2_EVENT: trace } });
    if (!existsSync(trace)) return 0;
    const starts = readFileSync(trace, "utf8")
      .split("\n")
      .filter((line) => line.includes('"event":"start"'));
    return starts.length - (subject.command[0] === "git" ? 1 : 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs all subjects in turn, round by round, so that a slow minute of the machine is shared by all. Each ran once before. */
export function measure(subjects: readonly Subject[], rounds: number, options: { readonly countGit: boolean }): Measured[] {
  const gitProcesses = new Map(subjects.map((subject) => [subject, options.countGit ? countGitProcesses(subject) : undefined]));
  if (!options.countGit) for (const subject of subjects) runOnce(subject);
  const runs = new Map(subjects.map((subject) => [subject, [] as Run[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [subject, times] of runs) times.push(runOnce(subject));
  }
  return [...runs].map(([subject, times]) => {
    const count = gitProcesses.get(subject);
    return { name: subject.name, runs: times, ...(count !== undefined && { gitProcesses: count }) };
  });
}

/** The middle one of some numbers; `undefined` for none. */
export function median(numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

const measuredValues = (runs: readonly Run[], key: "cpu" | "memory"): number[] => runs.flatMap((run) => run[key] ?? []);

/** Median seconds on the clock. */
export const secondsOf = ({ runs }: Measured): number => median(runs.map(({ seconds }) => seconds)) ?? 0;

/** Median seconds of processor time. */
export const cpuOf = ({ runs }: Measured): number | undefined => median(measuredValues(runs, "cpu"));

const fixed = (value: number | undefined, digits: number): string => (value === undefined ? "–" : value.toFixed(digits));

/** A floor that results are compared with: its name as a column, and what it takes. */
export interface Floor {
  readonly name: string;
  readonly seconds: number;
  readonly cpu?: number | undefined;
}

const ratio = (value: number | undefined, floor: number | undefined): string =>
  value === undefined || floor === undefined || floor === 0 ? "–" : (value / floor).toFixed(1);

function rowOf(result: Measured, floors: readonly Floor[]): string[] {
  const seconds = result.runs.map((run) => run.seconds);
  const [wall, cpu] = [secondsOf(result), cpuOf(result)];
  return [
    result.name,
    fixed(wall, 2),
    `${fixed(Math.min(...seconds), 2)}–${fixed(Math.max(...seconds), 2)}`,
    fixed(cpu, 2),
    fixed(median(measuredValues(result.runs, "memory")), 0),
    ...floors.map((floor) => ratio(wall, floor.seconds)),
    ...floors.map((floor) => ratio(cpu, floor.cpu)),
    result.gitProcesses === undefined ? "–" : String(result.gitProcesses),
  ];
}

/** A Markdown table of results, with their ratios to the floors. */
export function tableOf(results: readonly Measured[], floors: readonly Floor[]): string {
  const heads = [
    "whole process",
    "median s",
    "range",
    "CPU s",
    "MiB",
    ...floors.map(({ name }) => `× ${name}`),
    ...floors.map(({ name }) => `CPU × ${name}`),
    "git processes",
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = `|---|${heads
    .slice(1)
    .map(() => "--:|")
    .join("")}`;
  return [line(heads), rule, ...results.map((result) => line(rowOf(result, floors)))].join("\n");
}
