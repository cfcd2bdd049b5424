import type { BusinessDate } from "../core/calendar/business-date.ts";
import { type Organisation, parseOrganisation } from "../core/organisation/organisation.ts";
import type { ContentReader, LineCommit, Repository } from "./ports.ts";
import { type CheckOutcome, checkRepositoryChange, checkWhole } from "./run-check.ts";

/** The day to judge a commit by, in the organisation's time zone. */
export type DayOf = (zone: string, commit: Pick<LineCommit, "recorded"> | null) => BusinessDate;

/** One commit of the record, judged as a change of its own. */
export interface JudgedCommit {
  readonly commit: LineCommit;
  readonly outcome: CheckOutcome;
}

// The content of a commit is the head of one step and the base of the next.
const readersKept = 4;

/** The same repository; what was listed of a commit is kept for the steps that come next. */
export function withSharedReaders(repository: Repository): Repository {
  const readers = new Map<string, ContentReader>();
  return {
    ...repository,
    readerAt: (ref) => {
      const reader = readers.get(ref) ?? repository.readerAt(ref);
      readers.set(ref, reader);
      const [oldest] = readers.keys();
      if (readers.size > readersKept && oldest !== undefined) readers.delete(oldest);
      return reader;
    },
  };
}

/** The organisation's settings as a commit has them; `null` where there are none that can be read. */
export async function organisationAt(repository: Repository, ref: string): Promise<Organisation | null> {
  const text = (await repository.readerAt(ref).read(["dealbook.yaml"])).get("dealbook.yaml");
  return typeof text === "string" ? parseOrganisation(text).value : null;
}

const nothing: CheckOutcome = { report: { findings: [], elsewhere: [], deals: [], counts: { deals: 0, pages: 0 } }, texts: new Map() };

/** What is to be judged: everything between two commits as one change. */
export interface Step {
  readonly base: string;
  readonly head: string;
  /** The commit by whose day it is judged; `null` for now. */
  readonly commit: LineCommit | null;
}

/** Judges what lies between two commits as one change, by the rules in force at the first; only what it touches is read. */
export async function judgeStep(repository: Repository, { base, head, commit }: Step, dayOf: DayOf): Promise<CheckOutcome> {
  if ((await repository.changedPaths(await repository.mergeBase(base, head), head)).length === 0) return nothing;
  const organisation = (await organisationAt(repository, base)) ?? (await organisationAt(repository, head));
  const today = dayOf(organisation?.time_zone ?? "UTC", commit);
  return checkRepositoryChange(repository, repository.readerAt(head), { base, head, today, changedOnly: true });
}

/** Judges a whole content root as a commit has it; a commit without one has nothing to judge. */
export async function judgeState(repository: Repository, ref: string, dayOf: DayOf): Promise<CheckOutcome> {
  const reader = repository.readerAt(ref);
  if (!(await reader.list()).includes("dealbook.yaml")) return nothing;
  const organisation = await organisationAt(repository, ref);
  return checkWhole(reader, dayOf(organisation?.time_zone ?? "UTC", null));
}

/** Judges each commit of a first-parent line as one change against its parent. The first commit of all has none, and is not judged. */
export async function* judgeLine(repository: Repository, line: readonly LineCommit[], dayOf: DayOf): AsyncGenerator<JudgedCommit> {
  const shared = withSharedReaders(repository);
  for (const commit of line) {
    if (commit.parent === null) continue;
    yield { commit, outcome: await judgeStep(shared, { base: commit.parent, head: commit.commit, commit }, dayOf) };
  }
}
