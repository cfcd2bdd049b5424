import { dealDifferences, type FieldDifference } from "../core/deal/compare-deals.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Repository } from "./ports.ts";
import type { Desk } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** A deal as it stood where the work began, and as it stands on a branch that others write to. */
interface Meanwhile {
  readonly ref: string;
  readonly base: string;
  readonly before: DealFile;
  readonly now: DealFile;
}

async function changeOn(ref: string, file: DealFile, repository: Repository): Promise<Meanwhile | null> {
  if (!(await repository.hasCommit(ref))) return null;
  const base = await repository.mergeBase(ref, null);
  const textAt = async (commit: string) => (await repository.readerAt(commit).read([file.path])).get(file.path);
  const [before, now] = [await textAt(base), await textAt(ref)];
  if (typeof before !== "string" || typeof now !== "string" || now === before || now === file.text) return null;
  return { ref, base, before: parseDeal(before, file.path), now: parseDeal(now, file.path) };
}

function differenceLine({ field, from, to }: FieldDifference, yours: readonly FieldDifference[]): string {
  const own = yours.find((each) => each.field === field && each.from === from && each.to !== to);
  const change = from === undefined ? `new: ${to}` : to === undefined ? `removed: ${from}` : `${from} → ${to}`;
  return `  ${field}: ${change}${own && from !== undefined ? ` (you have: ${own.to ?? "nothing"})` : ""}`;
}

/** What to do to have the change here, edits that are in no commit yet included. */
async function wayOn({ ref }: Meanwhile, file: DealFile, repository: Repository): Promise<string> {
  const isEdited = (await repository.changedPaths("HEAD", null)).includes(file.path);
  const merge = isEdited ? `git stash && git merge ${ref} && git stash pop` : `git merge ${ref}`;
  return `Take it in (${merge}), and give the command again. Nothing was written.`;
}

/** Refuses to change a deal that others have changed on the default branch, here or as last fetched; says field by field how. */
export async function refuseOutdated({ repository, defaultBranch, isProposed }: Desk, file: DealFile): Promise<void> {
  if (!repository || !(await repository.hasCommit("HEAD"))) return;
  // Where that fails pushing will, too, and say why.
  if (isProposed) await repository.fetch(defaultBranch);
  for (const ref of [defaultBranch, `origin/${defaultBranch}`]) {
    const meanwhile = await changeOn(ref, file, repository);
    if (!meanwhile) continue;
    const { base, before, now } = meanwhile;
    const yours = dealDifferences(before, file);
    const lines = dealDifferences(before, now).map((each) => differenceLine(each, yours));
    const versions = await repository.changeVersions(base, ref, [file.path]);
    const authors = [...new Set(versions.map(({ author }) => author))].join(", ");
    const by = authors === "" ? "" : ` by ${authors}`;
    throw new Refusal(
      `${file.slug} was changed on ${ref}${by} since you began:\n${lines.join("\n")}`,
      await wayOn(meanwhile, file, repository),
    );
  }
}
