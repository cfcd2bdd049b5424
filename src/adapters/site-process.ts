import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What the site is built from and into. Folders are absolute. */
export interface SiteRequest {
  readonly contentRoot: string;
  readonly outDir: string;
  /** The day that ages and due dates are counted to, as YYYY-MM-DD. */
  readonly today: string;
  /** Further arguments for Astro. */
  readonly args: readonly string[];
}

const packageRoot = join(import.meta.dirname, "../..");

function astroProgram(): string {
  const manifest = createRequire(import.meta.url).resolve("astro/package.json");
  return join(dirname(manifest), "bin/astro.mjs");
}

// A process of its own: Astro keeps what it has loaded for as long as its process lives.
/** Runs `astro build` or `astro dev` on this package with its output shown. Returns Astro's exit code. */
export function runAstro(command: "build" | "dev", { contentRoot, outDir, today, args }: SiteRequest): Promise<number> {
  const env = { ...process.env, DEALBOOK_CONTENT: contentRoot, DEALBOOK_OUT: outDir, DEALBOOK_TODAY: today, ASTRO_TELEMETRY_DISABLED: "1" };
  return new Promise((resolve, reject) => {
    const astro = spawn(process.execPath, [astroProgram(), command, ...args], { cwd: packageRoot, env, stdio: "inherit" });
    astro.on("error", reject);
    astro.on("close", (code) => resolve(code ?? 1));
  });
}
