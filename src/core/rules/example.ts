import { z } from "zod";
import type { BusinessDate } from "../calendar/business-date.ts";
import { hasUnreadPipeline, type RuleBook } from "../content/rule-book.ts";
import { type Deal, dealSchema } from "../deal/deal.ts";
import { type DealDocument, documentSchema } from "../deal/document.ts";
import type { Approval, GateFacts } from "../gate/gap.ts";
import type { People } from "../people/people.ts";
import { moveKinds } from "../pipeline/move.ts";
import type { Examples } from "../pipeline/requirement.ts";
import { type Template, templateFor } from "../pipeline/template.ts";
import { businessDate } from "../text/field-types.ts";
import { expectation, type Issue } from "../text/schema-issues.ts";
import { didYouMean } from "../text/suggest.ts";
import { dealContext } from "./deal-context.ts";
import { dealOwnField } from "./deal-own-field.ts";
import { dealUnknownCriterion, dealUnknownPipeline, dealUnknownQuestion, dealUnknownStage } from "./deal-references.ts";

/** Why an example cannot be read, as the end of a sentence, and what to do. */
interface Unreadable {
  readonly problem: string;
  readonly hint: string;
}

/** An example as it stands in a pipeline's file. */
export type Example = Examples["pass"][number];

/** A stage of a pipeline, by their ids. */
interface StagePlace {
  readonly pipeline: string;
  readonly stage: string;
}

/** What an example is read by. */
export interface ExampleBasis {
  /** Where the deal is unless the example says otherwise, and where it was. */
  readonly places: { readonly now: StagePlace; readonly before: StagePlace };
  readonly rules: RuleBook;
  readonly people: People | null;
  /** The day on which it is judged, unless it says otherwise. */
  readonly today: BusinessDate;
}

interface Reading extends ExampleBasis {
  readonly refuse: (problem: string, hint: string) => void;
}

/** A part of an example: what stands there, and under which key; under none for the deal itself. */
interface Source {
  readonly value: unknown;
  readonly key?: "before" | "documents" | "move" | "today";
}

const hints = {
  deal: "Write it as the front matter of a deal.",
  before: 'Write what the deal was before as the front matter of a deal, or leave "before:" out for a new one.',
  documents: 'A document has "template:", and may have "status:", "signatures:", "language:" and "title:".',
  move: 'A move has "kind:", "from:" and "to:".',
  today: "It is the day on which the example is judged, such as 2026-01-31.",
} as const;

function issueText(issue: Issue, key: Source["key"]): string {
  const name = [key ?? [], issue.path]
    .flat()
    .filter((part) => typeof part !== "number")
    .map(String)
    .join(".");
  if (issue.code === "unrecognized_keys") return `there is no field "${issue.keys[0]}"${name === "" ? "" : ` under "${name}"`}`;
  return `${name === "" ? "" : `"${name}": `}${expectation(issue)}`;
}

/** What a schema makes of a source; where it is refused, that is told. */
function bySchema<T>(schema: z.ZodType<T>, { value, key }: Source, { refuse }: Reading): T | undefined {
  const read = schema.safeParse(value);
  const [first] = read.error?.issues ?? [];
  if (first) refuse(issueText(first, key), hints[key ?? "deal"]);
  return read.data;
}

/** A deal that says nothing but what every deal must say; an example is laid over it. */
const plainDeal = (key: Source["key"], { places, today }: ExampleBasis) => ({
  title: "Example",
  company: "Example",
  ...places[key === "before" ? "before" : "now"],
  stage_entered: today,
  owner: "example",
});

const references = [dealUnknownPipeline, dealUnknownStage, dealUnknownQuestion];
// Which fields and criteria there are is known when all pipelines are.
const wideReferences = [dealUnknownCriterion, dealOwnField];

/** What a deal names and nobody defines: it would fail for that, whatever the requirement. */
function refuseStrangeNames(deal: Deal, key: Source["key"], { rules, today, refuse }: Reading): void {
  const file = { slug: deal.slug, path: deal.path, text: "", deal, source: null, problems: [] };
  const context = dealContext({ file, deal, documents: [], rules, people: null, peopleInForce: null, today });
  const asked = hasUnreadPipeline(rules) ? references : [...references, ...wideReferences];
  for (const { message, hint } of asked.flatMap((rule) => rule.check(context)))
    refuse(
      `${key === undefined ? "" : `under "${key}", `}${message.replace(/^There/, "there").replace(/\.$/, "")}`,
      hint ?? hints[key ?? "deal"],
    );
}

