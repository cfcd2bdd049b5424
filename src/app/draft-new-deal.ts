import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { slugOf } from "../core/deal/deal-files.ts";
import { parseDocument } from "../core/deal/document.ts";
import { type NewDeal, suggestSlug } from "../core/deal/new-deal.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { answerComplaints, type Complaints, soundAnswers } from "../core/form/answer-complaint.ts";
import { type FormField, formFields } from "../core/form/form-field.ts";
import { answerEdits, type FormItem } from "../core/form/move-form.ts";
import { birthStages, type Pipeline } from "../core/pipeline/pipeline.ts";
import { type Answers, activitiesIn, dayComplaints, documentsIn } from "./draft-answers.ts";
import { otherFindings, together } from "./draft-items.ts";
import { birthItems, fieldSettings } from "./move-form.ts";
import { planNewDeal } from "./plan-new-deal.ts";
import type { ChangedFile } from "./ports.ts";

/** A new deal as far as it is filled in, and what the judge says to it. */
export interface JudgedNewDeal {
  /** Fields that every new deal is asked for, the first ones needed. */
  readonly fields: readonly FormField[];
  /** What its stage asks for, as a form; what is met by now has no gaps. */
  readonly items: readonly FormItem[];
  /** What the judge says besides what the form asks for. */
  readonly others: readonly Finding[];
  /** What is wrong with what was typed. */
  readonly complaints: Complaints;
  /** The deal as far as it is filled in; absent as long as it has no name. */
  readonly file?: DealFile;
  /** Absent as long as something needed is missing. */
  readonly deal?: { readonly slug: string; readonly files: readonly [ChangedFile, ...ChangedFile[]]; readonly headline: string };
}

/** What a new deal is drafted in. */
export interface NewDealFacts {
  readonly content: Content;
  readonly today: BusinessDate;
}

const needed = ["company", "title", "owner"] as const;
const usual = ["amount", "contact", "contact.email", "source", "expected_close", "next_step"] as const;

const placeFields = ({ content }: NewDealFacts, pipeline: Pipeline | undefined): FormField[] => {
  const pipelines = [...content.settings.rules.pipelines.values()];
  const stages = pipeline ? birthStages(pipeline) : [];
  const names = new Map(pipeline?.stages.map(({ id, name }) => [id, name]));
  return [
    {
      name: "pipeline",
      label: "Pipeline",
      input: { kind: "choice" as const, options: pipelines.map(({ id, name }) => ({ value: id, label: name })) },
    },
    {
      name: "stage",
      label: "Begins in",
      input: { kind: "choice" as const, options: stages.map((id) => ({ value: id, label: names.get(id) ?? id })) },
    },
  ].flatMap((field) => {
    const [first] = field.input.options;
    return first ? [{ ...field, initial: first.value }] : [];
  });
};

/** A name that no deal has yet. */
function freeSlug(wanted: string, { content }: NewDealFacts): string {
  const taken = new Set(content.dealPaths.map(slugOf));
  for (let count = 2, slug = wanted; ; count += 1) {
    if (!taken.has(slug)) return slug;
    slug = `${wanted}-${count}`;
  }
}

function newDeal(answers: Answers, fields: readonly FormField[], facts: NewDealFacts): NewDeal | undefined {
  const given = (name: string): string => answers[name]?.trim() || fields.find((field) => field.name === name)?.initial || "";
  const [company, title, owner, pipeline, stage] = [...needed, "pipeline", "stage"].map(given) as [string, string, string, string, string];
  const slug = suggestSlug(company, title);
  if ([company, title, owner, pipeline, stage, slug].includes("")) return undefined;
  const own = new Set<string>([...needed, "pipeline", "stage", "amount.value", "amount.currency"]);
  const edits = answerEdits(fields, new Map(Object.entries(answers)), facts.today).filter(({ field }) => !own.has(field));
  const amount = given("amount.value");
  return {
    ...{ slug: freeSlug(slug, facts), company, title, owner, pipeline, stage, currency: given("amount.currency") },
    ...(amount !== "" && { amount }),
    more: new Map(edits.map(({ field, value }) => [field, value])),
  };
}

/** All that a new deal is asked for, wherever it begins. */
function fieldsFor(facts: NewDealFacts, answers: Answers): FormField[] {
  const { content, today } = facts;
  const { pipelines } = content.settings.rules;
  const [first = ""] = pipelines.keys();
  const pipeline = pipelines.get(answers.pipeline ?? first);
  const settings = fieldSettings(content, today, pipeline?.id);
  const all = [...needed, ...usual].flatMap((name) => formFields(name, settings, (group) => group === "contact"));
  return [...placeFields(facts, pipeline), ...all];
}

function judgeAsked(facts: NewDealFacts, answers: Answers, known: readonly FormItem[]): JudgedNewDeal {
  const { content, today } = facts;
  const fields = fieldsFor(facts, answers);
  const all = [...fields, ...known.flatMap((item) => item.fields)];
  const typed = new Map(Object.entries(answers));
  const complaints = new Map([...answerComplaints(all, typed, () => false), ...dayComplaints(known, answers, today)]);
  const named = newDeal(Object.fromEntries(soundAnswers(typed, complaints)), all, facts);
  if (!named) return { fields, items: known, others: [], complaints };
  const deal = { ...named, activities: activitiesIn(known, answers, named.owner), documents: documentsIn(known, answers, today) };
  const { path, text, documents, findings, isAllowed } = planNewDeal(deal, content, today);
  const file = parseDeal(text, path);
  const read = file.deal;
  const written = documents.flatMap((each) => parseDocument(each.text, each.path).document ?? []);
  const listed = new Set(fields.map(({ name }) => name));
  const missing = (read ? birthItems({ deal: read, documents: written }, content, today) : []).map((item) => ({
    ...item,
    fields: item.fields.filter(({ name }) => !listed.has(name)),
  }));
  const items = together(known, missing);
  // What was answered may bring further requirements into force, which may have been answered, too.
  if (items.length > known.length) return judgeAsked(facts, answers, items);
  const headline = `New deal: ${deal.company} | ${deal.title}`;
  const files = [{ path, text }, ...documents] as const;
  const proposal = { slug: deal.slug, files, headline };
  return {
    fields,
    items,
    others: otherFindings(findings, items),
    complaints,
    file,
    ...(isAllowed && complaints.size === 0 && { deal: proposal }),
  };
}

/** Judges a new deal as far as it is filled in. */
export const judgeNewDeal = (facts: NewDealFacts, answers: Answers): JudgedNewDeal => judgeAsked(facts, answers, []);
