import { join, resolve } from "node:path";
import type { Command } from "commander";
import { runAstro, type SiteRequest } from "../../adapters/site-process.ts";
import { Refusal } from "../../app/refusal.ts";
import { toId } from "../../core/text/field-types.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface SiteOptions extends CommonOptions {
  readonly out?: string;
  readonly port?: string;
  readonly json?: boolean;
}

/** A repository may hold several content roots, and each has a site of its own. */
const siteCache = ({ cache, prefix }: Workspace): string => join(cache, `site-${toId(prefix) || "top"}`);

async function siteRequest(options: SiteOptions, world: World, args: readonly string[]): Promise<SiteRequest> {
  const workspace = await openWorkspace(options, world);
  await workspace.repository?.requireFullHistory();
  return {
    contentRoot: workspace.root,
    outDir: resolve(world.cwd, options.out ?? "dist"),
    cache: siteCache(workspace),
    today: workspace.today,
    args,
  };
}

async function build(options: SiteOptions, world: World): Promise<number> {
  const request = await siteRequest(options, world, options.json ? ["--silent"] : []);
  const code = await runAstro("build", request);
  if (code !== 0)
    throw new Refusal("The site could not be built.", "What stopped it stands above. See whether the content is in order: dealbook check");
  world.print(options.json ? `${JSON.stringify({ schemaVersion: 1, out: request.outDir })}\n` : `✓ The site is in ${request.outDir}\n`);
  return 0;
}

async function dev(options: SiteOptions, world: World): Promise<number> {
  const port = options.port === undefined ? [] : ["--port", options.port];
  const request = await siteRequest(options, world, port);
  // One that is left on overnight goes on with the next day, unless a day is named.
  const isNamed = (options.today ?? world.env.DEALBOOK_TODAY) !== undefined;
  return runAstro("dev", { ...request, today: isNamed ? request.today : undefined });
}

const buildExamples = `
Examples:
  dealbook build
  dealbook build --out public --content ../our-sales/content`;

/** Adds `dealbook build` and `dealbook dev`. */
export function addSite(program: Command, run: Run): void {
  program
    .command("build")
    .description("Build the site: handbook, process pages, boards, deals, metrics.")
    .option("--out <dir>", "where the site goes (default: dist)")
    .addHelpText("after", buildExamples)
    .action((_options, command: Command) => run(command, build));
  program
    .command("dev")
    .description("Serve the site while you write; pages reload when content changes.")
    .option("--port <number>", "the port (default: 4321)")
    .addHelpText("after", "\nExample:\n  dealbook dev --port 4400")
    .action((_options, command: Command) => run(command, dev));
}
