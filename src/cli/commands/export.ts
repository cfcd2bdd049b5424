import { resolve } from "node:path";
import type { Command } from "commander";
import { writeOutput } from "../../adapters/files.ts";
import { loadRecords } from "../../app/load-records.ts";
import { Refusal } from "../../app/refusal.ts";
import { type ExportFile, exportFiles, whyMissing } from "../../core/export/export-files.ts";
import { type ExportInput, exportInput, ofOwner } from "../../core/export/export-input.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface ExportOptions extends CommonOptions {
  readonly out?: string;
  readonly owner?: string;
  readonly json?: boolean;
}

function fileNamed(kind: string): ExportFile {
  const names = exportFiles.map(({ name }) => name);
  const found = exportFiles.find(({ name }) => name === kind);
  if (found) return found;
  throw new Refusal(`There is no export "${kind}".`, didYouMean(kind, names));
}

/** The deals of one person, where the options name somebody. */
function ownedBy(input: ExportInput, owner: string | undefined): ExportInput {
  if (owner === undefined) return input;
  const known = Object.keys(input.people?.people ?? {});
  if (input.people && !known.includes(owner)) throw new Refusal(`There is no person "${owner}".`, didYouMean(owner, known));
  return ofOwner(input, owner);
}

async function exportDeals(options: ExportOptions, world: World, kind = ""): Promise<number> {
  const file = fileNamed(kind);
  const { reader, repository, today } = await openWorkspace(options, world);
  const loaded = await loadRecords({ reader, repository, today });
  const input = ownedBy(exportInput({ ...loaded, settings: loaded.content.settings }), options.owner);
  const missing = whyMissing(file.name, input);
  if (missing !== undefined) throw new Refusal(`${file.name} cannot be made.`, missing);
  // Loaded here: no other command needs the libraries that write these files.
  const { writeExport } = await import("../../adapters/exports/write-export.ts");
  const out = resolve(world.cwd, options.out ?? file.name);
  await writeOutput(out, await writeExport(file.name, input));
  complainOfLeftOut(loaded, "in it", world);
  world.print(options.json ? `${JSON.stringify({ schemaVersion: 1, out })}\n` : `✓ ${file.name} is in ${out}\n`);
  return 0;
}

const width = Math.max(...exportFiles.map(({ name }) => name.length));

const help = `
Kinds:
${exportFiles.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join("\n")}

Examples:
  dealbook export analytics.xlsx
  dealbook export deals.parquet --out ../warehouse/deals.parquet
  dealbook export calendar.ics --owner amara

The built site has the same files; its page /exports/ links them.`;

/** Adds `dealbook export`. */
export function addExport(program: Command, run: Run): void {
  program
    .command("export")
    .argument("<kind>", "which file, by its name")
    .description("Write deals, history and figures to a file for a spreadsheet, a warehouse, a feed reader or a calendar.")
    .option("--out <file>", "where it goes; what is there is replaced (default: its own name, here)")
    .option("--owner <id>", "the deals of this person only")
    .addHelpText("after", help)
    .action((_kind, _options, command: Command) => run(command, exportDeals));
}
