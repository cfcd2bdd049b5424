import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals, Settings } from "../content/content.ts";
import { ownerOf, slugOf } from "../deal/deal-files.ts";
import { cardTitle, type Deal } from "../deal/deal.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { type Finding, sortFindings } from "../finding/finding.ts";
import { stageById } from "../pipeline/pipeline.ts";
import { dealDeleted, dealDuplicate, dealRenamed } from "../rules/deal-set.ts";
import { pipelineRemoved, pipelineStageRemoved } from "../rules/pipeline-removals.ts";
import type { Content, HandbookState } from "./check-content.ts";
import { type Basis, judgeDeal } from "./judge-deal.ts";
import type { CheckReport, JudgedDeal } from "./report.ts";
import { runRules } from "./run-rules.ts";

/** What stood before the change, as far as the change touches it. */
export interface BaseContent {
  /** Settings and rules in force at the base; `null` where there was no content yet. */
  readonly settings: Settings | null;
  /** The base's version of every deal that the change touches, by its file or by a document. */
  readonly deals: Deals;
  /** Paths of all deals at the base. */
  readonly dealPaths: readonly string[];
  /** `null` where the change does not touch the handbook. */
  readonly handbook: HandbookState | null;
}

/** A change to judge. Paths are relative to the content root. */
export interface Change {
  readonly base: BaseContent;
  readonly head: Content;
  readonly paths: readonly string[];
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
  readonly before: ReadonlyMap<string, DealFile>;
  readonly touched: ReadonlySet<DealFile>;
}

/** Deals of the base by slug, and the head's deals that the change touches, by their file or by a document. */
function sidesOf({ base, head, changed }: Change): Sides {
  const concerned = new Set([...changed].flatMap((path) => [path, ownerOf(path)]));
  const touched = head.deals.files.filter((file) => concerned.has(file.path));
  return { before: new Map(base.deals.files.map((file) => [file.slug, file])), touched: new Set(touched) };
}

/**
 * The deal before the change; `null` where the change creates it. Where the base has no content yet, or its version
 * could not be read, there is no move to judge, only the state: `undefined`.
 */
function beforeOf(file: DealFile, { base }: Change, { before }: Sides): Deal | null | undefined {
  const old = before.get(file.slug);
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

function lossesOf({ base, head }: Change): Finding[] {
  const old = new Set(base.dealPaths.map(slugOf));
  const now = new Set(head.dealPaths.map(slugOf));
  const losses = {
    gone: base.deals.files.filter((file) => !now.has(file.slug)),
    born: head.deals.files.filter((file) => !old.has(file.slug)),
  };
  return runRules([dealDeleted, dealRenamed], losses, "deals");
}

function removalsOf({ base, head, paths }: Change): Finding[] {
  if (!base.settings) return [];
  const deals = head.deals.files.flatMap((file) => file.deal ?? []);
  const change = { base: base.settings, head: head.settings, paths: new Set(paths), deals };
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
  const losses = lossesOf(change);
  const parts = [
    part(head.settings.findings, base.settings?.findings ?? [], isTouched),
    part(head.handbook.findings, base.handbook?.findings ?? head.handbook.findings, isTouched),
    part(duplicatesIn(head.dealPaths), duplicatesIn(base.dealPaths), isTouched),
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
