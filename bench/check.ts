import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateRepository } from "./make-deals.ts";
import { cpuOf, type Floor, type Measured, measure, type Subject, secondsOf, tableOf } from "./measure.ts";

const help = `Measures dealbook check over generated deals, against the cost of reading the same files and of a bare git diff.

  npm run bench                        1,000 and 10,000 deals, median of 5 runs
  npm run bench -- --deals 2000 --runs 3
  npm run bench -- --json

Others:
  npm run bench:history -- --help              history of deals, from nothing and with a cache
  npm run bench:push -- --help                 a push into a bare repository that judges it
  npm run bench:site -- --help                 the site, against Hugo and Eleventy`;

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

const dealbook = (...args: string[]): Subject["command"] => [process.execPath, program, "check", "--today", "2026-11-21", ...args];

const subjectsOf = (folder: string): readonly Subject[] => [
  { name: "floor: read the same files", command: [process.execPath, "-e", readAll], folder },
  { name: "floor: git diff --raw main", command: ["git", "diff", "--raw", "main"], folder },
  { name: "check", command: dealbook(), folder },
  { name: "check --base main", command: dealbook("--base", "main"), folder },
  { name: "check --base main --changed-only", command: dealbook("--base", "main", "--changed-only"), folder },
];

function floorsOf([read, diff]: readonly Measured[]): Floor[] {
  const floor = (name: string, of: Measured | undefined): Floor[] => (of ? [{ name, seconds: secondsOf(of), cpu: cpuOf(of) }] : []);
  return [...floor("reading", read), ...floor("git diff", diff)];
}

function bench(deals: number, runs: number): { readonly deals: number; readonly fileCount: number; readonly results: Measured[] } {
  const repository = generateRepository(deals);
  try {
    return { deals, fileCount: repository.fileCount, results: measure(subjectsOf(repository.folder), runs, { countGit: true }) };
  } finally {
    repository.remove();
  }
}

if (values.help) console.log(help);
else {
  const reports = values.deals.map((count) => bench(Number(count), Number(values.runs)));
  if (values.json) console.log(JSON.stringify({ schemaVersion: 1, reports }));
  else {
    for (const { deals, fileCount, results } of reports)
      console.log(`${deals} deals, ${fileCount} deal and document files\n\n${tableOf(results, floorsOf(results))}\n`);
    console.log("Other benchmarks: npm run bench:history, npm run bench:push, npm run bench:site");
  }
}
