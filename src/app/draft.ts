import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { type MoveAnswer, moveAnswer } from "../core/check/move-answer.ts";
import { addActivity } from "../core/deal/add-activity.ts";
import { cardTitle, type Deal } from "../core/deal/deal.ts";
import { documentsFolder } from "../core/deal/deal-files.ts";
import { parseDocument } from "../core/deal/document.ts";
import { fieldBefore } from "../core/deal/field-order.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { answerComplaints, type Complaints, soundAnswers } from "../core/form/answer-complaint.ts";
import type { FormField } from "../core/form/form-field.ts";
import { type ApprovalAsk, answerEdits, type FormItem, reasonFields } from "../core/form/move-form.ts";
import { refusedMoveWords } from "../core/form/refused-move.ts";
import type { ChecklistItem } from "../core/gate/checklist.ts";
import { fieldValue, isFilled } from "../core/gate/field-gaps.ts";
import type { OnwardStep } from "../core/pipeline/onward.ts";
import { type Answers, activitiesIn, dayComplaints, documentsIn } from "./draft-answers.ts";
import { otherFindings, together } from "./draft-items.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { fieldSettings, gateItems, moveApprovals, moveItems } from "./move-form.ts";
import { planMove } from "./plan-move.ts";
import type { ChangedFile } from "./ports.ts";

/** A move as far as it is filled in, and what the judge says to it. */
export interface JudgedDraft {
  readonly answer: MoveAnswer;
  /** Why the process has no such move. */
  readonly refusal?: string;
  /** What the judge says besides what the form asks for. */
  readonly others: readonly Finding[];
  /** Who still has to approve it. */
  readonly approvals: readonly ApprovalAsk[];
  /** What is wrong with what was typed; none of it is in the files. */
  readonly complaints: Complaints;
  /** What the process asks for, as a form; what is met by now has no gaps. */
  readonly items: readonly FormItem[];
  /** What the move asks for, met and missing. */
  readonly gate: readonly ChecklistItem[];
  /** Fields that the move asks for, whatever the gate says. */
  readonly reasons: readonly FormField[];
  /** The deal's file and the documents that were written, as they are to be. */
  readonly files: readonly [ChangedFile, ...ChangedFile[]];
  /** The move in one line. */
  readonly headline: string;
}

/** A move to draft. */
export interface DraftFacts {
  readonly placed: PlacedDeal;
  readonly step: OnwardStep;
  readonly content: Content;
  readonly today: BusinessDate;
}

/** The path of the document that follows a template: the one that is there, else the usual one. */
function documentPath(template: string, { placed: { file }, content }: DraftFacts): string {
  const known = (content.deals.documents.get(file.path) ?? []).flatMap(({ document }) => document ?? []);
  return known.find((each) => each.template === template)?.path ?? `${documentsFolder(file.path)}/${template}.md`;
}

function documentFiles(items: readonly FormItem[], answers: Answers, facts: DraftFacts): ChangedFile[] {
  return documentsIn(items, answers, facts.today).map(({ template, text }) => ({ path: documentPath(template, facts), text }));
}

/** The deal's file with the activities that were put down. */
function withActivities({ file, deal }: PlacedDeal, items: readonly FormItem[], answers: Answers): DealFile {
  const activities = activitiesIn(items, answers, deal.owner);
  return activities.reduce((done, activity) => parseDeal(addActivity(done, activity), file.path), file);
}

/** The content with documents as they are to be. */
function withDocuments(content: Content, deal: string, files: readonly ChangedFile[]): Content {
  const changed = new Set(files.map(({ path }) => path));
  const pathOf = (each: ReturnType<typeof parseDocument>) => (each.document ? each.document.path : each.path);
  const kept = (content.deals.documents.get(deal) ?? []).filter((each) => !changed.has(pathOf(each)));
  const documents = new Map(content.deals.documents).set(deal, [...kept, ...files.map(({ path, text }) => parseDocument(text, path))]);
  return { ...content, deals: { ...content.deals, documents } };
}

