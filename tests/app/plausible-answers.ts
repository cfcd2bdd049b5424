import { activityNames } from "../../src/app/draft-answers.ts";
import { rowsText } from "../../src/core/form/line-item-rows.ts";
import type { FormItem } from "../../src/core/form/move-form.ts";

/** Answers as somebody might give them who reads what is asked. */
export function answersTo(items: readonly FormItem[], today: string): Record<string, string> {
  const plausible = {
    number: "50000",
    date: "2026-12-15",
    address: "https://example.com/x",
    email: "jane@example.com",
    "yes-no": "yes",
    confirm: "yes",
  };
  const answers: Record<string, string> = {};
  for (const { fields, activity } of items) {
    for (const { name, input, initial } of fields)
      answers[name] =
        initial ??
        (input.kind === "line-items"
          ? rowsText([{ description: "Membership, one year", quantity: "2", price: "1200.50", currency: input.currency }])
          : input.kind === "choice"
            ? (input.options[0]?.value ?? "")
            : input.kind in plausible
              ? plausible[input.kind as keyof typeof plausible]
              : "Told on the phone");
    for (const name of activity ? activityNames(activity) : [])
      Object.assign(answers, { [`${name}.date`]: today, [`${name}.reply`]: "yes", [`${name}.consent`]: "yes" });
  }
  return answers;
}
