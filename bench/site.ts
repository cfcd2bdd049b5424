import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateHistory } from "./make-history.ts";
import { cpuOf, type Measured, measure, type Subject, secondsOf, tableOf } from "./measure.ts";
import { eleventy, type Generator, hugo, type Missing } from "./other-generators.ts";

const help = `Measures the site over generated deals with years of history, from nothing and after one changed deal, against Hugo and
Eleventy on the same deals (a page a deal, a table and a board, minimal layouts) and a bare loop that writes a page a deal.

  npm run bench:site                           1,000 deals, median of 3 runs
  npm run bench:site -- --deals 10000
  npm run bench:site -- --json

Hugo is measured where it is installed. Eleventy is installed into the folder for temporary files the first time.`;

const { values } = parseArgs({
  options: {
    deals: { type: "string", multiple: true, default: ["1000"] },
    runs: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const remove = (...paths: string[]): void => {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
};

/** The first deal of a folder. */
function anyDeal(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const [first] = entries
    .filter(({ name }) => name.startsWith("company-"))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  if (first === undefined) throw new Error(`No deals in ${folder}`);
  return first;
}

let change = 0;

/** Gives a deal another title, which its page, the table and the board show. */
function changeDeal(file: string): void {
  change += 1;
  writeFileSync(file, readFileSync(file, "utf8").replace(/^title: .*$/m, `title: Change ${change}`));
}

function commitAll(folder: string): void {
  const identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"];
  execFileSync("git", [...identity, "commit", "--quiet", "--all", "--message", "Change a deal"], { cwd: folder });
}

function generatorSubjects({ name, folder, command, out, deals }: Generator): Subject[] {
  const file = anyDeal(deals);
  return [
    { name, command, folder, prepare: () => remove(out) },
    { name: `${name}, one deal changed`, command, folder, prepare: () => changeDeal(file) },
  ];
}

const buildOf = (out: string): Subject["command"] => [
  process.execPath,
  inProject("../scripts/dealbook.ts"),
  "build",
  ...["--today", "2026-11-21", "--out", out],
];

function dealbookSubjects(folder: string, out: string): Subject[] {
  const cache = join(folder, ".cache");
  const file = anyDeal(join(folder, "content/deals"));
  const subject = (name: string, prepare: () => void): Subject => ({
    name: `dealbook build, ${name}`,
    command: buildOf(out),
    folder,
    prepare,
  });
  return [
    subject("from nothing", () => remove(cache, out)),
    subject("nothing changed", () => undefined),
    subject("one deal changed and committed", () => {
      changeDeal(file);
      commitAll(folder);
    }),
  ];
}

/** Where the time of one build went, as the build itself says. */
function timesOf(folder: string, out: string): Record<string, number> {
  const { stdout } = spawnSync(buildOf(out)[0], buildOf(out).slice(1), { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = (pattern: RegExp): number =>
    [...stdout.matchAll(pattern)].reduce((sum, [, number = "", unit]) => sum + Number(number) / (unit === "ms" ? 1000 : 1), 0);
  return {
    "Astro starts, handbook": seconds(/directory: [\s\S]*?✓ Completed in ([\d.]+)(m?s)/g),
    bundling: seconds(/\[vite\] ✓ built in ([\d.]+)(m?s)/g),
    "deals and history read": seconds(/history read \(([\d.]+) (s)\)/g),
    "pages of deals": seconds(/as they were \(([\d.]+) (s)\)/g),
    "table, boards, figures, people": seconds(/├─ \/(?!exports|api|calendar)\S*\.\w+ \(\+([\d.]+)(m?s)\)/g),
    exports: seconds(/├─ \/(?:exports|api|calendar)\S* \(\+([\d.]+)(m?s)\)/g),
    search: seconds(/read anew \(([\d.]+) (s)\)/g),
  };
}

interface Report {
  readonly deals: number;
  readonly results: readonly Measured[];
  readonly missing: readonly Missing[];
  /** Seconds of the parts of one build from nothing, and of one in which nothing changed. */
  readonly times: { readonly nothing: Record<string, number>; readonly unchanged: Record<string, number> };
}

async function bench(deals: number, runs: number): Promise<Report> {
  const history = await generateHistory({ deals, years: 3, seed: 1 });
  const parent = mkdtempSync(join(tmpdir(), "dealbook-sites-"));
  try {
    const from = join(history.folder, "content/deals");
    const generators = [hugo(parent, from), eleventy(parent, from)];
    const present = generators.flatMap((each) => ("reason" in each ? [] : [each]));
    const bare = join(parent, "bare");
    const floor: Subject = {
      name: "floor: a bare loop",
      command: [process.execPath, inProject("bare-site.ts"), from, bare],
      folder: parent,
      prepare: () => remove(bare),
    };
    const out = join(parent, "dealbook");
    const subjects = [floor, ...present.flatMap(generatorSubjects), ...dealbookSubjects(history.folder, out)];
    const results = measure(subjects, runs, { countGit: false });
    remove(join(history.folder, ".cache"), out);
    const nothing = timesOf(history.folder, out);
    return {
      deals,
      results,
      missing: generators.flatMap((each) => ("reason" in each ? [each] : [])),
      times: { nothing, unchanged: timesOf(history.folder, out) },
    };
  } finally {
    history.remove();
    remove(parent);
  }
}

const names = ["floor", "Hugo", "Eleventy"];

function print({ deals, results, missing, times }: Report): void {
  const floors = names.flatMap((name) => {
    const found = results.find((result) => result.name.startsWith(name));
    return found ? [{ name, seconds: secondsOf(found), cpu: cpuOf(found) }] : [];
  });
  console.log(`${deals} deals\n\n${tableOf(results, floors)}\n`);
  for (const { name, reason } of missing) console.log(`${name} was not measured: ${reason}.\n`);
  console.log("Processor time of Dealbook leaves out the search's own process, which it does not wait for; the clock has it.\n");
  console.log("| seconds of one build | from nothing | nothing changed |\n|---|--:|--:|");
  for (const [part, seconds] of Object.entries(times.nothing))
    console.log(`| ${part} | ${seconds.toFixed(1)} | ${times.unchanged[part]?.toFixed(1)} |`);
  console.log("");
}

if (values.help) console.log(help);
else {
  const reports: Report[] = [];
  for (const count of values.deals) reports.push(await bench(Number(count), Number(values.runs)));
  if (values.json) console.log(JSON.stringify({ schemaVersion: 1, reports }));
  else for (const report of reports) print(report);
}
