import type { MoveRequest } from "../../app/move-deal.ts";
import type { Deal } from "../../core/deal/deal.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import { type ChecklistItem, stepChecklist } from "../../core/gate/checklist.ts";
import type { Gap } from "../../core/gate/gap.ts";
import { classifyMove } from "../../core/pipeline/move.ts";
import type { OnwardStep } from "../../core/pipeline/onward.ts";
import type { CustomField } from "../../core/pipeline/pipeline.ts";
import type { Asker } from "../asker.ts";
import type { MoveSetting } from "./move-setting.ts";
import { plainValue } from "./set-fields.ts";

/** Fields that a plain answer can fill; documents, activities and approvals are made otherwise. */
const askable: ReadonlySet<string> = new Set([
  "amount",
  "confirmed",
  "contact",
  "expected_close",
  "fields",
  "forecast",
  "language",
  "links",
  "next_step",
  "qualification",
  "source",
]);

const groups: ReadonlySet<string> = new Set(["amount", "confirmed", "contact", "fields", "links", "next_step", "qualification"]);

/** True where the gap is one value of the deal's own file. */
function canAsk({ path = [], severity }: Gap): boolean {
  const [top = ""] = path;
  if (severity === "warning" || typeof top !== "string" || !askable.has(top) || !path.every((part) => typeof part === "string"))
    return false;
  return top === "qualification" ? path.length === 3 : path.length === (groups.has(top) ? 2 : 1);
}

function stepOf({ placed: { pipeline, stage, deal }, to, handoff }: MoveRequest): OnwardStep {
  if (handoff) return { name: `${handoff.id}/${to.id}`, kind: "handoff", to, handoff };
  return { name: to.id, kind: classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from }), to };
}

/** What a move asks for, met and missing; `deal` is the deal as it is filled in. */
export function gateItems(request: MoveRequest, deal: Deal, { content }: MoveSetting): ChecklistItem[] {
  const { today, placed } = request;
  const { rules, people } = content.settings;
  const { pipeline, stage, file } = placed;
  const documents = (content.deals.documents.get(file.path) ?? []).flatMap((each) => each.document ?? []);
  return stepChecklist(stepOf(request), { deal, documents, rules, people, today, pipeline, stage });
}

const missingItems = (request: MoveRequest, setting: MoveSetting): ChecklistItem[] =>
  gateItems(request, request.placed.deal, setting).filter(({ isMet, gaps }) => !isMet && gaps.some(canAsk));

interface Question {
  readonly item: ChecklistItem;
  readonly gap: Gap;
  readonly field: CustomField | undefined;
  readonly request: MoveRequest;
}

async function answerTo({ item, gap, field, request }: Question, ask: Asker): Promise<FieldEdit["value"]> {
  const [top] = gap.path ?? [];
  const question = item.gaps.length > 1 ? `${item.say} ${gap.message}` : item.say;
  if (top === "confirmed") return (await ask.confirm(`${item.say} Is it so?`)) ? request.today : null;
  if (field?.type === "yes-no") return ask.confirm(question);
  if (field?.options) {
    const choices = field.options.map((value) => ({ value, label: value }));
    return ask.choose(question, choices);
  }
  const answer = await ask.text(question);
  return field?.type === "number" || top === "amount" ? plainValue(answer) : answer;
}

async function ask(question: Question, asker: Asker, currency: string): Promise<FieldEdit[]> {
  const { gap, request } = question;
  const name = (gap.path ?? []).join(".");
  const value = await answerTo(question, asker);
  if (value === null) return [];
  const needsCurrency = name === "amount.value" && !request.placed.deal.amount;
  const edits = [{ field: name, value, after: "stage_entered" }];
  return needsCurrency ? [...edits, { field: "amount.currency", value: currency, after: "stage_entered" }] : edits;
}

/** Asks for what a move misses, as far as one answer can fill it in. */
export async function fillGaps(request: MoveRequest, setting: MoveSetting, asker: Asker): Promise<FieldEdit[]> {
  const { rules, organisation } = setting.content.settings;
  const fields = [...rules.pipelines.values()].flatMap((pipeline) => pipeline.fields);
  const edits: FieldEdit[] = [];
  for (const item of missingItems(request, setting))
    for (const gap of item.gaps.filter(canAsk)) {
      const field = gap.path?.[0] === "fields" ? fields.find(({ id }) => id === gap.path?.[1]) : undefined;
      edits.push(...(await ask({ item, gap, field, request }, asker, organisation?.currency ?? "EUR")));
    }
  return edits;
}
