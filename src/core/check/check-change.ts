import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals, Settings } from "../content/content.ts";
import { cardTitle, type Deal } from "../deal/deal.ts";
import { ownerOf, slugOf } from "../deal/deal-files.ts";
import { type DealFile, isOrphan } from "../deal/parse-deal.ts";
import { type Finding, sortFindings } from "../finding/finding.ts";
import { stageById } from "../pipeline/pipeline.ts";
import { type DealLosses, dealDeleted, dealDuplicate, dealRenamed, renamedTo } from "../rules/deal-set.ts";
import { pipelineRemoved, pipelineStageRemoved } from "../rules/pipeline-removals.ts";
import { isId } from "../text/field-types.ts";
import { type Content, type HandbookState, unreadNames } from "./check-content.ts";
import { type Basis, judgeDeal } from "./judge-deal.ts";
import type { CheckReport, JudgedDeal } from "./report.ts";
import { runRules } from "./run-rules.ts";

/** What stood before the change, as far as the change touches it. */
export interface BaseContent {
  /** Settings and rules in force at the base; `null` where there was no content yet. */
  readonly settings: Settings | null;
  /** What was wrong with the settings where the change began. */
  readonly settingsFindings: readonly Finding[];
  /** The base's version of every deal that the change touches, by its file or by a document. */
  readonly deals: Deals;
  /** Paths of all deals at the base. */
  readonly dealPaths: readonly string[];
  /** `null` where the handbook is not judged. */
  readonly handbook: HandbookState | null;
}

/** A change to judge. Paths are relative to the content root. */
export interface Change {
  readonly base: BaseContent;
  readonly head: Content;
  /** Files changed, added or deleted between the merge base and the head. */
  readonly changed: ReadonlySet<string>;
  readonly today: BusinessDate;
}

/** Findings parted by whether the change is to blame for them. */
interface Parted {
  readonly blamed: Finding[];
  readonly elsewhere: Finding[];
}

const keyOf = ({ code, file, message }: Finding): string => JSON.stringify([code, file, message]);

/** The change is to blame for what is in a file that it touches, and for what was not found at the base. */
function part(findings: readonly Finding[], atBase: readonly Finding[], isTouched: (file: string) => boolean): Parted {
  const known = new Set(atBase.map(keyOf));
  const isBlamed = (finding: Finding) => isTouched(finding.file) || !known.has(keyOf(finding));
  return { blamed: findings.filter(isBlamed), elsewhere: findings.filter((finding) => !isBlamed(finding)) };
}

/** Rules in force: the base's; a pipeline, framework or template that is new is taken from the head. */
function rulesInForce(base: Settings | null, head: Settings): Settings["rules"] {
  if (!base) return head.rules;
  return {
    pipelines: new Map([...head.rules.pipelines, ...base.rules.pipelines]),
    frameworks: new Map([...head.rules.frameworks, ...base.rules.frameworks]),
    templates: new Map([...head.rules.templates, ...base.rules.templates]),
  };
}

interface Sides {
  /** Deals of the base by slug and, because a slug may be used twice by mistake, by path. */
  readonly before: ReadonlyMap<string, DealFile>;
  readonly touched: ReadonlySet<DealFile>;
  readonly losses: DealLosses;
}

/** Deals of the base whose file is gone although its name may not stay: it is no slug, or another deal has it. */
function misnamed({ base, head }: Change): DealFile[] {
  const now = new Set(head.paths);
  const isShared = ({ slug }: DealFile) => base.dealPaths.filter((path) => slugOf(path) === slug).length > 1;
  return base.deals.files.filter((file) => !now.has(file.path) && (!isId(file.slug) || isShared(file)));
}

/** The deals that a change took away and brought, and those that got the name they should have. */
function lossesOf(change: Change): { losses: DealLosses; renamed: (readonly [string, DealFile])[] } {
  const { base, head } = change;
  const old = new Set(base.dealPaths.map(slugOf));
  const now = new Set(head.dealPaths.map(slugOf));
  const born = head.deals.files.filter((file) => !old.has(file.slug));
  const renamed = misnamed(change).flatMap((file) => {
    const target = renamedTo(file, born);
    return target ? [[target.slug, file] as const] : [];
  });
  const mended = new Set(renamed.map(([, file]) => file));
  const gone = base.deals.files.filter((file) => !now.has(file.slug) && !mended.has(file) && !isOrphan(file));
  return { losses: { gone, born }, renamed };
}

