import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { type NewDeal, suggestSlug } from "../core/deal/new-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { type FormField, formFields } from "../core/form/form-field.ts";
import { answerEdits, type FormItem } from "../core/form/move-form.ts";
import { birthStages, type Pipeline } from "../core/pipeline/pipeline.ts";
import type { Answers } from "./draft.ts";
import { together } from "./draft-items.ts";
import { birthItems, fieldSettings } from "./move-form.ts";
import { planNewDeal } from "./plan-new-deal.ts";
import type { ChangedFile } from "./ports.ts";

/** A new deal as far as it is filled in, and what the judge says to it. */
export interface JudgedNewDeal {
  /** Fields that every new deal is asked for, the first ones needed. */
  readonly fields: readonly FormField[];
  /** What its stage asks for, as a form; what is met by now has no gaps. */
  readonly items: readonly FormItem[];
  readonly findings: readonly Finding[];
  /** Absent as long as something needed is missing. */
  readonly deal?: { readonly slug: string; readonly file: ChangedFile; readonly headline: string };
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
  const taken = new Set(content.dealPaths.map((path) => path.slice(path.lastIndexOf("/") + 1, -".md".length)));
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

/** Judges a new deal as far as it is filled in. `known` are the items that the form shows already. */
export function judgeNewDeal(facts: NewDealFacts, answers: Answers, known: readonly FormItem[] = []): JudgedNewDeal {
  const { content, today } = facts;
  const { pipelines } = content.settings.rules;
  const [first] = pipelines.keys();
  const places = placeFields(facts, pipelines.get(answers.pipeline ?? first ?? ""));
  const settings = fieldSettings(content, today);
  const fields = [...places, ...[...needed, ...usual].flatMap((name) => formFields(name, settings, (group) => group === "contact"))];
  const asked = known.flatMap((item) => item.fields);
  const deal = newDeal(answers, [...fields, ...asked], facts);
  if (!deal) return { fields, items: known, findings: [] };
  const { path, text, findings, isAllowed } = planNewDeal(deal, content, today);
  const read = parseDeal(text, path).deal;
  const listed = new Set(fields.map(({ name }) => name));
  const missing = (read ? birthItems(read, content, today) : []).map((item) => ({
    ...item,
    fields: item.fields.filter(({ name }) => !listed.has(name)),
  }));
  const headline = `New deal: ${deal.company} | ${deal.title}`;
  const file = { path, text };
  return { fields, items: together(known, missing), findings, ...(isAllowed && { deal: { slug: deal.slug, file, headline } }) };
}
