import type { FormField } from "../../core/form/form-field.ts";
import type { Asker } from "../asker.ts";

/** Asks for a field's value, by what it can hold. */
export async function askField({ input }: FormField, question: string, asker: Asker): Promise<string> {
  if (input.kind === "yes-no") return (await asker.confirm(question)) ? "yes" : "no";
  return input.kind === "choice" ? asker.choose(question, input.options) : asker.text(question);
}
