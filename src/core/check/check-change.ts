import { type Arrival, placeArrival } from "../automation/arrival.ts";
import { sayStarted } from "../automation/started-actions.ts";
import { cardTitle, type Deal } from "../deal/deal.ts";
import { documentsFolder } from "../deal/deal-files.ts";
import type { DocumentFile } from "../deal/document.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { type Finding, sortFindings } from "../finding/finding.ts";
import { type Stage, stageById } from "../pipeline/pipeline.ts";
import { contentLink } from "../rules/content-link.ts";
import { dealDeleted, dealDuplicate, dealRenamed, renamedTo } from "../rules/deal-set.ts";
import { pipelineMixedChange } from "../rules/pipeline-mixed-change.ts";
import { pipelineRemoved, pipelineStageRemoved } from "../rules/pipeline-removals.ts";
import type { Change } from "./change.ts";
import { settingsFindings, unreadNames } from "./check-content.ts";
import { type Basis, judgeDeal } from "./judge-deal.ts";
import { changedRules, type PolicyEffect, policyEffect } from "./policy-effect.ts";
import type { CheckReport, JudgedDeal } from "./report.ts";
import { runRules } from "./run-rules.ts";
import { beforeOf, formerOf, type Sides } from "./sides.ts";
import { caseOf, type Judging, judgingOf } from "./touched.ts";

/** Findings parted by whether the change is to blame for them. */
interface Parted {
  readonly blamed: Finding[];
  readonly elsewhere: Finding[];
}

const keyOf = ({ code, file, message }: Finding): string => JSON.stringify([code, file, message]);

/** The change is to blame for what was not found at the base. */
function part(findings: readonly Finding[], atBase: readonly Finding[]): Parted {
  const known = new Set(atBase.map(keyOf));
  const isNew = (finding: Finding) => !known.has(keyOf(finding));
  return { blamed: findings.filter(isNew), elsewhere: findings.filter((finding) => !isNew(finding)) };
}

const isStill = (before: Deal, after: Deal): boolean => before.stage === after.stage && before.pipeline === after.pipeline;

/** A document of a deal whose file moves to another folder, under its new path. */
function movedDocument(file: DocumentFile, from: string, to: string): DocumentFile {
  const moved = (path: string) => `${documentsFolder(to)}${path.slice(documentsFolder(from).length)}`;
  if (file.document) return { document: { ...file.document, path: moved(file.document.path) } };
  const path = moved(file.path);
  return { ...file, path, problem: { ...file.problem, file: path } };
}

/** What was wrong with a deal before the change, under its present path, if the change moves it nowhere. */
function formerFaults({ path, slug, deal }: DealFile, { change, sides, basis }: Judging): Finding[] {
  const former = formerOf({ path, slug }, sides);
  if (!deal || !former?.deal || !isStill(former.deal, deal)) return [];
  const documents = (change.base.deals.documents.get(former.path) ?? []).map((each) => movedDocument(each, former.path, path));
  return judgeDeal({ file: { ...former, path }, documents }, { ...basis, people: change.base.settings?.people ?? null });
}

function judgeTouched(judging: Judging): Parted[] {
  const { sides, basis } = judging;
  return [...sides.touched].map((file) => part(judgeDeal(caseOf(file, judging), basis), formerFaults(file, judging)));
}

/** Deals that the change does not touch: their state, once with the people of the head and once with those of the base. */
function judgeUntouched({ base, head, changed, today }: Change, sides: Sides): Parted {
  const rules = base.settings?.rules ?? head.settings.rules;
  const judge = (people: Basis["people"]) =>
    head.deals.files
      .filter((file) => !sides.touched.has(file))
      .flatMap((file) => judgeDeal({ file, documents: head.deals.documents.get(file.path) ?? [] }, { rules, people, today }));
  const findings = judge(head.settings.people);
  return part(findings, changed.has("people.yaml") ? judge(base.settings?.people ?? null) : findings);
}

function removalsOf({ base, head }: Change): Finding[] {
  if (!base.settings) return [];
  const deals = head.deals.files.flatMap((file) => file.deal ?? []);
  const change = { base: base.settings, head: head.settings, paths: new Set(head.paths), deals };
  return runRules([pipelineStageRemoved, pipelineRemoved], change, "pipelines");
}

/** A deal that the change takes away; one that it renames is shown under its new name. */
const deletedDeals = ({ losses: { gone, born } }: Sides, basis: Basis): JudgedDeal[] =>
  gone
    .filter((file) => !renamedTo(file, born))
    .map((file) => ({ ...judgedDeal(file, { before: undefined, isInOrder: false }, basis), isDeleted: true }));

/** How a deal stood before the change, and whether nothing about it fails the check. */
interface Outcome {
  readonly before: Deal | null | undefined;
  readonly isInOrder: boolean;
}

const placeIn = (deal: Deal | null | undefined, { rules }: Basis): Stage | undefined => {
  const pipeline = deal ? rules.pipelines.get(deal.pipeline) : undefined;
  return deal && pipeline ? stageById(pipeline, deal.stage) : undefined;
};