/** The deals on both sides, and the head's deals that the change touches: by their file, or by a document. */
function sidesOf(change: Change): Sides {
  const { base, head, changed } = change;
  const concerned = new Set([...changed].flatMap((path) => [path, ownerOf(path)]));
  const touched = head.deals.files.filter((file) => concerned.has(file.path) || changed.has(ownerOf(file.path)));
  const { losses, renamed } = lossesOf(change);
  const before = new Map([...base.deals.files.flatMap((file) => [[file.slug, file] as const, [file.path, file] as const]), ...renamed]);
  return { before, touched: new Set(touched), losses };
}

/**
 * The deal before the change; `null` where the change creates it. Where the base has no content yet, or its version
 * could not be read, there is no move to judge, only the state: `undefined`.
 */
function beforeOf(file: DealFile, { base }: Change, { before }: Sides): Deal | null | undefined {
  const old = before.get(file.path) ?? before.get(file.slug);
  if (old) return old.deal ?? undefined;
  return base.settings ? null : undefined;
}

function judgeTouched(change: Change, sides: Sides, basis: Basis): Finding[] {
  return [...sides.touched].flatMap((file) => {
    const documents = change.head.deals.documents.get(file.path) ?? [];
    const before = beforeOf(file, change, sides);
    return judgeDeal({ file, documents, ...(before !== undefined && { before }) }, basis);
  });
}

/** Deals that the change does not touch: their state, once with the people of the head and once with those of the base. */
function judgeUntouched({ base, head, changed }: Change, sides: Sides, basis: Basis): Parted {
  const judge = (people: Basis["people"]) =>
    head.deals.files
      .filter((file) => !sides.touched.has(file))
      .flatMap((file) => judgeDeal({ file, documents: head.deals.documents.get(file.path) ?? [] }, { ...basis, people }));
  const findings = judge(head.settings.people);
  if (!changed.has("people.yaml")) return { blamed: [], elsewhere: findings };
  return part(findings, judge(base.settings?.people ?? null), () => false);
}

function removalsOf({ base, head }: Change): Finding[] {
  if (!base.settings) return [];
  const deals = head.deals.files.flatMap((file) => file.deal ?? []);
  const change = { base: base.settings, head: head.settings, paths: new Set(head.paths), deals };
  return runRules([pipelineStageRemoved, pipelineRemoved], change, "pipelines");
}

function judgedDeal({ slug, path, deal }: DealFile, before: Deal | null | undefined, { rules }: Basis): JudgedDeal {
  const nameOf = (each: Deal | null | undefined) => {
    const pipeline = each ? rules.pipelines.get(each.pipeline) : undefined;
    return each && pipeline ? stageById(pipeline, each.stage)?.name : undefined;
  };
  const [from, to] = [nameOf(before), nameOf(deal)];
  const card = deal ? rules.pipelines.get(deal.pipeline)?.card : undefined;
  const title = deal && card !== undefined ? cardTitle(deal, card) : slug;
  return { slug, file: path, title, isNew: before === null, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

const duplicatesIn = (paths: readonly string[]): Finding[] => runRules([dealDuplicate], { paths }, "deals");

/** A renamed deal is one mistake: its new file is not also blamed for being born in the wrong place. */
function withoutRenamed(findings: readonly Finding[], losses: readonly Finding[]): Finding[] {
  const renamed = new Set(losses.filter((finding) => finding.code === "deal/renamed").map((finding) => finding.file));
  return findings.filter((finding) => finding.code !== "stage/entry" || !renamed.has(finding.file));
}

/**
 * Judges the net change from the base to the head, deal by deal, by the rules in force at the base. Only what the
 * change touches, or breaks, can fail it; what was wrong before is reported beside it.
 */
export function checkChange(change: Change): CheckReport {
  const { base, head, changed, today } = change;
  const isTouched = (file: string) => changed.has(file);
  const basis = { rules: rulesInForce(base.settings, head.settings), people: head.settings.people, today };
  const sides = sidesOf(change);
  const losses = runRules([dealDeleted, dealRenamed], sides.losses, "deals");
  const parts = [
    part(head.settings.findings, base.settingsFindings, isTouched),
    part(head.handbook.findings, base.handbook?.findings ?? head.handbook.findings, isTouched),
    part(duplicatesIn(head.dealPaths), duplicatesIn(base.dealPaths), isTouched),
    part(unreadNames(head.paths), unreadNames(head.paths), isTouched),
    judgeUntouched(change, sides, basis),
  ];
  const judged = withoutRenamed(judgeTouched(change, sides, basis), losses);
  return {
    findings: sortFindings([...judged, ...losses, ...removalsOf(change), ...parts.flatMap((each) => each.blamed)]),
    elsewhere: sortFindings(parts.flatMap((each) => each.elsewhere)),
    deals: [...sides.touched].map((file) => judgedDeal(file, beforeOf(file, change, sides), basis)),
    counts: { deals: head.deals.files.length, pages: head.handbook.pageCount, changed: changed.size },
  };
}
