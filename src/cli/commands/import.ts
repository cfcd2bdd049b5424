import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { textFile } from "../../adapters/files.ts";
import { digestOf, readExport } from "../../adapters/imports/read-export.ts";
import { importPullRequestText } from "../../adapters/reports/import-pull-request.ts";
import { findLeftovers, type ImportCommit, type ImportWriting, writeImport } from "../../app/import-deals.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { importerRemark } from "../../core/check/importers.ts";
import { type ImportSystem, importSystems } from "../../core/import/mapping.ts";
import type { PlannedItem } from "../../core/import/plan.ts";
import type { ExportedFile } from "../../core/import/source-items.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { type ImportOptions, type ImportSetting, planAsking } from "./import-answers.ts";
import { type ImportResult, printImport } from "./import-output.ts";
import { deskOf } from "./move-setting.ts";
import { openPullRequest } from "./open-pull-request.ts";
import type { Run } from "./run.ts";

const progressSteps = 1000;

/** Tells on a terminal how far it is; a program that reads what is printed is not told. */
const progress =
  (what: string, world: World) =>
  (count: number): void => {
    if (world.isWatched && count % progressSteps === 0) world.complain(`${count} ${what} …\n`);
  };

function systemOf(name: string): ImportSystem {
  const found = importSystems.find((system) => system === name);
  if (found) return found;
  throw new Refusal(`Deals cannot be imported from "${name}".`, didYouMean(name, importSystems));
}

const textsOf = (items: readonly PlannedItem[]): Map<string, string> =>
  new Map(items.flatMap(({ path, text }) => (path !== undefined && text !== undefined ? [[path, text] as const] : [])));

async function write(found: Pick<ImportWriting, "texts" | "leftovers" | "message">, setting: ImportSetting): Promise<ImportCommit | null> {
  const { system, workspace, options, world } = setting;
  const mapping = relative(workspace.root, setting.mappingPath).replaceAll("\\", "/");
  const answers = /^\.\.|^\//.test(mapping) || (await setting.file.read()) === undefined ? [] : [mapping];
  const branch = `import/${system}-${options.pipeline}-${workspace.today}`;
  return writeImport({ ...found, answers, branch, onWritten: progress("deals written", world) }, deskOf(setting));
}

/** Writes what was planned, and proposes it where that is asked for. */
async function carryOut(items: readonly PlannedItem[], remark: string | undefined, setting: ImportSetting): Promise<ImportResult> {
  const { system, options } = setting;
  const texts = textsOf(items);
  const leftovers = options.write ? await findLeftovers(items, deskOf(setting)) : [];
  const count = texts.size + leftovers.length;
  if (!options.write || count === 0) return { recorded: null, published: null };
  const headline = `Import ${count === 1 ? "1 deal" : `${count} deals`} from ${system}`;
  const recorded = await write({ texts, leftovers, message: headline }, setting);
  if (!options.pr) return { recorded, published: null };
  const why = "Nothing was committed, so there is nothing to open a pull request for.";
  if (!recorded) return { recorded, published: { problem: new Refusal(why, "Leave --no-commit out, in a git repository.") } };
  const text = importPullRequestText({ headline, items, remark });
  return { recorded, published: await openPullRequest(recorded.branch, text, setting) };
}

/** What the path leads to from the top of the repository; `..` where it leads out of it. */
const fromTop = (path: string, { root, prefix }: Workspace): string => relative(resolve(root, prefix.replace(/[^/]+\//g, "../")), path);

/** An export holds more than what is imported of it. In the repository, the next `git add` takes it along. */
function sharedRemark(path: string, { workspace, world }: ImportSetting): string | undefined {
  if (!workspace.repository) return undefined;
  return fromTop(resolve(world.cwd, path), workspace).startsWith("..")
    ? undefined
    : `${path} lies in the repository. It holds what is not to be shared (a Trello board: addresses that anybody can write to it by); move it out.`;
}

async function readFiles(system: ImportSystem, paths: readonly string[], world: World): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const name of paths) files.push(await readExport(system, { path: resolve(world.cwd, name), name }, progress("rows read", world)));
  return files;
}

async function importDeals(options: ImportOptions, world: World, ...[name = "", ...given]: string[]): Promise<number> {
  const system = systemOf(name);
  if (options.pr && !options.write)
    throw new Refusal("--pr proposes what --write has written.", "Add --write; or leave --pr out, to see first.");
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const mappingPath = resolve(world.cwd, options.mapping ?? resolve(workspace.root, `imports/${system}-${options.pipeline}.yaml`));
  const mappingName = relative(world.cwd, mappingPath);
  const setting = { options, system, workspace, content, world, file: textFile(mappingPath), mappingPath, mappingName };
  const files = await readFiles(system, given, world);
  const { items, unused, besides } = await planAsking(
    { system, pipeline: options.pipeline, files, today: workspace.today, digest: digestOf },
    setting,
  );
  const { people } = content.settings;
  const remark = people ? importerRemark((await workspace.repository?.userEmail()) ?? null, people, workspace.today) : undefined;
  const result = await carryOut(items, remark, setting);
  const remarks = [remark, ...given.map((path) => sharedRemark(path, setting))].filter((each) => each !== undefined);
  const outcome = {
    items,
    unused,
    besides,
    mapping: mappingName,
    remarks,
    ...result,
    isWritten: options.write === true,
    prefix: workspace.prefix,
  };
  return printImport(outcome, setting);
}

const examples = `
Systems:
  trello      the board's JSON: Share, Export as JSON
  hubspot     all deals as CSV or XLSX, best with "Date entered" columns
  salesforce  Opportunity as CSV, and OpportunityHistory beside it
  pipedrive   deals as CSV or XLSX
  monday      the board as XLSX or CSV
  csv         any table, CSV or XLSX; name its columns, and those with dates of stages
              (stage_dates:), in the mapping file

Examples:
  dealbook import trello board.json --pipeline sales           what it would do
  dealbook import trello board.json --pipeline sales --write   one commit on a branch
  dealbook import trello board.json --pipeline sales --write --pr
  dealbook import salesforce Opportunity.csv OpportunityHistory.csv --pipeline sales --json

What the export does not tell (which list is which stage, who is who, 03/04 or 04/03) is asked once on a terminal and kept
in content/imports/SYSTEM-PIPELINE.yaml. The same file twice changes nothing; a later export brings what is new.
The pull request passes if somebody made or approved it whose role in people.yaml says "imports: true".`;

/** Adds `dealbook import`. */
export function addImport(program: Command, run: Run): void {
  program
    .command("import")
    .argument("<system>", "where the deals come from")
    .argument("<file...>", "the exported files")
    .description("Bring in deals from another system, with their history.")
    .requiredOption("--pipeline <id>", "the pipeline that they go into")
    .option("--mapping <file>", "what stands for what (default: imports/SYSTEM-PIPELINE.yaml in the content root)")
    .option("--write", "write the deals, in one commit on a branch")
    .option("--no-commit", "with --write: write the files only")
    .option("--pr", "with --write: push the branch and open its pull request (token in GITHUB_TOKEN)")
    .addHelpText("after", examples)
    .action(function (this: Command) {
      return run(this, importDeals);
    });
}