const fieldsSchema = z.record(z.string(), z.unknown());

function readDeal(source: Source, reading: Reading): Deal | undefined {
  const fields = bySchema(fieldsSchema, source, reading);
  const front = fields && bySchema(dealSchema, { ...source, value: { ...plainDeal(source.key, reading), ...fields } }, reading);
  const deal = front && { ...front, slug: "example", path: "deals/example.md", notes: "" };
  if (deal) refuseStrangeNames(deal, source.key, reading);
  return deal;
}

// Nobody else's tools keep fields in an example.
const exampleDocumentSchema = z.strictObject({ ...documentSchema.shape, template: z.string("expected the id of a template") });

/** A document that is written in full, as far as an example says. */
function fullDocument({ template, status, signatures, language }: z.output<typeof exampleDocumentSchema>, of: Template): DealDocument {
  const at = { line: 1, column: 1 };
  return {
    path: "example.md",
    template,
    ...(language !== undefined && { language }),
    title: of.title,
    status,
    signatures,
    statusAt: () => at,
    signatureAt: () => at,
    body: "",
    headings: of.sections.map((text) => ({ depth: 2, text, at, isEmpty: false })),
    placeholders: [],
    end: at,
  };
}

function readDocument(source: Source, reading: Reading): DealDocument[] {
  const front = bySchema(exampleDocumentSchema, source, reading);
  if (!front) return [];
  const { templates, unread } = reading.rules;
  const template = templateFor(templates, front.template, front.language);
  if (template) return [fullDocument(front, template)];
  const isUnread = unread.has(`templates/${front.template}.md`);
  if (!isUnread) reading.refuse(`there is no template "${front.template}"`, didYouMean(front.template, [...templates.keys()]));
  return [];
}

const moveSchema = z
  .strictObject({ kind: z.enum(moveKinds), from: z.string("expected a stage"), to: z.string("expected a stage") })
  .partial();

function readMove(source: Source, reading: Reading): z.output<typeof moveSchema> | undefined {
  const move = bySchema(moveSchema, source, reading);
  const { rules, refuse } = reading;
  if (!move || hasUnreadPipeline(rules)) return move;
  const places = [...rules.pipelines.values()].flatMap(({ id, stages }) => stages.map((stage) => [stage.id, `${id}/${stage.id}`] as const));
  for (const name of [move.from ?? [], move.to ?? []].flat()) {
    const known = [...new Set(places.map(([stage, inPipeline]) => (name.includes("/") ? inPipeline : stage)))];
    if (!known.includes(name)) refuse(`there is no stage "${name}"`, didYouMean(name, known));
  }
  return move;
}

function readToday(value: unknown, reading: Reading): BusinessDate | undefined {
  return value === undefined ? reading.today : bySchema(businessDate, { value, key: "today" }, reading);
}

function readFacts(example: Example, basis: Reading): GateFacts | undefined {
  const { today: day, before: former = null, documents = [], move = {}, ...fields } = example;
  const today = readToday(day, basis);
  const reading = { ...basis, today: today ?? basis.today };
  const deal = readDeal({ value: fields }, reading);
  const before = former === null ? null : readDeal({ value: former, key: "before" }, reading);
  const written = [documents].flat().flatMap((value) => readDocument({ value, key: "documents" }, reading));
  const made = readMove({ value: move, key: "move" }, reading);
  if (!today || !deal || before === undefined) return undefined;
  return {
    deal,
    before,
    documents: written,
    rules: basis.rules,
    people: basis.people,
    today,
    move: { kind: made?.kind ?? "forward", from: made?.from ?? before?.stage ?? basis.places.before.stage, to: made?.to ?? deal.stage },
    approvals: deal.approvals satisfies readonly Approval[],
  };
}

/** The facts that an example describes, or all that prevents it from being read. */
export function readExample(example: Example, basis: ExampleBasis): { readonly facts: GateFacts } | { readonly problems: Unreadable[] } {
  const problems: Unreadable[] = [];
  const refuse = (problem: string, hint: string) => problems.push({ problem, hint });
  const facts = readFacts(example, { ...basis, refuse });
  return facts && problems.length === 0 ? { facts } : { problems };
}
