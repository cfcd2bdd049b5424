import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { textFile } from "../../adapters/files.ts";
import { type Answer, newMappingText, openLines, withAnswers } from "../../adapters/imports/mapping-file.ts";
import { digestOf, readExport } from "../../adapters/imports/read-export.ts";
import { importPullRequestText } from "../../adapters/reports/import-pull-request.ts";
import { printable } from "../../adapters/reports/printable.ts";
import {
  findLeftovers,
  type ImportCommit,
  type ImportPlan,
  type ImportRequest,
  type ImportWriting,
  planImportOf,
  writeImport,
} from "../../app/import-deals.ts";
import { loadContent } from "../../app/load-content.ts";
import type { TextFile } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { importerRemark } from "../../core/check/importers.ts";
import { type ImportSystem, importSystems, type Mapping, parseMapping } from "../../core/import/mapping.ts";
import type { PlannedItem } from "../../core/import/plan.ts";
import type { Question } from "../../core/import/questions.ts";
import type { ExportedFile } from "../../core/import/source-items.ts";
import { unknownNames } from "../../core/rules/import-unknown-name.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { askerOf } from "../ask.ts";
import type { Asker } from "../asker.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { type ImportResult, printImport } from "./import-output.ts";
import { deskOf, type MoveOptions } from "./move-setting.ts";
import { openPullRequest } from "./open-pull-request.ts";
import type { Run } from "./run.ts";

interface ImportOptions extends MoveOptions {
  readonly pipeline: string;
  readonly mapping?: string;
  readonly write?: boolean;
}

type PlannedImport = Extract<ImportPlan, { readonly items: unknown }>;

/** What an import is worked out with. */
interface Setting {
  readonly options: ImportOptions;
  readonly system: ImportSystem;
  readonly workspace: Workspace;
  readonly content: Content;
  readonly world: World;
  /** The mapping file, its absolute path, and what it is called in messages. */
  readonly file: TextFile;
  readonly mappingPath: string;
  readonly mappingName: string;
}

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

/** The text of the mapping file; `undefined` where there is none. */
async function keptText({ file, mappingName }: Setting): Promise<string | undefined> {
  const text = await file.read();
  if (text === null) throw new Refusal(`${mappingName} is not UTF-8 text.`, "Save it as UTF-8.");
  return text;
}

/** The mapping that a text gives; refuses one that is wrong, with its first line that is. */
function mappingIn(text: string, { mappingName, system, options, content }: Setting): Mapping {
  const { value, problems } = parseMapping(text);
  if (value && value.mapping.from !== system)
    throw new Refusal(
      `${mappingName} is for ${value.mapping.from}, and these deals come from ${system}.`,
      "Name another file with --mapping.",
    );
  const [first] = value ? unknownNames(value, options.pipeline, content.settings) : problems;
  if (value && !first) return value.mapping;
  const place = first?.at ? `${mappingName}:${first.at.line}` : mappingName;
  throw new Refusal(`${place}: ${first?.message ?? "It cannot be read."}`, first?.hint ?? "Mend the mapping file.");
}

/** Questions of the first kind: whoever leaves out a list is not asked about the people in it. */
const sameKind = (questions: readonly Question[]): readonly Question[] => questions.filter(({ key }) => key === questions[0]?.key);

async function ask(questions: readonly Question[], asker: Asker): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [index, question] of questions.entries()) {
    const place = questions.length === 1 ? "" : `${index + 1} of ${questions.length}: `;
    const choices = question.choices.map(({ value, label }) => ({ value, label: printable(label) }));
    answers.push({ question, value: await asker.choose(place + printable(question.message), choices) });
  }
  return answers;
}

const askedOfPeople = (questions: readonly Question[]): string =>
  questions.some(({ key }) => key === "people") ? "Add whoever is missing to people.yaml first. " : "";

/** Nobody is there to be asked: says what to write into the mapping file. */
function refuseOpen(questions: readonly Question[], { mappingName, system }: Setting, isNew: boolean): never {
  const asked = questions.map(({ message }) => `  ${printable(message)}`).join("\n");
  const lines = [...(isNew ? [`from: ${system}`] : []), ...openLines(questions)].map((line) => `    ${printable(line)}`);
  throw new Refusal(
    `The export does not tell everything:\n${asked}`,
    `${askedOfPeople(questions)}Put the answers into ${mappingName}, and call it again:\n\n${lines.join("\n")}\n`,
  );
}

