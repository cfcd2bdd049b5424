import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { findChromium } from "../scripts/find-chromium.ts";

const help = `Asks Lighthouse about the board and a deal's page of the sample content, as a phone on a slow line sees them.

  npm run bench:lighthouse
  npm run bench:lighthouse -- --runs 3     the median of three
  npm run bench:lighthouse -- --json

Lighthouse is installed into the folder for temporary files the first time.`;

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1" }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pages = ["/board/sales/", "/deals/kestrel-brewing-fermentation-monitoring/"];
const categories = ["performance", "accessibility", "best-practices"];

interface Audit {
  readonly numericValue?: number;
  readonly details?: { readonly items?: readonly { readonly resourceType: string; readonly transferSize: number }[] };
}

interface Result {
  readonly categories: Readonly<Record<string, { readonly score: number }>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

function installed(): string {
  const home = inProject("../node_modules/.cache/dealbook/lighthouse-13");
  const program = join(home, "node_modules/lighthouse/cli/index.js");
  if (!existsSync(program))
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefix", home, "lighthouse@13.5.0"], { stdio: "pipe" });
  return program;
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-lighthouse-"));
  const args = [
    inProject("../scripts/dealbook.ts"),
    "build",
    "--content",
    inProject("../content"),
    "--today",
    "2026-11-21",
    "--out",
    folder,
  ];
  execFileSync(process.execPath, args, { stdio: "pipe" });
  return folder;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Serves a folder as static hosts do: compressed. Returns its address and how to stop. */
async function serve(folder: string): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!existsSync(file)) return void response.writeHead(404).end();
    const headers = {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-encoding": "gzip",
      "cache-control": "max-age=600",
    };
    response.writeHead(200, headers).end(gzipSync(readFileSync(file)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

const flags = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking";

/** What Lighthouse says of a page. Not synchronous: the page is served by this very process. */
async function ask(program: string, url: string): Promise<Result> {
  const args = [program, url, "--quiet", "--output=json", `--only-categories=${categories.join(",")}`, `--chrome-flags=${flags}`];
  const env = { ...process.env, CHROME_PATH: findChromium() ?? "chromium" };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 28 });
  return JSON.parse(stdout) as Result;
}

/** The result whose performance is the middle one. */
function middle(results: readonly Result[]): Result {
  const sorted = results.toSorted((a, b) => (a.categories.performance?.score ?? 0) - (b.categories.performance?.score ?? 0));
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new Error("--runs must be at least 1.");
  return found;
}

async function measure(program: string, origin: string): Promise<Map<string, Result>> {
  const found = new Map<string, Result>();
  for (const page of pages) {
    const results: Result[] = [];
    for (let run = 0; run < Number(values.runs); run += 1) results.push(await ask(program, origin + page));
    found.set(page, middle(results));
  }
  return found;
}

const scoreOf = ({ categories: scores }: Result, name: string): number => Math.round((scores[name]?.score ?? 0) * 100);
const secondsOf = ({ audits }: Result, name: string): string => ((audits[name]?.numericValue ?? 0) / 1000).toFixed(1);

function print(found: ReadonlyMap<string, Result>): void {
  console.log("| page | performance | accessibility | best practices | largest paint s | shift | JavaScript kB |");
  console.log("|---|--:|--:|--:|--:|--:|--:|");
  for (const [page, result] of found) {
    const shift = (result.audits["cumulative-layout-shift"]?.numericValue ?? 0).toFixed(3);
    const scripts = result.audits["network-requests"]?.details?.items ?? [];
    const bytes = scripts.filter(({ resourceType }) => resourceType === "Script").reduce((sum, { transferSize }) => sum + transferSize, 0);
    const scores = categories.map((name) => scoreOf(result, name)).join(" | ");
    console.log(`| ${page} | ${scores} | ${secondsOf(result, "largest-contentful-paint")} | ${shift} | ${(bytes / 1000).toFixed(1)} |`);
  }
}

if (values.help) console.log(help);
else {
  const program = installed();
  const folder = build();
  const { origin, stop } = await serve(folder);
  try {
    const found = await measure(program, origin);
    if (values.json) console.log(JSON.stringify(Object.fromEntries([...found].map(([page, result]) => [page, result.categories]))));
    else print(found);
  } finally {
    stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
