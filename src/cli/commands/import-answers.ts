import { type Answer, newMappingText, openLines, withAnswers } from "../../adapters/imports/mapping-file.ts";
import { printable } from "../../adapters/reports/printable.ts";
import { type ImportPlan, type ImportRequest, planImportOf } from "../../app/import-deals.ts";
import type { TextFile } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import type { Content } from "../../core/check/check-content.ts";
import { type ImportSystem, type Mapping, parseMapping } from "../../core/import/mapping.ts";
import type { Question } from "../../core/import/questions.ts";
import { unknownNames } from "../../core/rules/import-unknown-name.ts";
import { askerOf } from "../ask.ts";
import type { Asker } from "../asker.ts";
import type { Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { MoveOptions } from "./move-setting.ts";

/** Options of `dealbook import`. */
export interface ImportOptions extends MoveOptions {
  readonly pipeline: string;
  readonly mapping?: string;
  readonly write?: boolean;
}

/** What becomes of everything in the files. */
export type PlannedImport = Extract<ImportPlan, { readonly items: unknown }>;

/** What an import is worked out with. */
export interface ImportSetting {
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

/** The text of the mapping file; `undefined` where there is none. */
async function keptText({ file, mappingName }: ImportSetting): Promise<string | undefined> {
  const text = await file.read();
  if (text === null) throw new Refusal(`${mappingName} is not UTF-8 text.`, "Save it as UTF-8.");
  return text;
}

/** The mapping that a text gives; refuses one that is wrong, with its first line that is. */
function mappingIn(text: string, { mappingName, system, options, content }: ImportSetting): Mapping {
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
function refuseOpen(questions: readonly Question[], { mappingName, system }: ImportSetting, isNew: boolean): never {
  const asked = questions.map(({ message }) => `  ${printable(message)}`).join("\n");
  const lines = [...(isNew ? [`from: ${system}`] : []), ...openLines(questions)].map((line) => `    ${printable(line)}`);
  throw new Refusal(
    `The export does not tell everything:\n${asked}`,
    `${askedOfPeople(questions)}Put the answers into ${mappingName}, and call it again:\n\n${lines.join("\n")}\n`,
  );
}

/** Asks until nothing is left to ask; then the answers are kept in the mapping file. */
export async function planAsking(request: Omit<ImportRequest, "mapping">, setting: ImportSetting): Promise<PlannedImport> {
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