/** Asks until nothing is left to ask; then the answers are kept in the mapping file. */
async function planned(request: Omit<ImportRequest, "mapping">, setting: Setting): Promise<PlannedImport> {
  const { world, options, content, file, mappingName } = setting;
  const asker = options.json ? null : askerOf(world);
  const kept = await keptText(setting);
  let text = kept ?? newMappingText(setting.system);
  let plan: ImportPlan = planImportOf({ ...request, mapping: mappingIn(text, setting) }, content);
  if ("questions" in plan && asker)
    world.complain(`The export does not tell everything. ${askedOfPeople(plan.questions)}Ctrl-C ends without a change.\n`);
  while ("questions" in plan) {
    if (!asker) return refuseOpen(plan.questions, setting, kept === undefined);
    text = withAnswers(text, await ask(sameKind(plan.questions), asker));
    plan = planImportOf({ ...request, mapping: mappingIn(text, setting) }, content);
  }
  if (text === (kept ?? newMappingText(setting.system))) return plan;
  await file.write(text);
  world.complain(`The answers are kept in ${mappingName}\n`);
  return plan;
}

const textsOf = (items: readonly PlannedItem[]): Map<string, string> =>
  new Map(items.flatMap(({ path, text }) => (path !== undefined && text !== undefined ? [[path, text] as const] : [])));

async function write(found: Pick<ImportWriting, "texts" | "leftovers" | "message">, setting: Setting): Promise<ImportCommit | null> {
  const { system, workspace, options, world } = setting;
  const mapping = relative(workspace.root, setting.mappingPath).replaceAll("\\", "/");
  const answers = /^\.\.|^\//.test(mapping) || (await setting.file.read()) === undefined ? [] : [mapping];
  const branch = `import/${system}-${options.pipeline}-${workspace.today}`;
  return writeImport({ ...found, answers, branch, onWritten: progress("deals written", world) }, deskOf(setting));
}

const nothingCommitted = new Refusal(
  "Nothing was committed, so there is nothing to open a pull request for.",
  "Leave --no-commit out, in a git repository.",
);

/** Writes what was planned, and proposes it where that is asked for. */
async function carryOut(items: readonly PlannedItem[], remark: string | undefined, setting: Setting): Promise<ImportResult> {
  const { system, options } = setting;
  const texts = textsOf(items);
  const leftovers = options.write ? await findLeftovers(items, deskOf(setting)) : [];
  const count = texts.size + leftovers.length;
  if (!options.write || count === 0) return { recorded: null, published: null };
  const headline = `Import ${count === 1 ? "1 deal" : `${count} deals`} from ${system}`;
  const recorded = await write({ texts, leftovers, message: headline }, setting);
  if (!options.pr) return { recorded, published: null };
  const text = importPullRequestText({ headline, items, remark });
  return { recorded, published: recorded ? await openPullRequest(recorded.branch, text, setting) : { problem: nothingCommitted } };
}

/** An export holds more than what is imported of it. In the repository, the next `git add` takes it along. */
function sharedRemark(path: string, { workspace, world }: Setting): string | undefined {
  if (!workspace.repository) return undefined;
  const top = resolve(
    workspace.root,
    ...workspace.prefix
      .split("/")
      .slice(1)
      .map(() => ".."),
  );
  return /^\.\./.test(relative(top, resolve(world.cwd, path)))
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
  const { items, unused, besides } = await planned(
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
  return printImport(outcome, options, world);
}

const examples = `
Systems:
  trello      the board's JSON: Share, Export as JSON
  hubspot     all deals as CSV or XLSX, best with "Date entered" columns
  salesforce  Opportunity as CSV, and OpportunityHistory beside it
  pipedrive   deals as CSV or XLSX
  monday      the board as XLSX or CSV
  csv         any table, CSV or XLSX; name its columns in the mapping file

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
