import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { cleanLine } from "../core/import/clean.ts";
import { whySkipped } from "../core/import/make-deal.ts";
import type { ImportSystem, Mapping } from "../core/import/mapping.ts";
import { type PlannedItem, planImport } from "../core/import/plan.ts";
import { type Question, questionsAbout } from "../core/import/questions.ts";
import { isLeftOut, type SourceDeal } from "../core/import/source-deal.ts";
import { type ExportedFile, type FoundItems, sourceItems } from "../core/import/source-items.ts";
import type { People } from "../core/people/people.ts";
import type { Pipeline } from "../core/pipeline/pipeline.ts";
import { didYouMean } from "../core/text/suggest.ts";
import { freeBranch } from "./free-branch.ts";
import type { Repository } from "./ports.ts";
import { type Desk, recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** What to import, and how it is to be understood. */
export interface ImportRequest {
  readonly system: ImportSystem;
  readonly pipeline: string;
  readonly files: readonly ExportedFile[];
  readonly mapping: Mapping;
  readonly today: BusinessDate;
  readonly digest: (text: string) => string;
}

/** What has to be asked before anything can be planned; or what becomes of everything in the files. */
export type ImportPlan =
  | { readonly questions: readonly Question[] }
  | ({ readonly items: readonly PlannedItem[] } & Pick<FoundItems, "unused" | "besides">);

function placeOf({ pipeline }: ImportRequest, { settings }: Content): { pipeline: Pipeline; people: People } {
  const { rules, people } = settings;
  const found = rules.pipelines.get(pipeline);
  if (!found) throw new Refusal(`There is no pipeline "${pipeline}".`, didYouMean(pipeline, [...rules.pipelines.keys()]));
  if (!people) throw new Refusal("people.yaml cannot be read, and deals need owners.", "See what is wrong with it: dealbook check");
  return { pipeline: found, people };
}

/** A deal that cannot be read may be one that was imported before; it would come in twice. */
function refuseUnread({ deals }: Content): void {
  const broken = deals.files.find(({ deal }) => deal === null);
  if (broken)
    throw new Refusal(`${broken.path} cannot be read, so nobody can say whether it was imported before.`, "Mend it first: dealbook check");
}

/** Works out what an import would do. Writes nothing. */
export function planImportOf(request: ImportRequest, content: Content): ImportPlan {
  const { system, files, mapping, today, digest } = request;
  const words = { ...placeOf(request, content), mapping };
  refuseUnread(content);
  const { organisation } = content.settings;
  const read = sourceItems(system, files, mapping);
  if ("message" in read) throw new Refusal(cleanLine(read.message, true), cleanLine(read.hint, true));
  if (read.questions.length > 0) return { questions: read.questions };
  const base = organisation?.currency ?? "EUR";
  const wanted = read.items.filter((item): item is SourceDeal => !isLeftOut(item) && whySkipped(item, words) === undefined);
  const { ways, questions } = questionsAbout(wanted, words, base);
  if (questions.length > 0) return { questions };
  const items = planImport(read.items, {
    system,
    words,
    base,
    digest,
    calendar: { ways, zone: organisation?.time_zone ?? "UTC", today },
    settings: content.settings,
    deals: content.deals.files,
    documents: content.deals.documents,
    folder: organisation?.deals_folder ?? "{year}",
  });
  return { items, unused: read.unused, besides: read.besides };
}

/** Files to write, and the commit that they make. */
export interface ImportWriting {
  readonly texts: ReadonlyMap<string, string>;
  /** Paths of deals that an earlier import wrote and nobody committed. */
  readonly leftovers: readonly string[];
  /** Paths of mapping files, which are written already. */
  readonly answers: readonly string[];
  readonly branch: string;
  readonly message: string;
  /** Called after each file. */
  readonly onWritten: (count: number) => void;
}

/** The commit that an import made. */
export interface ImportCommit {
  readonly branch: string;
  readonly commit: string;
}

/** Goes to the import's branch, from the record, and returns its name; refuses where commits or edits would be swept along. */
async function goToBranch({ texts, branch: name }: ImportWriting, repository: Repository, defaultBranch: string): Promise<string> {
  await repository.requireIdentity();
  const record = await recordRef(repository, defaultBranch);
  const hasCommits = await repository.hasCommit("HEAD");
  const edits = hasCommits ? (await repository.changedPaths("HEAD", null)).filter((path) => texts.has(path)) : [];
  if (edits.length > 0)
    throw new Refusal(
      `There are edits in no commit in ${edits.slice(0, 3).join(", ")}, which the import changes, too.`,
      "Commit them first.",
    );
  const branch = await freeBranch(repository, name, record);
  if ((await repository.currentBranch()) === branch) return branch;
  if (record !== null && hasCommits && (await repository.countCommits(record, "HEAD")) > 0)
    throw new Refusal(
      `This branch has commits that are not on ${record}; a pull request would bring them along.`,
      `Start from the record: git switch ${defaultBranch}`,
    );
  await repository.startBranch(branch, null);
  return branch;
}

/** Those of the planned deals that are there as they should be and in no commit: an import before was interrupted, or made none. */
export async function findLeftovers(items: readonly PlannedItem[], { repository, isCommitted }: Desk): Promise<string[]> {
  if (!repository || !isCommitted || !(await repository.hasCommit("HEAD"))) return [];
  const settled = new Set(items.flatMap(({ outcome, path }) => (outcome === "unchanged" && path !== undefined ? [path] : [])));
  const open = (await repository.changedPaths("HEAD", null)).filter((path) => settled.has(path));
  const recorded = await repository.readerAt("HEAD").read(open);
  return open.filter((path) => !recorded.has(path));
}

/** Answers that somebody gave are in a commit of their own: when the import is undone, they are kept. */
async function commitAnswers({ answers }: ImportWriting, repository: Repository): Promise<boolean> {
  const isFirst = !(await repository.hasCommit("HEAD"));
  const waiting = isFirst ? answers : (await repository.changedPaths("HEAD", null)).filter((path) => answers.includes(path));
  if (waiting.length > 0) await repository.commit(waiting, "Answers for the import");
  return waiting.length > 0 && !isFirst;
}

/** Writes what was planned, in one commit on a branch of its own; `null` where it is written only. */
export async function writeImport(writing: ImportWriting, desk: Desk): Promise<ImportCommit | null> {
  const { texts, message } = writing;
  const repository = desk.isCommitted ? desk.repository : null;
  const previous = (await repository?.currentBranch()) ?? null;
  const branch = repository ? await goToBranch(writing, repository, desk.defaultBranch) : writing.branch;
  let count = 0;
  for (const [path, text] of texts) {
    await desk.writer.write(path, text);
    count += 1;
    writing.onWritten(count);
  }
  if (!repository) return null;
  const hadEdits = await commitAnswers(writing, repository);
  const commit = await repository.commit([...texts.keys(), ...writing.leftovers], message);
  await repository.noteStep(branch, { commit, subject: message, previous, hadEdits, isStart: previous !== branch });
  return { branch, commit };
}
