import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { DealCommit, Reviews } from "../core/check/approvals.ts";
import type { BaseContent, Change } from "../core/check/change.ts";
import { checkChange } from "../core/check/check-change.ts";
import { checkContent, settingsFindings } from "../core/check/check-content.ts";
import type { CheckReport } from "../core/check/report.ts";
import { type ContentFiles, type Deals, isSettingsPath, readSettings } from "../core/content/content.ts";
import type { RuleBook } from "../core/content/rule-book.ts";
import { ownerOf, slugOf } from "../core/deal/deal-files.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import { pastMoves } from "../core/history/past-moves.ts";
import { requirementsOf } from "../core/pipeline/pipeline.ts";
import { loadFiles, readContent, type Selection } from "./load-content.ts";
import type { ChangeVersion, ContentReader, Repository } from "./ports.ts";

/** Which change to judge. */
export interface ChangeRequest {
  readonly base: string;
  /** `null` for the working tree. */
  readonly head: string | null;
  readonly today: BusinessDate;
  /** Leave unread what the change does not touch; nothing is reported about it then. */
  readonly changedOnly: boolean;
  /** Reviews of the pull request, where a forge is in reach. */
  readonly reviews?: Reviews;
}

const isHandbookPath = (path: string): boolean => path.startsWith("handbook/");

/** A removed pipeline or a moved page breaks links of the handbook. */
const concernsHandbook = (changed: ReadonlySet<string>): boolean =>
  [...changed].some((path) => isHandbookPath(path) || path.startsWith("pipelines/"));

/** What must be read of one side to judge a change: settings, the deals that it touches with their documents, and the handbook if it matters. */
function concerns(changed: ReadonlySet<string>, needsHandbook: boolean): Selection {
  return (paths) => {
    const owners = new Set([...changed].map(ownerOf).filter((path) => paths.has(path)));
    return (path) => {
      if (isSettingsPath(path)) return true;
      if (isHandbookPath(path)) return needsHandbook;
      return changed.has(path) || owners.has(path) || owners.has(ownerOf(path)) || changed.has(ownerOf(path));
    };
  };
}

const hasContent = (files: ContentFiles): boolean => files.paths.includes("dealbook.yaml");

