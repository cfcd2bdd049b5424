import { dealDifferences } from "../core/deal/compare-deals.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { FieldDifference } from "../core/text/compare-values.ts";
import type { Repository } from "./ports.ts";
import type { Desk } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** A file that is about to be written. */
export interface FileAtWork {
  readonly path: string;
  /** What people call it. */
  readonly name: string;
  /** Its text with edits that are in no commit yet; without it the commit that is checked out counts. */
  readonly text?: string;
  /** What differs between two of its texts, field by field; an empty text is none. */
  readonly compare: (before: string, after: string) => readonly FieldDifference[];
}

/** Texts of a file where the work began, here, and on a branch that others write to. */
interface Meanwhile {
  readonly file: FileAtWork;
  readonly ref: string;
  readonly base: string;
  readonly before: string;
  readonly here: string;
  readonly now: string;
}

/** A deal that is about to be changed. */
export const dealAtWork = ({ path, slug, text }: Pick<DealFile, "path" | "slug" | "text">): FileAtWork => ({
  path,
  name: slug,
  text,
  compare: (before, after) => dealDifferences(parseDeal(before, path), parseDeal(after, path)),
});

/** The first of some files that a branch has otherwise than it was where the work began, and than it is here. */
async function changeOn(ref: string, files: readonly FileAtWork[], repository: Repository): Promise<Meanwhile | null> {
  const tip = await repository.commitOf(ref);
  const base = tip && (await repository.mergeBase(ref, null));
  if (tip === null || base === null || base === tip) return null;
  const paths = files.map(({ path }) => path);
  const textsAt = (commit: string) => repository.readerAt(commit).read(paths);
  const [old, theirs, own] = [await textsAt(base), await textsAt(tip), await textsAt("HEAD")];
  for (const file of files) {
    const [before = "", now] = [old.get(file.path), theirs.get(file.path)];
    const here = file.text ?? own.get(file.path) ?? "";
    if (before !== null && typeof now === "string" && now !== before && now !== here) return { file, ref, base, before, here, now };
  }
  return null;
}

function differenceLine({ field, from, to }: FieldDifference, yours: readonly FieldDifference[]): string {
  const own = yours.find((each) => each.field === field && each.from === from && each.to !== to);
  const change = from === undefined ? `new: ${to}` : to === undefined ? `removed: ${from}` : `${from} → ${to}`;
  return `  ${field}: ${change}${own && from !== undefined ? ` (you have: ${own.to ?? "nothing"})` : ""}`;
}

/** What to do to have the change here, edits that are in no commit yet included. */
async function wayOn({ ref, file }: Meanwhile, repository: Repository): Promise<string> {
  const isEdited = (await repository.changedPaths("HEAD", null)).includes(file.path);
  const merge = isEdited ? `git stash && git merge ${ref} && git stash pop` : `git merge ${ref}`;
  return `Take it in (${merge}), and give the command again. Nothing was written.`;
}

async function authorsOf({ base, ref, file }: Meanwhile, repository: Repository): Promise<string> {
  const versions = await repository.changeVersions(base, ref, [file.path]);
  const authors = [...new Set(versions.map(({ author }) => author))].join(", ");
  return authors === "" ? "" : ` by ${authors}`;
}

async function outdated(meanwhile: Meanwhile, repository: Repository): Promise<Refusal> {
  const { file, ref, before, here, now } = meanwhile;
  const yours = file.compare(before, here);
  const lines = file.compare(before, now).map((each) => differenceLine(each, yours));
  const done = before === "" ? "written" : "changed";
  const by = await authorsOf(meanwhile, repository);
  return new Refusal(`${file.name} was ${done} on ${ref}${by} since you began:\n${lines.join("\n")}`, await wayOn(meanwhile, repository));
}

/** Refuses to write a file that others have written on the default branch, here or as last fetched; says field by field how. */
export async function refuseOutdated({ repository, defaultBranch, isProposed }: Desk, files: readonly FileAtWork[]): Promise<void> {
  if (!repository || !(await repository.hasCommit("HEAD"))) return;
  // Where that fails pushing will, too, and say why.
  if (isProposed) await repository.fetch(defaultBranch);
  for (const ref of [defaultBranch, `origin/${defaultBranch}`]) {
    const meanwhile = await changeOn(ref, files, repository);
    if (meanwhile) throw await outdated(meanwhile, repository);
  }
}
