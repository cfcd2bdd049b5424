import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join, relative } from "node:path";

/** What the site is built from and into. Folders are absolute. */
export interface SiteRequest {
  readonly contentRoot: string;
  readonly outDir: string;
  /** Where what takes long to make is kept from build to build. */
  readonly cache: string;
  /** The day that ages and due dates are counted to, as YYYY-MM-DD. */
  /** As YYYY-MM-DD; absent for whatever day it is. */
  readonly today?: string | undefined;
  /** Further arguments for Astro. */
  readonly args: readonly string[];
}

const packageRoot = join(import.meta.dirname, "../..");

/** Everything that Astro keeps while it runs lies below its root, so each process gets a root for itself. */
async function makeWorkFolder(): Promise<string> {
  // Within the package, because what Astro writes there imports packages of ours.
  const parent = join(packageRoot, ".astro");
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, "site-"));
}

function astroProgram(): string {
  const manifest = createRequire(import.meta.url).resolve("astro/package.json");
  return join(dirname(manifest), "bin/astro.mjs");
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does work that can be told to stop, and is told so instead of this process. */
async function stoppable<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

interface NodeOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs a program of Node's to its end. Returns the exit code, as a shell would. */
function runNode(args: readonly string[], options: NodeOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: "inherit" });
    // A program that was told to stop has not ended yet.
    child.on("error", (error) => error.name === "AbortError" || reject(error));
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

// A lock would refuse a second dev server of this package, whatever content it is for.
const ownArgs = { build: [], dev: ["--ignore-lock"] } as const;

// A process of its own: Astro keeps what it has loaded for as long as its process lives.
/**
 * Runs `astro build` or `astro dev` on this package with its output shown, in a folder of its own: any number may run
 * at a time. Returns Astro's exit code.
 */
export function runAstro(command: "build" | "dev", { contentRoot, outDir, cache, today, args }: SiteRequest): Promise<number> {
  const env = {
    ...process.env,
    DEALBOOK_CONTENT: contentRoot,
    DEALBOOK_OUT: outDir,
    DEALBOOK_CACHE: cache,
    DEALBOOK_TODAY: today ?? "",
    ASTRO_TELEMETRY_DISABLED: "1",
  };
  return stoppable(async (signal) => {
    const cwd = await makeWorkFolder();
    const config = relative(cwd, join(packageRoot, "astro.config.mjs"));
    try {
      return await runNode([astroProgram(), command, "--config", config, ...ownArgs[command], ...args], { cwd, env, signal });
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  });
}
