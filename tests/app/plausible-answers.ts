import { activityNames } from "../../src/app/draft-answers.ts";
import type { FormField } from "../../src/core/form/form-field.ts";
import { rowsText } from "../../src/core/form/line-item-rows.ts";
import type { FormItem } from "../../src/core/form/move-form.ts";

const plausible = {
  number: "50000",
  date: "2026-12-15",
  address: "https://example.com/x",
  email: "jane@example.com",
  "yes-no": "yes",
  confirm: "yes",
};

/** What somebody might answer to a field. */
export function answerTo({ input, initial }: FormField): string {
  if (initial !== undefined) return initial;
  if (input.kind === "line-items")
    return rowsText([{ description: "Membership, one year", quantity: "2", price: "1200.50", currency: input.currency }]);
  if (input.kind === "choice") return input.options[0]?.value ?? "";
  return input.kind in plausible ? plausible[input.kind as keyof typeof plausible] : "Told on the phone";
}

/** Answers as somebody might give them who reads what is asked. */
export function answersTo(items: readonly FormItem[], today: string): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const { fields, activity } of items) {
    for (const field of fields) answers[field.name] = answerTo(field);
    for (const name of activity ? activityNames(activity) : [])
      Object.assign(answers, { [`${name}.date`]: today, [`${name}.reply`]: "yes", [`${name}.consent`]: "yes" });
  }
  return answers;
}
