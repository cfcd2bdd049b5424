import type { BusinessDate } from "../core/calendar/business-date.ts";
import { type BaseContent, checkChange } from "../core/check/check-change.ts";
import { checkContent } from "../core/check/check-content.ts";
import type { CheckReport } from "../core/check/report.ts";
import { type ContentFiles, isSettingsPath, readDeals } from "../core/content/content.ts";
import { ownerOf, sortDealFiles } from "../core/deal/deal-files.ts";
import { loadFiles, readContent } from "./load-content.ts";
import type { ContentReader, Repository } from "./ports.ts";

/** Which change to judge. */
export interface ChangeRequest {
  readonly base: string;
  /** `null` for the working tree. */
  readonly head: string | null;
  readonly today: BusinessDate;
  /** Leave unread what the change does not touch; nothing is reported about it then. */
  readonly changedOnly: boolean;
}

const isHandbookPath = (path: string): boolean => path.startsWith("handbook/");

/** What must be read to judge a change: settings, and the deals and documents that it concerns. */
function concerns(changed: ReadonlySet<string>): (path: string) => boolean {
  const owners = new Set([...changed].map(ownerOf));
  const needsHandbook = [...changed].some(isHandbookPath);
  const folders = new Set([...changed, ...owners].filter((path) => path.endsWith(".md")));
  return (path) => {
    if (isSettingsPath(path)) return true;
    if (isHandbookPath(path)) return needsHandbook;
    return changed.has(path) || owners.has(path) || folders.has(ownerOf(path));
  };
}

const hasContent = (files: ContentFiles): boolean => files.paths.includes("dealbook.yaml");

/** People and pipelines concern every deal: who owns it, and which stages exist. */
const concernsAllDeals = (changed: ReadonlySet<string>): boolean => [...changed].some((path) => path === "people.yaml" || path.startsWith("pipelines/"));

async function loadBase(repository: Repository, request: ChangeRequest, mergeBase: string, changed: ReadonlySet<string>): Promise<BaseContent> {
  // Deals are compared with where the branch began; the rules are those in force on the base as it is now.
  const files = await loadFiles(repository.readerAt(mergeBase), concerns(changed));
  const rules = await loadFiles(repository.readerAt(request.base), isSettingsPath);
  const content = readContent(files);
  const settings = hasContent(rules) ? readContent(rules).settings : null;
  return {
    settings,
    deals: readDeals(files, sortDealFiles(files.paths)),
    dealPaths: content.dealPaths,
    handbook: [...changed].some(isHandbookPath) ? content.handbook : null,
  };
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

/** Judges the net change from the merge base to the head. `workingTree` is read where the head is `null`. */
export async function checkRepositoryChange(repository: Repository, workingTree: ContentReader, request: ChangeRequest): Promise<CheckOutcome> {
  const mergeBase = await repository.mergeBase(request.base, request.head);
  const changed = new Set(await repository.changedPaths(mergeBase, request.head));
  const base = await loadBase(repository, request, mergeBase, changed);
  const reader = request.head === null ? workingTree : repository.readerAt(request.head);
  const wantsAll = !request.changedOnly || concernsAllDeals(changed);
  const files = await loadFiles(reader, wantsAll ? undefined : concerns(changed));
  const head = readContent(files, base.dealPaths);
  const report = checkChange({ base, head, paths: files.paths, changed, today: request.today });
  return { report, texts: files.texts };
}
