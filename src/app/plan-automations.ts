import { type Arrival, type PlacedArrival, placeArrival, type RecordedArrival } from "../core/automation/arrival.ts";
import { type PlannedAction, planActions } from "../core/automation/plan-actions.ts";
import { formerPlaceOf } from "../core/check/former-deal.ts";
import { isSettingsPath } from "../core/content/content.ts";
import { pipelinePath } from "../core/content/rule-book.ts";
import type { Deal } from "../core/deal/deal.ts";
import { documentsFolder } from "../core/deal/deal-files.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { isOfApproval } from "./audit-record.ts";
import { type DayOf, judgeStep } from "./judge-line.ts";
import { loadFiles, readContent } from "./load-content.ts";
import type { LineCommit, Repository } from "./ports.ts";

/** An action, and the key by which services recognise it. */
export type KeyedAction = PlannedAction & { readonly key: string };

/** A deal whose move the check refuses, although it is on the record. */
export interface HeldDeal {
  readonly commit: string;
  readonly slug: string;
  /** The actions that are not done for that; none where it cannot be told what the move starts. */
  readonly actions: readonly KeyedAction[];
  readonly findings: readonly Finding[];
}

/** What a commit starts. */
export interface CommitPlan {
  readonly actions: readonly KeyedAction[];
  readonly held: readonly HeldDeal[];
}

/** What actions are planned with. */
export interface PlanSetting extends Pick<RecordedArrival, "directory" | "today"> {
  readonly repository: Repository;
  readonly dayOf: DayOf;
  /** A short digest of a text, of letters, digits and underscores. */
  readonly digest: (text: string) => string;
}

interface CommitOfLine extends LineCommit {
  readonly parent: string;
}

const none: CommitPlan = { actions: [], held: [] };

/** The deal before the commit; `null` where it is new, `undefined` where its old file does not tell where it stood. */
function formerDeal(file: DealFile & { readonly deal: Deal }, former: readonly DealFile[]): Deal | null | undefined {
  const old = former.find(({ slug }) => slug === file.slug);
  return old ? (old.deal ?? formerPlaceOf(old, file.deal)) : null;
}

const isMoved = (before: Deal | null, after: Deal): boolean => before?.stage !== after.stage || before.pipeline !== after.pipeline;

/** What a commit did with the deals that it changed. */
interface CommitDeals {
  /** Those that it brought into another stage. */
  readonly arrivals: readonly RecordedArrival[];
  /** Those of which that cannot be told: their file or their pipeline's cannot be read, or there is no such stage. */
  readonly unclear: readonly DealFile[];
}

const noDeals: CommitDeals = { arrivals: [], unclear: [] };

/** The arrival that a commit made of a deal; `undefined` where there is none, `null` where that cannot be told. */
function arrivalOf(
  { deal, ...rest }: DealFile,
  former: readonly DealFile[],
  known: Omit<RecordedArrival, keyof PlacedArrival> & Omit<Arrival, "before" | "file">,
): RecordedArrival | null | undefined {
  const file = deal && { ...rest, deal };
  const before = file && formerDeal(file, former);
  if (!file || before === undefined) return null;
  return isMoved(before, deal) ? (placeArrival({ ...known, before, file }) ?? null) : undefined;
}

async function dealsOf({ repository, dayOf, directory, today }: PlanSetting, commit: CommitOfLine): Promise<CommitDeals> {
  const changed = new Set(await repository.changedPaths(commit.parent, commit.commit));
  if (![...changed].some((path) => path.startsWith("deals/"))) return noDeals;
  const select = () => (path: string) => isSettingsPath(path) || changed.has(path);
  const before = readContent(await loadFiles(repository.readerAt(commit.parent), select));
  // A content root that comes in with its deals has no moves yet.
  if (!before.paths.includes("dealbook.yaml")) return noDeals;
  const after = readContent(await loadFiles(repository.readerAt(commit.commit), select));
  const { organisation, people, rules } = after.settings;
  const { author, recorded } = commit;
  const date = dayOf(organisation?.time_zone ?? "UTC", commit);
  const known = { rules, people, date, commit: commit.commit, author, recorded, organisation, directory, today };
  const found = after.deals.files.map((file) => ({ file, arrival: arrivalOf(file, before.deals.files, known) }));
  return {
    arrivals: found.flatMap(({ arrival }) => arrival ?? []),
    unclear: found.flatMap(({ file, arrival }) => (arrival === null ? file : [])),
  };
}

const isOf =
  ({ path }: Pick<PlannedAction, "path">) =>
  ({ file }: Finding): boolean =>
    file === path || file.startsWith(`${documentsFolder(path)}/`);

/** What speaks against the moves of a commit; approvals that git does not show do not: a review on a forge may have given them. */
async function faultsOf({ repository, dayOf }: PlanSetting, commit: CommitOfLine): Promise<Finding[]> {
  const { report } = await judgeStep(repository, { base: commit.parent, head: commit.commit, commit }, dayOf);
  return report.findings.filter((finding) => finding.severity === "error" && !isOfApproval(finding));
}

/** Parts the actions of deals that are in order from those of deals that the check refuses. */
function partActions(actions: readonly KeyedAction[], faults: readonly Finding[]): CommitPlan {
  const deals = [...Map.groupBy(actions, ({ slug }) => slug)];
  const held = deals.flatMap(([slug, own]): HeldDeal[] => {
    const findings = faults.filter((fault) => own.some((action) => isOf(action)(fault)));
    return findings.length > 0 ? [{ commit: own[0]?.commit ?? "", slug, actions: own, findings }] : [];
  });
  const refused = new Set(held.map(({ slug }) => slug));
  return { actions: actions.filter(({ slug }) => !refused.has(slug)), held };
}

/** A deal that was as unclear before the commit is not held against it. */
function heldUnclear({ slug, path, deal }: DealFile, { commit }: CommitOfLine, faults: readonly Finding[]): HeldDeal[] {
  const findings = faults.filter((fault) => isOf({ path })(fault) || (deal && fault.file === pipelinePath(deal.pipeline)));
  return findings.length > 0 ? [{ commit, slug, actions: [], findings }] : [];
}

/**
 * What a commit of the record starts, by the rules as the commit has them. The judge has the last word here, too: what it
 * refuses starts nothing. The first commit of all has nothing to be compared with.
 */
export async function planCommit(setting: PlanSetting, { parent, ...rest }: LineCommit): Promise<CommitPlan> {
  if (parent === null) return none;
  const commit = { ...rest, parent };
  const { arrivals, unclear } = await dealsOf(setting, commit);
  const actions = arrivals.flatMap(planActions).map((action) => ({ ...action, key: setting.digest(action.identity) }));
  if (actions.length + unclear.length === 0) return none;
  const faults = await faultsOf(setting, commit);
  const plan = partActions(actions, faults);
  return { ...plan, held: [...plan.held, ...unclear.flatMap((file) => heldUnclear(file, commit, faults))] };
}
