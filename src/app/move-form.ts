import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import type { Deal } from "../core/deal/deal.ts";
import type { FieldSettings } from "../core/form/form-field.ts";
import { type ApprovalAsk, type FormFacts, type FormItem, missingApprovals, missingAtBirth, missingItems } from "../core/form/move-form.ts";
import { type ChecklistFacts, type ChecklistItem, stepChecklist } from "../core/gate/checklist.ts";
import { isThere } from "../core/people/people.ts";
import { classifyMove, handoffsFrom } from "../core/pipeline/move.ts";
import type { OnwardStep } from "../core/pipeline/onward.ts";
import { stageById } from "../core/pipeline/pipeline.ts";
import { localeOf } from "./new-document.ts";
import type { MoveRequest } from "./plan-move.ts";

/** A move of which it is asked what it needs. */
type Asked = Pick<MoveRequest, "placed" | "to" | "handoff" | "today">;

function stepOf({ placed: { pipeline, stage, deal }, to, handoff }: Asked): OnwardStep {
  if (handoff) {
    const name = `${handoff.id}/${to.id}`;
    const listed = handoffsFrom(pipeline, stage.id).find((each) => each.to === name);
    return { name, kind: "handoff", to, handoff, ...(listed && { listed }) };
  }
  return { name: to.id, kind: classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from }), to };
}

function factsOf({ placed, today }: Asked, deal: Deal, { settings, deals }: Content): ChecklistFacts {
  const { pipeline, stage, file } = placed;
  const documents = (deals.documents.get(file.path) ?? []).flatMap((each) => each.document ?? []);
  return { deal, documents, rules: settings.rules, people: settings.people, today, pipeline, stage };
}

/**
 * What the fields of a form can hold in an organisation. Where pipelines call different fields the same, that of the one named
 * counts.
 */
export function fieldSettings(content: Content, today: BusinessDate, pipelineId?: string): FieldSettings {
  const { rules, people, organisation, rates } = content.settings;
  const currency = organisation?.currency ?? "EUR";
  return {
    fields: [...rules.pipelines.values()]
      .sort((a, b) => Number(b.id === pipelineId) - Number(a.id === pipelineId))
      .flatMap(({ fields }) => fields),
    people: Object.entries(people?.people ?? {}).flatMap(([value, person]) =>
      isThere(person, today) ? [{ value, label: person.name }] : [],
    ),
    currency,
    currencies: [...new Set([currency, ...rates.byCurrency.keys()])],
    locale: localeOf(content),
  };
}

/** What a move asks for, met and missing; `deal` is the deal as it is filled in. */
export const gateItems = (move: Asked, deal: Deal, content: Content): ChecklistItem[] =>
  stepChecklist(stepOf(move), factsOf(move, deal, content));

const formFacts = (move: Asked, deal: Deal, content: Content): FormFacts => ({
  ...factsOf(move, deal, content),
  settings: fieldSettings(content, move.today, (move.handoff ?? move.placed.pipeline).id),
});

/** What a move misses, as a form; `deal` is the deal as far as it is filled in. */
export const moveItems = (move: Asked, deal: Deal, content: Content): FormItem[] =>
  missingItems(stepOf(move), formFacts(move, deal, content));

/** The approvals that a move still needs; `deal` is the deal as far as it is filled in. */
export const moveApprovals = (move: Asked, deal: Deal, content: Content): ApprovalAsk[] =>
  missingApprovals(stepOf(move), formFacts(move, deal, content));

/** A new deal with its documents. */
type BornDeal = Pick<ChecklistFacts, "deal" | "documents">;

/** What a deal that begins in a stage misses, as a form. */
export function birthItems({ deal, documents }: BornDeal, content: Content, today: BusinessDate): FormItem[] {
  const pipeline = content.settings.rules.pipelines.get(deal.pipeline);
  const stage = pipeline && stageById(pipeline, deal.stage);
  if (!pipeline || !stage) return [];
  const { rules, people } = content.settings;
  return missingAtBirth({
    deal,
    documents,
    rules,
    people,
    today,
    pipeline,
    stage,
    settings: fieldSettings(content, today, pipeline.id),
  });
}
