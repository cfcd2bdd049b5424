import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A site built into a temporary folder. */
export interface BuiltSite {
  readonly folder: string;
  /** What was printed. */
  readonly log: string;
  readonly remove: () => void;
}

// vitest puts these into the environment for its own modules; Astro would take the build for a development one.
const ofVitest = new Set(["BASE_URL", "DEV", "MODE", "NODE_ENV", "PROD", "SSR", "TEST", "VITEST"]);

/** The environment without what vitest puts into it. */
export const cleanEnv = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofVitest.has(name)));

/** Builds the site of a content root as of a day, in a process of its own, into a folder of its own unless another is given. */
export async function buildSite(content: string, today: string, out?: string): Promise<BuiltSite> {
  const root = mkdtempSync(join(tmpdir(), "dealbook-site-"));
  const folder = out ?? join(root, "dist");
  const args = ["scripts/dealbook.ts", "build", "--content", content, "--out", folder, "--today", today];
  const build = spawn(process.execPath, args, { env: cleanEnv(), stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [build.stdout, build.stderr]) stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const code = await new Promise((resolve, reject) => build.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`The site was not built:\n${log}`);
  return { folder, log, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Serves a built site on a free port. Returns its origin and how to stop it. */
export async function serveSite(folder: string): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(body),
      () => response.writeHead(404).end("Not found"),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
