import { ownFields, type RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import { isClosed, type Pipeline, requirementsOf, type Stage } from "../pipeline/pipeline.ts";
import { choiceOf, type FieldSettings, type FormField, formFields } from "./form-field.ts";
import { answerIn } from "./move-form.ts";

/** Fields that belong together in a form. */
export interface FieldGroup {
  readonly name: string;
  readonly fields: readonly FormField[];
  /** True for what is needed now and then only. */
  readonly isAside: boolean;
}

/** A deal whose fields are changed. */
export interface UpdateFacts {
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly rules: RuleBook;
  readonly settings: FieldSettings;
  /** What a person is called, whether or not they are still there. */
  readonly nameOf: (person: string) => string;
  /** Names of links that are to be added. */
  readonly links?: readonly string[];
}

/** A link that is added, by its name and its address. */
export const newLink = { name: "new-link.name", address: "new-link.address" } as const;

const newLinkFields: readonly FormField[] = [
  { name: newLink.name, label: "Another link: what it is, such as recording", input: { kind: "text" } },
  { name: newLink.address, label: "Its web address", input: { kind: "address" } },
];

/** The pipeline's own fields, and those that the deal has from another one. */
function ownNames({ deal, pipeline, rules }: UpdateFacts): string[] {
  const kept = ownFields(rules, pipeline.id).filter(({ id }) => Object.hasOwn(deal.fields, id));
  return [...new Set([...pipeline.fields, ...kept].map(({ id }) => `fields.${id}`))];
}

/** The links that the deal has or is to have, and those that its pipeline asks for. */
function linkNames({ deal, pipeline, links = [] }: UpdateFacts): string[] {
  const asked = requirementsOf(pipeline).flatMap((requirement) => ("link" in requirement ? [requirement.link] : []));
  return [...new Set([...Object.keys(deal.links), ...links, ...asked])].map((id) => `links.${id}`);
}

/** A text that has to be one of a list for as much as one requirement is chosen from that list. */
function withList(field: FormField, { pipeline }: UpdateFacts): FormField {
  const lists = requirementsOf(pipeline).flatMap((requirement) =>
    "field" in requirement && requirement.field === field.name && requirement.when === undefined ? (requirement.one_of ?? []) : [],
  );
  return field.input.kind === "text" && lists.length > 0 ? { ...field, input: choiceOf([...new Set(lists)]) } : field;
}

/** A field that can keep what it holds, even where nobody would choose that today. */
function withPresent(field: FormField, { deal, nameOf }: UpdateFacts): FormField {
  const { input, name } = field;
  const present = answerIn(deal, field);
  if (input.kind !== "choice" || present === "" || input.options.some(({ value }) => value === present)) return field;
  const label = name === "owner" ? nameOf(present) : present;
  return { ...field, input: { kind: "choice", options: [...input.options, { value: present, label }] } };
}

/** The fields of a deal that are changed from day to day, those that belong together in groups. Moves set what else there is. */
export function updateGroups(facts: UpdateFacts): FieldGroup[] {
  const { stage, settings } = facts;
  const isOpen = !isClosed(stage);
  const fieldsOf = (names: readonly string[]): FormField[] =>
    names.flatMap((name) => formFields(name, settings, () => true)).map((field) => withPresent(withList(field, facts), facts));
  const groups = [
    ["Next step and close", ["next_step.action", "next_step.due", "expected_close", ...(isOpen ? ["forecast"] : [])]],
    ["Value and line items", ["amount.value", "amount.currency", "line_items"]],
    ["Customer", ["company", "contact.name", "contact.role", "contact.email"]],
    ["The deal", ["title", "owner", "source"]],
  ] as const;
  const asides = [
    { name: "More about it", fields: fieldsOf(ownNames(facts)) },
    { name: "Links", fields: [...fieldsOf(linkNames(facts)), ...newLinkFields] },
    { name: "Leave it alone for a while", fields: isOpen ? fieldsOf(["snooze.until", "snooze.reason"]) : [] },
  ];
  return [
    ...groups.map(([name, names]) => ({ name, fields: fieldsOf(names), isAside: false })),
    ...asides.filter(({ fields }) => fields.length > 0).map((group) => ({ ...group, isAside: true })),
  ];
}
