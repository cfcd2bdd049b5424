import { type BusinessDate, formatDay, parseBusinessDate } from "../calendar/business-date.ts";
import type { Deal } from "../deal/deal.ts";
import type { FieldEdit } from "../deal/edit-deal.ts";
import { fieldBefore } from "../deal/field-order.ts";
import { formatMoney, parseMoney } from "../money/money.ts";
import { isId, toId } from "../text/field-types.ts";
import { answerComplaints, type Complaints } from "./answer-complaint.ts";
import type { FormField } from "./form-field.ts";
import { itemsToWrite, rowsIn, rowsWords } from "./line-item-rows.ts";
import { answerIn, typedValue } from "./move-form.ts";
import { newLink } from "./update-form.ts";

/** A part of a deal that is told and taken back as one: a field, or a group of fields that cannot be without each other. */
export interface DealChange {
  /** Its name in the deal's file. */
  readonly part: string;
  /** What people call it, in the middle of a sentence. */
  readonly label: string;
  /** What it said; absent where it said nothing. */
  readonly from?: string;
  /** What it is to say; absent where it is to say nothing. */
  readonly to?: string;
  /** The fields of the form that it is made of. */
  readonly fields: readonly FormField[];
  /** What is wrong with what was typed, by the fields' names. */
  readonly complaints: Complaints;
  readonly edits: readonly FieldEdit[];
}

/** What answers are held against. */
export interface ChangeFacts {
  readonly deal: Deal;
  readonly today: BusinessDate;
  /** BCP 47 locale of days and amounts. */
  readonly locale: string;
}

/** What each field of a part says. */
type Texts = ReadonlyMap<string, string>;

const wholes: ReadonlySet<string> = new Set(["amount", "contact", "next_step", "snooze", "new-link"]);

function partOf({ name }: FormField): string {
  const [group = ""] = name.split(".");
  return wholes.has(group) ? group : name;
}

const labels: Readonly<Record<string, string>> = {
  amount: "value",
  contact: "contact",
  line_items: "line items",
  next_step: "next step",
  snooze: "snooze",
  title: "title",
};