/** What is to happen because a change brings a deal where it is now, in plain words; nothing where it stays. */
function startedBy({ before, file }: Pick<Arrival, "before" | "file">, { rules, people, today }: Basis): string[] {
  if (before && isStill(before, file.deal)) return [];
  const placed = placeArrival({ before, file, rules, people, date: today });
  return placed ? sayStarted(placed) : [];
}

function judgedDeal({ slug, path, deal, ...rest }: DealFile, { before, isInOrder }: Outcome, basis: Basis): JudgedDeal {
  const [from, to] = [placeIn(before, basis), placeIn(deal, basis)];
  const card = deal ? basis.rules.pipelines.get(deal.pipeline)?.card : undefined;
  const title = deal && card !== undefined ? cardTitle(deal, card) : slug;
  const onEnter = isInOrder && deal && before !== undefined ? startedBy({ before, file: { slug, path, deal, ...rest } }, basis) : [];
  const names = { ...(from && { from: from.name }), ...(to && { to: to.name }) };
  return { slug, file: path, title, isNew: before === null, ...names, ...(onEnter.length > 0 && { onEnter }) };
}

const duplicatesIn = (paths: readonly string[]): Finding[] => runRules([dealDuplicate], { paths }, "deals");

/** The deals that a change touches, those it deletes last. */
function judgedDeals({ change, sides, basis }: Judging, blamed: readonly Finding[]): JudgedDeal[] {
  const failing = new Set(blamed.filter(({ severity }) => severity === "error").map(({ file }) => file));
  const outcomeOf = (file: DealFile): Outcome => {
    const documents = change.head.deals.documents.get(file.path) ?? [];
    const paths = [file.path, ...documents.map((each) => (each.document ? each.document.path : each.path))];
    return { before: beforeOf(file, change, sides), isInOrder: !paths.some((path) => failing.has(path)) };
  };
  return [...[...sides.touched].map((file) => judgedDeal(file, outcomeOf(file), basis)), ...deletedDeals(sides, basis)];
}

/** A renamed deal is one mistake: its new file is not also blamed for being born in the wrong place. */
function withoutRenamed(findings: readonly Finding[], losses: readonly Finding[]): Finding[] {
  const renamed = new Set(losses.filter((finding) => finding.code === "deal/renamed").map((finding) => finding.file));
  return findings.filter((finding) => finding.code !== "stage/entry" || !renamed.has(finding.file));
}

/** What a change of rules does; `undefined` where it changes none that was in force. */
function effectOf({ base, head, changed, pastMoves, today }: Change): PolicyEffect | undefined {
  if (!base.settings) return undefined;
  const { people, rules: proposed } = head.settings;
  const inForce = base.settings.rules;
  if (!changedRules(inForce, proposed).some((file) => changed.has(file))) return undefined;
  return policyEffect({ inForce, proposed, people, today, deals: head.deals, moves: pastMoves });
}

function mixedChange({ base, changed }: Change, sides: Sides, policy: PolicyEffect | undefined): Finding[] {
  if (!policy || !base.settings) return [];
  // A deal that is handed over is judged by both pipelines.
  const deals = [...sides.touched].flatMap((file) => [file.deal ?? [], formerOf(file, sides)?.deal ?? []].flat());
  const files = policy.files.filter((file) => changed.has(file));
  return runRules([pipelineMixedChange], { inForce: base.settings.rules, files, deals }, "pipelines");
}

/**
 * Judges the net change from the base to the head, deal by deal, by the rules in force at the base. Only what the
 * change touches, or breaks, can fail it; what was wrong before is reported beside it.
 */
export function checkChange(change: Change): CheckReport {
  const { base, head, changed } = change;
  const judging = judgingOf(change);
  const { sides } = judging;
  const policy = effectOf(change);
  const losses = runRules([dealDeleted, dealRenamed], sides.losses, "deals");
  const parts = [
    part(settingsFindings(head.settings, change.today), base.settingsFindings),
    part(head.handbook.findings, base.handbook?.findings ?? head.handbook.findings),
    part(duplicatesIn(head.dealPaths), duplicatesIn(base.dealPaths)),
    part(unreadNames(head.paths), unreadNames(base.paths)),
    judgeUntouched(change, sides),
    ...judgeTouched(judging),
  ];
  const blamed = [
    ...parts.flatMap((each) => each.blamed),
    ...losses,
    ...runRules([contentLink], change, ""),
    ...removalsOf(change),
    ...mixedChange(change, sides, policy),
  ];
  return {
    findings: sortFindings(withoutRenamed(blamed, losses)),
    elsewhere: sortFindings(parts.flatMap((each) => each.elsewhere)),
    deals: judgedDeals(judging, blamed),
    counts: { deals: head.deals.files.length, pages: head.handbook.pageCount, changed: changed.size },
    ...(policy && { policy }),
  };
}