/** The line that a move has in lists of changes. */
const headlineOf = ({ placed: { deal, pipeline, stage }, step: { to, handoff } }: DraftFacts): string =>
  `${cardTitle(deal, pipeline.card)}: ${stage.name} → ${handoff ? `${handoff.name}: ` : ""}${to.name}`;

/** The deal with what was filled in, where it was before the move. */
function filledDeal(text: string, { placed: { deal, file } }: DraftFacts): Deal {
  const after = parseDeal(text, file.path).deal ?? deal;
  return { ...after, stage: deal.stage, pipeline: deal.pipeline, stage_entered: deal.stage_entered };
}

function complaintsOf(
  fields: readonly FormField[],
  items: readonly FormItem[],
  { answers, facts }: { answers: Answers; facts: DraftFacts },
): Complaints {
  const { placed, today } = facts;
  const isGiven = (name: string): boolean => isFilled(fieldValue(placed.deal, name));
  return new Map([...answerComplaints(fields, new Map(Object.entries(answers)), isGiven), ...dayComplaints(items, answers, today)]);
}

// What these say is asked for by fields of the form, or told with the approvals that it needs.
const asked: ReadonlySet<string> = new Set(["gate/approval", "stage/backward", "stage/reason", "stage/reopen"]);

/** The reasons that a move asks for, as far as no requirement asks for the same field. */
function reasonsFor({ placed, step, content, today }: DraftFacts, items: readonly FormItem[]): FormField[] {
  const names = new Set(items.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return reasonFields(step.kind, placed.pipeline, fieldSettings(content, today)).filter(({ name }) => !names.has(name));
}

function judgeAsked(facts: DraftFacts, answers: Answers, known: readonly FormItem[]): JudgedDraft {
  const { placed, step, content, today } = facts;
  const move = { placed, to: step.to, ...(step.handoff && { handoff: step.handoff }), today };
  const before = together(known, moveItems(move, placed.deal, content));
  const reasons = reasonsFor(facts, before);
  const documents = documentFiles(before, answers, facts);
  const written = withDocuments(content, placed.file.path, documents);
  const file = withActivities(placed, before, answers);
  const all = [...reasons, ...before.flatMap((item) => item.fields)];
  const complaints = complaintsOf(all, before, { answers, facts });
  const fields = answerEdits(all, soundAnswers(new Map(Object.entries(answers)), complaints), today).map((edit) =>
    edit.field === "line_items" ? { ...edit, after: fieldBefore(placed.deal, edit.field) } : edit,
  );
  const plan = planMove({ ...move, placed: { ...placed, file }, fields }, written, placed.deal);
  const after = filledDeal(plan.text, facts);
  const items = together(before, moveItems(move, after, written));
  // What was answered may bring further requirements into force, which may have been answered, too.
  if (items.length > before.length) return judgeAsked(facts, answers, items);
  const answer = moveAnswer(plan.findings);
  const { pipeline, stage, deal } = placed;
  const refusal = refusedMoveWords({ kind: step.kind, pipeline, from: stage, to: step.to, parkedFrom: deal.parked_from });
  return {
    answer: complaints.size > 0 && answer !== "not-allowed" ? "missing" : answer,
    ...(refusal !== undefined && { refusal }),
    others: otherFindings(plan.findings, items).filter(({ code }) => !asked.has(code)),
    approvals: moveApprovals(move, after, written),
    complaints,
    items,
    gate: gateItems(move, after, written),
    reasons,
    files: [{ path: plan.path, text: plan.text }, ...documents],
    headline: headlineOf(facts),
  };
}

/** Judges a move as far as it is filled in. */
export const judgeDraft = (facts: DraftFacts, answers: Answers): JudgedDraft => judgeAsked(facts, answers, []);
