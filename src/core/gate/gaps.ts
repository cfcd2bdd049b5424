import type { BusinessDate } from "../calendar/business-date.ts";
import { documentsFolder } from "../deal/deal-files.ts";
import { documentGaps } from "../deal/document-gaps.ts";
import {
  type AnswersRequirement,
  type ConfirmRequirement,
  type DocumentRequirement,
  type Requirement,
  ruleFileOf,
} from "../pipeline/requirement.ts";
import { templateFor } from "../pipeline/template.ts";
import { activityGaps, linkGaps } from "./activity-gaps.ts";
import { approvalGaps } from "./approval-gaps.ts";
import { fieldGaps, isFilled } from "./field-gaps.ts";
import type { Gap, GateFacts } from "./gap.ts";
import { isInForce, ruleGaps } from "./rule-gaps.ts";

/** A rule that cannot be read holds nobody to less than it says. */
function ruleFileGaps(requirement: Requirement): Gap[] {
  const file = ruleFileOf(requirement);
  const message = `It cannot be judged, because ${file} cannot be read.`;
  return [{ message, plain: message, hint: `Mend ${file} first, in a pull request of its own.` }];
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
  const message = `${framework.name} has ${answered} of ${needed} answers; open: ${open.map((question) => question.name).join(", ")}.`;
  return [
    {
      message,
      plain: message,
      path: ["qualification", requirement.answers],
      hint: `Answer under "qualification: ${requirement.answers}:": ${open.map((question) => `${question.id} (${question.ask})`).join(", ")}`,
    },
  ];
}

function confirmGaps({ confirm }: ConfirmRequirement, { deal, today }: GateFacts): Gap[] {
  const date: BusinessDate | undefined = Object.hasOwn(deal.confirmed, confirm) ? deal.confirmed[confirm] : undefined;
  if (date !== undefined && date <= today) return [];
  const place = { path: ["confirmed", confirm], hint: `When it is true, add "${confirm}: <date>" under "confirmed:".` };
  if (date === undefined) return [{ ...place, message: `"${confirm}" is not confirmed yet.` }];
  const found = `is confirmed for ${date}, which is after today (${today}).`;
  return [{ ...place, message: `"${confirm}" ${found}`, plain: `It ${found}` }];
}

function missingDocument(requirement: DocumentRequirement, { deal, rules }: GateFacts): Gap[] {
  const template = templateFor(rules.templates, requirement.document, deal.language);
  if (!template) return ruleFileGaps(requirement);
  const target = `${documentsFolder(deal.path)}/${requirement.document}.md`;
  const hint = `Write it with: dealbook doc ${deal.slug} ${requirement.document} (it goes to ${target}).`;
  const message = `The document "${template.title}" is missing.`;
  return [{ message, plain: message, path: ["stage"], hint }];
}

function documentRequirementGaps(requirement: DocumentRequirement, facts: GateFacts): Gap[] {
  const { documents, rules, people, today } = facts;
  const wanted = { status: requirement.status, signedBy: requirement.signed_by, people, today };
  const candidates = documents.flatMap((document) => {
    const template = templateFor(rules.templates, requirement.document, document.language);
    return document.template === requirement.document && template ? [{ document, template }] : [];
  });
  const gaps = candidates.map(({ document, template }) =>
    documentGaps(document, template, wanted).map(({ message, at, hint }): Gap => {
      return { message, plain: message, hint, place: { file: document.path, at } };
    }),
  );
  // Several drafts may lie beside each other; one good document is enough, else the nearest to it speaks.
  const [first, ...others] = gaps;
  return first ? others.reduce((best, each) => (each.length < best.length ? each : best), first) : missingDocument(requirement, facts);
}

function gapsInForce(requirement: Requirement, facts: GateFacts): Gap[] {
  if ("field" in requirement) return fieldGaps(requirement, facts);
  if ("answers" in requirement) return answersGaps(requirement, facts);
  if ("confirm" in requirement) return confirmGaps(requirement, facts);
  if ("document" in requirement) return documentRequirementGaps(requirement, facts);
  if ("link" in requirement) return linkGaps(requirement, facts);
  if ("activity" in requirement) return activityGaps(requirement, facts);
  if ("approval" in requirement) return approvalGaps(requirement, facts);
  return ruleGaps(requirement, facts);
}

/** What is missing before the requirement holds; empty where it does, or where its guard says that it does not count. */
export const gapsOf = (requirement: Requirement, facts: GateFacts): Gap[] =>
  isInForce(requirement, facts) ? gapsInForce(requirement, facts) : [];
