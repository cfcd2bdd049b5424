import { type BusinessDate, parseBusinessDate } from "../calendar/business-date.ts";
import { isEmail, isWebAddress } from "../text/field-types.ts";
import { companionOf, type FormField } from "./form-field.ts";
import { isNumber, rowComplaints, rowsIn } from "./line-item-rows.ts";

/** What is wrong with what was typed, by the names of fields. In words for whoever fills the form in. */
export type Complaints = ReadonlyMap<string, string>;

const dayWords = "Write the day as year-month-day: 2026-01-31";

/** What is wrong with a text as the day on which something was done; `undefined` where nothing is. */
export function dayComplaint(text: string, today: BusinessDate): string | undefined {
  const day = parseBusinessDate(text);
  if (day === undefined) return dayWords;
  return day > today ? "This day is still to come." : undefined;
}

/** What is wrong with a text as the answer to a field; `undefined` where nothing is. */
function answerComplaint({ input }: Pick<FormField, "input">, answer: string): string | undefined {
  if (input.kind === "number" && !isNumber(answer))
    return "Write it in digits, with a point before decimals and nothing between thousands: 12500.50";
  if (input.kind === "yes-no" && answer !== "yes" && answer !== "no") return "Answer yes or no.";
  if (input.kind === "date" && parseBusinessDate(answer) === undefined) return dayWords;
  if (input.kind === "email" && !isEmail(answer)) return "This is no e-mail address. Write it like jane@example.com";
  if (input.kind === "address" && !isWebAddress(answer)) return "This is no web address. Copy it from the browser: it begins with https://";
  return undefined;
}

/**
 * What is wrong with answers. `isGiven` is true for a field that the deal says something in already: a field cannot be without
 * its companion, such as a day without the step that is due.
 */
export function answerComplaints(
  fields: readonly FormField[],
  answers: ReadonlyMap<string, string>,
  isGiven: (name: string) => boolean,
): Complaints {
  const typed = (name: string): string => answers.get(name)?.trim() ?? "";
  const isThere = (name: string): boolean =>
    typed(name) !== "" || isGiven(name) || fields.find((field) => field.name === name)?.initial !== undefined;
  const answered = fields.filter(({ name }) => typed(name) !== "");
  const alone = answered.flatMap(({ name, label }) => {
    const companion = companionOf(name);
    return companion === undefined || isThere(companion) ? [] : [[companion, `“${label}” needs this, too.`] as const];
  });
  const wrong = answered.flatMap((field) => {
    const complaint = answerComplaint(field, typed(field.name));
    return complaint === undefined ? [] : [[field.name, complaint] as const];
  });
  const rows = answered.flatMap(({ name, input }) => (input.kind === "line-items" ? rowComplaints(name, rowsIn(typed(name))) : []));
  return new Map([...alone, ...wrong, ...rows]);
}

/** The answers that can be put down: not those that are complained of, nor those that lack their companion. */
export function soundAnswers(answers: ReadonlyMap<string, string>, complaints: Complaints): Map<string, string> {
  return new Map([...answers].filter(([name]) => !complaints.has(name) && !complaints.has(companionOf(name) ?? "")));
}
