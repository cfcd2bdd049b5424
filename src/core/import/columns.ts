import { type ColumnName, columnNames, type ImportSystem, type Mapping } from "./mapping.ts";
import type { Question } from "./questions.ts";

/** Headings that a system gives its columns, the likeliest first; in lower case. */
type Profile = Readonly<Partial<Record<ColumnName, readonly string[]>>>;

const general: Profile = {
  id: ["id", "deal id", "record id"],
  title: ["title", "deal", "deal name", "name", "opportunity"],
  company: ["company", "organization", "organisation", "account", "account name", "customer"],
  contact: ["contact", "contact name"],
  stage: ["stage", "deal stage"],
  entered: ["stage entered", "stage since", "last stage change"],
  created: ["created", "create date", "created date", "created at"],
  owner: ["owner", "deal owner", "sales rep"],
  amount: ["amount", "value", "deal value"],
  currency: ["currency"],
  expected_close: ["expected close", "expected close date", "close date"],
  next_step: ["next step"],
  source: ["source", "lead source"],
  lost_reason: ["lost reason", "loss reason", "closed lost reason"],
  notes: ["notes", "description"],
};

const pipedrive: Profile = {
  id: ["deal - id"],
  title: ["deal - title"],
  company: ["deal - organization", "deal - organisation"],
  contact: ["deal - contact person"],
  stage: ["deal - stage"],
  entered: ["deal - last stage change"],
  created: ["deal - deal created", "deal - created"],
  owner: ["deal - owner"],
  amount: ["deal - value"],
  currency: ["deal - currency of value", "deal - currency"],
  expected_close: ["deal - expected close date"],
  lost_reason: ["deal - lost reason"],
  pipeline: ["deal - pipeline"],
  status: ["deal - status"],
  won: ["deal - won time"],
  lost: ["deal - lost time"],
};

const hubspot: Profile = {
  ...general,
  id: ["record id"],
  title: ["deal name"],
  company: ["associated company"],
  contact: ["associated contact"],
  created: ["create date"],
  pipeline: ["pipeline"],
  notes: ["deal description"],
};

const salesforce: Profile = {
  ...general,
  id: ["id", "opportunity id"],
  title: ["name", "opportunity name"],
  company: ["account name", "account.name"],
  stage: ["stagename", "stage"],
  entered: ["laststagechangedate", "last stage change date"],
  created: ["createddate", "created date"],
  owner: ["opportunity owner", "owner.name", "ownerid"],
  currency: ["currencyisocode", "opportunity currency", "amount currency", "currency"],
  expected_close: ["closedate", "close date"],
  next_step: ["nextstep", "next step"],
  source: ["leadsource", "lead source"],
  lost_reason: ["loss reason", "lost reason", "loss_reason__c"],
};

const profiles: Readonly<Record<ImportSystem, Profile>> = {
  csv: general,
  trello: {},
  hubspot,
  salesforce,
  pipedrive,
  monday: {
    ...general,
    id: ["item id", "item id (auto generated)"],
    title: ["name", "item"],
    stage: ["stage", "deal stage", "status"],
    status: ["status"],
  },
};

/** The headings of a table, each one once: a second of the same name is called `Name (2)`. */
export function uniqueHeadings(cells: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return cells.map((cell) => {
    const name = cell.trim();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Where the parts of a deal stand in a table: the index of each one's column. */
export interface Columns {
  readonly indexes: ReadonlyMap<ColumnName, number>;
  /** Columns that say when a deal entered a stage, by what they call the stage. */
  readonly entered: readonly (readonly [stage: string, index: number])[];
  readonly questions: readonly Question[];
  /** Headings that the mapping names and the table does not have. */
  readonly unknown: readonly string[];
}

const needed: readonly ColumnName[] = ["title", "stage"];

function questionFor(word: ColumnName, headings: readonly string[]): Question {
  const choices = headings.filter((heading) => heading !== "").map((value) => ({ value, label: value }));
  return { key: "columns", word, message: `Which column holds a deal's ${word}?`, choices };
}

const enteredHeading = /^Date entered "?(.+?)"?$/i;

/** Those that are headed like `Date entered "Offer"`, and those that the mapping names. */
const enteredColumns = (headings: readonly string[], { stage_dates: named }: Mapping): Columns["entered"] =>
  headings.flatMap((heading, index) => {
    const stage = Object.hasOwn(named, heading) ? heading : enteredHeading.exec(heading)?.[1]?.trim();
    return stage === undefined ? [] : [[stage, index] as const];
  });

/** True for a heading that nothing is read from. */
export const isUnused = (heading: string, index: number, { indexes, entered }: Columns): boolean =>
  heading !== "" && ![...indexes.values()].includes(index) && !entered.some(([, own]) => own === index);

/** Finds the columns by what the mapping says, else by the names that the system gives them. */
export function findColumns(headings: readonly string[], system: ImportSystem, mapping: Mapping): Columns {
  const { columns, stage_dates } = mapping;
  const lower = headings.map((heading) => heading.toLowerCase());
  const guess = (name: ColumnName) => (profiles[system][name] ?? []).map((each) => lower.indexOf(each)).find((index) => index >= 0) ?? -1;
  const found = columnNames.map((name) => [name, columns[name] === undefined ? guess(name) : headings.indexOf(columns[name])] as const);
  const indexes = new Map(found.filter(([, index]) => index >= 0));
  // A board whose only column of that kind is its status has it as its stages.
  if (indexes.get("status") === indexes.get("stage")) indexes.delete("status");
  const questions = needed.filter((name) => !indexes.has(name)).map((name) => questionFor(name, headings));
  const unknown = [...Object.values(columns), ...Object.keys(stage_dates)].filter((heading) => !headings.includes(heading));
  return { indexes, entered: enteredColumns(headings, mapping), questions, unknown };
}