function labelOf(part: string, [field]: readonly FormField[]): string {
  if (part.startsWith("links.")) return `link ${part.slice("links.".length)}`;
  const known = labels[part];
  if (known !== undefined || part.startsWith("fields.")) return known ?? field?.label ?? part;
  const label = field?.label ?? part;
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** What a field holds once its answer counts. A part that is emptied by its first field holds nothing. */
function wantedTexts(fields: readonly FormField[], given: Texts, answers: Texts): Texts {
  const held = (name: string): string => answers.get(name)?.trim() ?? given.get(name) ?? "";
  const isNoAmount = fields[0]?.name === "amount.value" && held("amount.value") === "";
  return new Map(fields.map(({ name, initial = "" }) => [name, isNoAmount ? "" : held(name) || initial]));
}

/** What a field holds as the deal's file would say it: a row with nothing in it does not count. */
function comparable({ name, input }: FormField, texts: Texts): string {
  const text = texts.get(name) ?? "";
  return input.kind === "line-items" ? JSON.stringify(itemsToWrite(rowsIn(text))) : text;
}

const dayText = (text: string, locale: string): string => {
  const day = parseBusinessDate(text);
  return day === undefined ? text : formatDay(day, locale);
};

function fieldText({ input }: FormField, text: string, locale: string): string {
  if (input.kind === "choice") return input.options.find(({ value }) => value === text)?.label ?? text;
  if (input.kind === "yes-no") return { yes: "Yes", no: "No" }[text] ?? text;
  if (input.kind === "line-items") return rowsWords(rowsIn(text), locale);
  return input.kind === "date" ? dayText(text, locale) : text;
}

function amountText(value: string, currency: string, locale: string): string {
  const money = value === "" ? "" : parseMoney(value, currency);
  return typeof money === "string" ? value : formatMoney(money, locale);
}

/** What a part says, as people read it; empty where it says nothing. */
function partText(part: string, fields: readonly FormField[], { texts, locale }: { texts: Texts; locale: string }): string {
  const each = fields.map((field) => fieldText(field, texts.get(field.name) ?? "", locale));
  const [first = "", second = ""] = each;
  if (part === "amount") return amountText(first, texts.get("amount.currency") ?? "", locale);
  if (part === "next_step") return second === "" ? first : `${first} (due ${second})`;
  if (part === "snooze") return first === "" ? second : `until ${first}: ${second}`;
  return each.filter((text) => text !== "").join(", ");
}

const required: ReadonlySet<string> = new Set(["title", "company", "owner"]);

function linkComplaints(texts: Texts, { deal }: ChangeFacts): (readonly [string, string])[] {
  const [name = "", address = ""] = [texts.get(newLink.name), texts.get(newLink.address)];
  const words = "This is needed, too.";
  if (name === "") return [[newLink.name, words]];
  if (!isId(toId(name))) return [[newLink.name, "Give it a name with a letter or a digit."]];
  if (Object.hasOwn(deal.links, toId(name))) return [[newLink.name, "There is a link of this name; change its address above."]];
  return address === "" ? [[newLink.address, words]] : [];
}

function complaintsOf(
  part: string,
  { fields, texts, facts }: { fields: readonly FormField[]; texts: Texts; facts: ChangeFacts },
): Complaints {
  const until = parseBusinessDate(texts.get("snooze.until") ?? "");
  return new Map([
    ...(part === "new-link" ? linkComplaints(texts, facts) : []),
    ...(required.has(part) && texts.get(part) === "" ? [[part, "A deal cannot be without this."] as const] : []),
    ...(until !== undefined && until <= facts.today ? [["snooze.until", "Give a day after today."] as const] : []),
    ...answerComplaints(fields, texts, () => false),
  ]);
}

/** The edits that bring a part from what it says to what it is to say. */
function editsOf(
  part: string,
  { fields, given, texts, facts }: { fields: readonly FormField[]; given: Texts; texts: Texts; facts: ChangeFacts },
) {
  const [top = ""] = part.split(".");
  const after = fieldBefore(facts.deal, top === "new-link" ? "links" : top);
  const [name = "", address = ""] = [texts.get(newLink.name), texts.get(newLink.address)];
  if (part === "new-link") return [{ field: `links.${toId(name)}`, value: address, after }];
  if ([...texts.values()].every((text) => text === "")) return [{ field: part, value: null, after }];
  return fields
    .filter((field) => comparable(field, texts) !== comparable(field, given))
    .map((field): FieldEdit => {
      const text = texts.get(field.name) ?? "";
      return { field: field.name, value: text === "" ? null : typedValue(field, text, facts.today), after };
    });
}

function changeOf(part: string, fields: readonly FormField[], { answers, facts }: { answers: Texts; facts: ChangeFacts }): DealChange[] {
  const { deal, locale } = facts;
  const given = new Map(fields.map((field) => [field.name, answerIn(deal, field).trim()]));
  const texts = wantedTexts(fields, given, answers);
  if (fields.every((field) => comparable(field, texts) === comparable(field, given))) return [];
  const [from, to] = [given, texts].map((each) => partText(part, fields, { texts: each, locale }));
  return [
    {
      part: part === "new-link" ? `links.${toId(texts.get(newLink.name) ?? "")}` : part,
      label: part === "new-link" ? `link ${toId(texts.get(newLink.name) ?? "")}` : labelOf(part, fields),
      ...(from && { from }),
      ...(to && { to: part === "new-link" ? (texts.get(newLink.address) ?? "") : to }),
      fields,
      complaints: complaintsOf(part, { fields, texts, facts }),
      edits: editsOf(part, { fields, given, texts, facts }),
    },
  ];
}

/** What answers change of a deal, part by part; an answer that says what the deal says changes nothing, an empty one empties. */
export const dealChanges = (fields: readonly FormField[], answers: Texts, facts: ChangeFacts): DealChange[] =>
  [...Map.groupBy(fields, partOf)].flatMap(([part, own]) => changeOf(part, own, { answers, facts }));
