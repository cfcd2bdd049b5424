import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { type MoveAnswer, moveAnswer } from "../core/check/move-answer.ts";
import { activityKinds } from "../core/deal/activity-kinds.ts";
import { addActivity } from "../core/deal/add-activity.ts";
import { type Activity, cardTitle, type Deal } from "../core/deal/deal.ts";
import { documentsFolder } from "../core/deal/deal-files.ts";
import { parseDocument } from "../core/deal/document.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import type { FormField } from "../core/form/form-field.ts";
import { type ActivityAsk, answerEdits, type FormItem, reasonFields } from "../core/form/move-form.ts";
import type { ChecklistItem } from "../core/gate/checklist.ts";
import type { OnwardStep } from "../core/pipeline/onward.ts";
import { together } from "./draft-items.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { gateItems, moveItems } from "./move-form.ts";
import { planMove } from "./plan-move.ts";
import type { ChangedFile } from "./ports.ts";

/** What somebody has typed, by the names of fields; those of activities and documents begin with `activity/` and `document/`. */
export type Answers = Readonly<Record<string, string>>;

/** A move as far as it is filled in, and what the judge says to it. */
export interface JudgedDraft {
  readonly answer: MoveAnswer;
  readonly findings: readonly Finding[];
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

/** What the answers about an activity that is asked for are called. */
export const activityName = ({ kinds, reply, consent }: ActivityAsk): string =>
  `activity/${kinds.length === activityKinds.length ? "any" : kinds.join("-")}${reply ? "-reply" : ""}${consent ? "-consent" : ""}`;

/** What the text of a document is called, by its template. */
export const documentName = (template: string): string => `document/${template}`;

const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === "" ? undefined : text.trim());

/** An activity as it is filled in; nothing until its day is. */
function activityOf(ask: ActivityAsk, answers: Answers, owner: string): Activity | undefined {
  const name = activityName(ask);
  const date = filled(answers[`${name}.date`]);
  const [first] = ask.kinds;
  if (date === undefined || first === undefined) return undefined;
  const kind = ask.kinds.find((each) => each === answers[`${name}.kind`]) ?? first;
  const note = filled(answers[`${name}.note`]);
  return {
    date: date as BusinessDate,
    kind,
    by: filled(answers[`${name}.by`]) ?? owner,
    ...(note !== undefined && { note }),
    ...(ask.reply && answers[`${name}.reply`] === "yes" && { reply: true }),
    ...(ask.consent && answers[`${name}.consent`] === "yes" && { recorded: "with-consent" }),
  };
}

function withActivities({ file, deal }: PlacedDeal, items: readonly FormItem[], answers: Answers): DealFile {
  const asks = items.flatMap(({ activity }) => activity ?? []);
  const unlike = [...new Map(asks.map((ask) => [activityName(ask), ask])).values()];
  const activities = unlike.flatMap((ask) => activityOf(ask, answers, deal.owner) ?? []);
  return activities.reduce((done, activity) => parseDeal(addActivity(done, activity), file.path), file);
}

/** The path of the document that follows a template: the one that is there, else the usual one. */
function documentPath(template: string, { placed: { file }, content }: DraftFacts): string {
  const known = (content.deals.documents.get(file.path) ?? []).flatMap(({ document }) => document ?? []);
  return known.find((each) => each.template === template)?.path ?? `${documentsFolder(file.path)}/${template}.md`;
}

function documentFiles(items: readonly FormItem[], answers: Answers, facts: DraftFacts): ChangedFile[] {
  const templates = [...new Set(items.flatMap(({ document }) => document ?? []))];
  return templates.flatMap((template) => {
    const text = answers[documentName(template)];
    return text === undefined || text.trim() === "" ? [] : [{ path: documentPath(template, facts), text }];
  });
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

/**
 * Judges a move as far as it is filled in. `known` are the items that the form shows already, which stay in it once they
 * are met.
 */
export function judgeDraft(facts: DraftFacts, answers: Answers, known: readonly FormItem[] = []): JudgedDraft {
  const { placed, step, content, today } = facts;
  const { to, handoff } = step;
  const move = { placed, to, ...(handoff && { handoff }), today };
  const asked = together(known, moveItems(move, placed.deal, content));
  const reasons = reasonFields(step.kind, placed.pipeline);
  const documents = documentFiles(asked, answers, facts);
  const written = withDocuments(content, placed.file.path, documents);
  const file = withActivities(placed, asked, answers);
  const fields = answerEdits([...reasons, ...asked.flatMap((item) => item.fields)], new Map(Object.entries(answers)), today);
  const plan = planMove({ ...move, placed: { ...placed, file }, fields }, written, placed.deal);
  const after = filledDeal(plan.text, facts);
  return {
    answer: moveAnswer(plan.findings),
    findings: plan.findings,
    items: together(asked, moveItems(move, after, written)),
    gate: gateItems(move, after, written),
    reasons,
    files: [{ path: plan.path, text: plan.text }, ...documents],
    headline: headlineOf(facts),
  };
}
