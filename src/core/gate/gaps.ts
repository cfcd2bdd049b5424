import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import { documentsFolder } from "../deal/deal-files.ts";
import { type DealDocument, documentGaps } from "../deal/document.ts";
import { decimalOf } from "../money/money.ts";
import {
  type AnswersRequirement,
  type ConfirmRequirement,
  type DocumentRequirement,
  type FieldRequirement,
  type Requirement,
  ruleFileOf,
} from "../pipeline/requirement.ts";
import type { Position } from "../text/position.ts";
import type { YamlPath } from "../text/yaml-source.ts";

/** What a requirement is held against. */
export interface GateFacts {
  readonly deal: Deal;
  /** The deal's documents that could be read. */
  readonly documents: readonly DealDocument[];
  readonly rules: RuleBook;
  readonly today: BusinessDate;
}

/** One thing that is missing before a requirement holds. */
export interface Gap {
  readonly message: string;
  readonly hint: string;
  /** Where in the deal's front matter it belongs. */
  readonly path?: YamlPath;
  /** Where in a document it belongs. */
  readonly place?: { readonly file: string; readonly at: Position };
}

/** A deal's field by its dotted name; an amount counts in whole currency units. */
function fieldValue(deal: Deal, name: string): unknown {
  if (name === "amount.value") return deal.amount && Number(decimalOf(deal.amount));
  return name.split(".").reduce<unknown>((value, key) => {
    const isKnown = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    return isKnown ? (value as Record<string, unknown>)[key] : undefined;
  }, deal);
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && String(value).trim() !== "";

function fieldComplaint(requirement: FieldRequirement, value: unknown): string | undefined {
  const { field, min, max, one_of } = requirement;
  if (!isFilled(value)) return `The field "${field}" is not filled in.`;
  if (min !== undefined && !(Number(value) >= min)) return `The field "${field}" is ${value}; at least ${min} is needed.`;
  if (max !== undefined && !(Number(value) <= max)) return `The field "${field}" is ${value}; at most ${max} is allowed.`;
  if (one_of && !one_of.includes(String(value))) return `The field "${field}" is "${value}"; allowed: ${one_of.join(", ")}.`;
  return undefined;
}

function fieldGaps(requirement: FieldRequirement, { deal }: GateFacts): Gap[] {
  const path = requirement.field.split(".");
  const message = fieldComplaint(requirement, fieldValue(deal, requirement.field));
  return message === undefined ? [] : [{ message, path, hint: `Fill in "${requirement.field}" in ${deal.slug}.md.` }];
}

/** A rule that cannot be read holds nobody to less than it says. */
function ruleFileGaps(requirement: Requirement): Gap[] {
  const file = ruleFileOf(requirement);
  return [{ message: `It cannot be judged, because ${file} cannot be read.`, hint: `Mend ${file} first, in a pull request of its own.` }];
}

function answersGaps(requirement: AnswersRequirement, { deal, rules }: GateFacts): Gap[] {
  const framework = rules.frameworks.get(requirement.answers);
  if (!framework) return ruleFileGaps(requirement);
  const { questions } = framework;
  const answers = deal.qualification[requirement.answers] ?? {};
  const open = questions.filter((question) => !isFilled(Object.hasOwn(answers, question.id) ? answers[question.id] : undefined));
  const needed = requirement.at_least ?? questions.length;
  const answered = questions.length - open.length;
  if (answered >= needed) return [];
  const names = open.map((question) => question.name).join(", ");
  return [
    {
      message: `${framework.name} has ${answered} of ${needed} answers; open: ${names}.`,
      path: ["qualification", requirement.answers],
      hint: `Answer under "qualification: ${requirement.answers}:": ${open.map((question) => `${question.id} (${question.ask})`).join(", ")}`,
    },
  ];
}

function confirmComplaint(name: string, { deal, today }: GateFacts): string | undefined {
  const date = Object.hasOwn(deal.confirmed, name) ? deal.confirmed[name] : undefined;
  if (date === undefined) return `"${name}" is not confirmed yet.`;
  return date > today ? `"${name}" is confirmed for ${date}, which is after today (${today}).` : undefined;
}

function confirmGaps({ confirm }: ConfirmRequirement, facts: GateFacts): Gap[] {
  const message = confirmComplaint(confirm, facts);
  if (message === undefined) return [];
  return [{ message, path: ["confirmed", confirm], hint: `When it is true, add "${confirm}: <date>" under "confirmed:".` }];
}

function documentRequirementGaps(requirement: DocumentRequirement, { deal, documents, rules }: GateFacts): Gap[] {
  const template = rules.templates.get(requirement.document);
  if (!template) return ruleFileGaps(requirement);
  const candidates = documents.filter((document) => document.template === requirement.document);
  if (candidates.length === 0) {
    const target = `${documentsFolder(deal.path)}/${template.id}.md`;
    return [
      {
        message: `The document "${template.title}" is missing.`,
        path: ["stage"],
        hint: `Copy templates/${template.id}.md to ${target} and fill it in.`,
      },
    ];
  }
  const gaps = candidates.map((document) =>
    documentGaps(document, template).map(({ message, at, hint }): Gap => ({ message, hint, place: { file: document.path, at } })),
  );
  // Several drafts may lie beside each other; one good document is enough, else the nearest to it speaks.
  return gaps.reduce((best, each) => (each.length < best.length ? each : best));
}

/** What is missing before the requirement holds; empty where it does. */
export function gapsOf(requirement: Requirement, facts: GateFacts): Gap[] {
  if ("field" in requirement) return fieldGaps(requirement, facts);
  if ("answers" in requirement) return answersGaps(requirement, facts);
  if ("confirm" in requirement) return confirmGaps(requirement, facts);
  return documentRequirementGaps(requirement, facts);
}
