import { moveItems } from "../../app/move-form.ts";
import type { MoveRequest } from "../../app/plan-move.ts";
import type { Deal } from "../../core/deal/deal.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import type { FormField } from "../../core/form/form-field.ts";
import { answerEdits, answerIn, type FormItem } from "../../core/form/move-form.ts";
import type { Asker } from "../asker.ts";
import { askField } from "./ask-field.ts";
import type { MoveSetting } from "./move-setting.ts";

// A terminal asks line by line; a list is written in the deal's file.
const isAsked = ({ input }: FormField): boolean => input.kind !== "line-items";

async function answerTo(field: FormField, { say, fields }: FormItem, asker: Asker): Promise<string> {
  const { input, label, initial } = field;
  // What has an answer that is nearly always right is not asked for in a terminal.
  if (initial !== undefined) return initial;
  const question = fields.length > 1 ? `${say} ${label}` : say;
  if (input.kind === "confirm") return (await asker.confirm(`${say} Is it so?`)) ? "yes" : "";
  return askField(field, question, asker);
}

/** The fields of an item to ask for: as many as are enough, and of several those that say nothing yet. */
function fieldsToAsk({ fields, needed = fields.length }: FormItem, deal: Deal): readonly FormField[] {
  return fields.filter((field) => fields.length === 1 || answerIn(deal, field) === "").slice(0, needed);
}

/** Asks for what a move misses, as far as answers can fill it in. */
export async function fillGaps(request: MoveRequest, { content }: MoveSetting, asker: Asker): Promise<FieldEdit[]> {
  const { deal } = request.placed;
  const answers = new Map<string, string>();
  const items = moveItems(request, deal, content).map((item) => ({ ...item, fields: item.fields.filter(isAsked) }));
  for (const item of items) for (const field of fieldsToAsk(item, deal)) answers.set(field.name, await answerTo(field, item, asker));
  const fields = items.flatMap((item) => item.fields);
  return answerEdits(fields, answers, request.today);
}
