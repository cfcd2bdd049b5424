import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { BaseContent } from "../core/check/change.ts";
import { checkChange } from "../core/check/check-change.ts";
import { checkContent, settingsFindings } from "../core/check/check-content.ts";
import type { CheckReport } from "../core/check/report.ts";
import { type ContentFiles, isSettingsPath, readSettings } from "../core/content/content.ts";
import { ownerOf } from "../core/deal/deal-files.ts";
import { loadFiles, readContent, type Selection } from "./load-content.ts";
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

/** People and pipelines concern every deal: who owns it, and which stages exist. */
const concernsAllDeals = (changed: ReadonlySet<string>): boolean =>
  [...changed].some((path) => path === "people.yaml" || path.startsWith("pipelines/"));

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
export async function checkRepositoryChange(
  repository: Repository,
  workingTree: ContentReader,
  request: ChangeRequest,
): Promise<CheckOutcome> {
  const mergeBase = await repository.mergeBase(request.base, request.head);
  const changed = new Set(await repository.changedPaths(mergeBase, request.head));
  const needsHandbook = !request.changedOnly || concernsHandbook(changed);
  const base = await loadBase(repository, request, { mergeBase, changed, needsHandbook });
  const reader = request.head === null ? workingTree : repository.readerAt(request.head);
  const wantsAll = !request.changedOnly || concernsAllDeals(changed);
  const files = await loadFiles(reader, wantsAll ? undefined : concerns(changed, needsHandbook));
  const head = readContent(files, base.dealPaths);
  const report = checkChange({ base, head, changed, today: request.today });
  return { report, texts: files.texts };
}