const concernsRules = (changed: ReadonlySet<string>): boolean =>
  [...changed].some((path) => /^(?:pipelines|frameworks|templates)\//.test(path));

/** People and rules concern every deal: who owns it, and what it must meet. */
const concernsAllDeals = (changed: ReadonlySet<string>): boolean => changed.has("people.yaml") || concernsRules(changed);

/** The commit that the change started from, what it changed since, and whether the handbook is to be judged. */
interface Scope {
  readonly mergeBase: string;
  readonly changed: ReadonlySet<string>;
  readonly needsHandbook: boolean;
}

async function loadBase(
  repository: Repository,
  { base, today }: ChangeRequest,
  { mergeBase, changed, needsHandbook }: Scope,
): Promise<BaseContent> {
  // Deals are compared with where the branch began; the rules are those in force on the base as it is now.
  const files = await loadFiles(repository.readerAt(mergeBase), concerns(changed, needsHandbook));
  const rules = await loadFiles(repository.readerAt(base), () => isSettingsPath);
  const { settings, deals, dealPaths, handbook } = readContent(files);
  return {
    settings: hasContent(rules) ? readSettings(rules) : null,
    settingsFindings: settingsFindings(settings, today),
    deals,
    paths: files.paths,
    dealPaths,
    handbook: needsHandbook ? handbook : null,
  };
}

/** The moves that the base's record holds, where a change of rules is to be tried on them. */
async function loadPastMoves(
  repository: Repository,
  { base, changed, zone }: { base: string; changed: ReadonlySet<string>; zone: string },
) {
  return concernsRules(changed) ? pastMoves(await repository.versions(base, "deals"), zone) : [];
}

const asksForApproval = ({ pipelines }: RuleBook): boolean =>
  [...pipelines.values()].flatMap(requirementsOf).some((requirement) => "approval" in requirement);

interface CommitScope {
  readonly range: readonly [mergeBase: string, head: string | null];
  readonly rules: RuleBook;
  readonly deals: Deals;
  readonly basePaths: readonly string[];
  readonly changed: ReadonlySet<string>;
}

/** What a commit made of a deal: where it also moved the file to another folder, the removed text is what stood before. */
function commitOf(versions: readonly ChangeVersion[]): DealCommit[] {
  const [there] = versions.filter(({ text }) => text !== null);
  if (!there) return [];
  const removed = versions.filter((version) => version !== there).flatMap(({ formers }) => formers);
  const { email, text, formers } = there;
  return [{ email, text, formers: formers.every((former) => former === null) && removed.length > 0 ? removed : formers }];
}

/** The edits of a deal in the working tree, as the commit that they would be. */
const uncommitted = ({ path, text }: DealFile, committed: ReadonlyMap<string, string | null>, email: string): DealCommit[] => {
  const before = committed.get(path) ?? null;
  return before === text ? [] : [{ email, text, formers: [before] }];
};

/** The commits that touch the deals of a change, where a rule asks who made and who approved a move, or a deal says it. */
async function loadCommits(repository: Repository, scope: CommitScope): Promise<Map<string, DealCommit[]>> {
  const { range, rules, deals, basePaths, changed } = scope;
  const touched = deals.files.filter(({ path }) => changed.has(path));
  const isSigned = touched.some(({ deal }) => deal !== null && deal.approvals.length > 0);
  const isImported = touched.some(({ deal }) => deal?.imported !== undefined);
  if (!isSigned && !isImported && !asksForApproval(rules)) return new Map();
  const slugs = new Set(touched.map(({ slug }) => slug));
  const former = basePaths.filter((path) => slugs.has(slugOf(path)));
  const versions = await repository.changeVersions(...range, [...touched.map(({ path }) => path), ...former]);
  const bySlug = Map.groupBy(versions, ({ path }) => slugOf(path));
  const isWorkingTree = range[1] === null;
  // Read at once: a change may touch thousands of deals.
  const committed = isWorkingTree ? await repository.readerAt("HEAD").read(touched.map(({ path }) => path)) : new Map();
  const email = isWorkingTree ? ((await repository.userEmail()) ?? "") : "";
  const commits = new Map<string, DealCommit[]>();
  for (const file of touched) {
    const own = Map.groupBy(bySlug.get(file.slug) ?? [], ({ commit }) => commit);
    const made = [...own.values()].flatMap(commitOf);
    commits.set(file.path, isWorkingTree ? [...made, ...uncommitted(file, committed, email)] : made);
  }
  return commits;
}

/** A report and the texts of the head that were judged, by content path. */
export interface CheckOutcome {
  readonly report: CheckReport;
  readonly texts: ContentFiles["texts"];
}

/** Judges a whole content root as it stands. */
export async function checkWhole(reader: ContentReader, today: BusinessDate): Promise<CheckOutcome> {
  const files = await loadFiles(reader);
  return { report: checkContent(readContent(files), today), texts: files.texts };
}

/** A change to judge, and the texts of its head. */
export interface LoadedChange {
  readonly change: Change;
  readonly texts: ContentFiles["texts"];
}

/** Reads the net change from the merge base to the head. `workingTree` is read where the head is `null`. */
export async function loadChange(repository: Repository, workingTree: ContentReader, request: ChangeRequest): Promise<LoadedChange> {
  const mergeBase = await repository.mergeBase(request.base, request.head);
  const changed = new Set(await repository.changedPaths(mergeBase, request.head));
  const links = (await repository.changedLinks(mergeBase, request.head)).sort();
  const needsHandbook = !request.changedOnly || concernsHandbook(changed);
  const base = await loadBase(repository, request, { mergeBase, changed, needsHandbook });
  const reader = request.head === null ? workingTree : repository.readerAt(request.head);
  const wantsAll = !request.changedOnly || concernsAllDeals(changed);
  const files = await loadFiles(reader, wantsAll ? undefined : concerns(changed, needsHandbook));
  const head = readContent(files, base.dealPaths);
  const zone = head.settings.organisation?.time_zone ?? "UTC";
  const moves = await loadPastMoves(repository, { base: request.base, changed, zone });
  const { rules } = base.settings ?? head.settings;
  const commits = await loadCommits(repository, {
    range: [mergeBase, request.head],
    rules,
    deals: head.deals,
    basePaths: base.dealPaths,
    changed,
  });
  const { today, reviews } = request;
  return {
    change: { base, head, changed, links, today, pastMoves: moves, commits, ...(reviews && { reviews }) },
    texts: files.texts,
  };
}

/** Judges the net change from the merge base to the head. */
export async function checkRepositoryChange(...source: Parameters<typeof loadChange>): Promise<CheckOutcome> {
  const { change, texts } = await loadChange(...source);
  return { report: checkChange(change), texts };
}
