import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { dealDifferences } from "../core/deal/compare-deals.ts";
import { cardTitle } from "../core/deal/deal.ts";
import { editDeal } from "../core/deal/edit-deal.ts";
import { parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import type { Complaints } from "../core/form/answer-complaint.ts";
import { type DealChange, dealChanges } from "../core/form/update-changes.ts";
import { type FieldGroup, updateGroups } from "../core/form/update-form.ts";
import { toId } from "../core/text/field-types.ts";
import type { Answers } from "./draft-answers.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { fieldSettings } from "./move-form.ts";
import { planEdit } from "./plan-edit.ts";
import type { PlannedChange } from "./plan-move.ts";
import type { ChangedFile } from "./ports.ts";

/** Changed fields of a deal as far as they are filled in, and what the judge says to them. */
export interface JudgedUpdate {
  readonly groups: readonly FieldGroup[];
  readonly changes: readonly DealChange[];
  /** What is wrong with what was typed, and what the judge refuses, by the names of fields. */
  readonly complaints: Complaints;
  /** What the judge warns of, by the names of fields. */
  readonly warnings: Complaints;
  /** What the judge refuses that belongs to no one field. */
  readonly others: readonly string[];
  /** True where the deal's file says something in one place for several, so that it cannot be changed alone. */
  readonly isEntangled: boolean;
  readonly file: ChangedFile;
  readonly isAllowed: boolean;
  /** The update in one line. */
  readonly headline: string;
  /** What the branch is called behind the deal's name. */
  readonly name: string;
}

/** A deal to update. */
export interface UpdateFacts {
  readonly placed: PlacedDeal;
  readonly content: Content;
  readonly today: BusinessDate;
  /** Names of links that are to be added. */
  readonly links?: readonly string[];
}

/** So many changes are named one by one. */
const namedAtMost = 3;

/** A branch's name is a file's name, too. */
const longestName = 100;

/** Longer texts say what is to be, and not what was. */
const shortText = 30;

/** A change in a few words: `value €48,000 → €52,000`. */
export function changeWords({ label, from, to }: Pick<DealChange, "label" | "from" | "to">): string {
  if (to === undefined) return `no ${label} any more`;
  const isShort = from !== undefined && from.length <= shortText && to.length <= shortText;
  return isShort ? `${label} ${from} → ${to}` : `${label}: ${to}`;
}

/** The line that changed fields have in lists of changes. */
function updateHeadline({ deal, pipeline }: PlacedDeal, changes: readonly DealChange[]): string {
  const words = changes.length <= namedAtMost ? changes.map(changeWords) : [`${changes.map(({ label }) => label).join(", ")} changed`];
  return `${cardTitle(deal, pipeline.card)}: ${words.join("; ")}`;
}

/** Proposals of different fields do not replace each other; of the same fields there is one at a time. */
const branchName = (changes: readonly DealChange[]): string =>
  toId(`update ${changes.map(({ part }) => part).join(" ")}`.slice(0, longestName));

/** What stops a change that would say something else than was asked for, as where one place of a file refers to another. */
const entangled = "The file of this deal is written so that this cannot be changed by itself here. Change it in the file.";

const isSound = ({ complaints }: DealChange): boolean => complaints.size === 0;

function plan({ placed, content, today }: UpdateFacts, changes: readonly DealChange[]): PlannedChange {
  const text = editDeal(
    placed.file,
    changes.flatMap(({ edits }) => edits),
  );
  return planEdit({ placed, today, text, name: "update", message: "" }, content, placed.deal);
}

const topOf = (field: string): string => field.split(".")[0] ?? field;

/** True where the text differs from the deal in other fields than the changed ones. */
function isEntangled({ file }: PlacedDeal, { text }: PlannedChange, changes: readonly DealChange[]): boolean {
  const meant = new Set(changes.flatMap(({ edits }) => edits.map(({ field }) => topOf(field))));
  const after = parseDeal(text, file.path);
  return after.deal !== null && dealDifferences(file, after).some(({ field }) => !meant.has(topOf(field)));
}

/** True for groups whose fields have nothing in common but their place. */
const isOwnGroup = (top: string): boolean => top === "fields" || top === "links";

/** What names of a deal's file are called in the form: fields, their groups, and stages. */
function formLabels({ pipeline }: PlacedDeal, groups: readonly FieldGroup[]): ReadonlyMap<string, string> {
  const fields = groups.flatMap((group) => group.fields);
  return new Map([
    ...pipeline.stages.map(({ id, name }) => [id, name] as const),
    ...[...Map.groupBy(fields, ({ name }) => topOf(name))].flatMap(([top, [first]]) =>
      isOwnGroup(top) ? [] : [[top, first?.label ?? top] as const],
    ),
    ...fields.map(({ name, label }) => [name, label] as const),
  ]);
}

/** A finding by the labels of the form, not by the names in the file. */
function plainWords({ code, message, gap = "", severity, hint }: Finding, labels: ReadonlyMap<string, string>): string {
  // A rule says in its own sentence what holds; that its expression does not is for those who wrote it.
  const told = code === "gate/expression" && message.endsWith(gap) ? message.slice(0, message.length - gap.length).trim() : message;
  const words = told.replace(/"([^"]+)"/g, (all, name: string) => (labels.has(name) ? `“${labels.get(name)}”` : all));
  // What to do about an error is to fill the field in otherwise; the hint speaks of the file.
  return severity === "warning" && hint !== undefined ? `${words} ${hint}` : words;
}

/** The change that brings a finding about by itself. */
function causeOf({ code, message }: Finding, alone: ReadonlyMap<DealChange, PlannedChange>): DealChange | undefined {
  const isSame = (other: Finding): boolean => other.code === code && other.message === message;
  return [...alone].find(([, { findings }]) => findings.some(isSame))?.[0];
}

/** Judges changed fields as far as they are filled in. */
export function judgeUpdate(facts: UpdateFacts, answers: Answers): JudgedUpdate {
  const { placed, content, today, links = [] } = facts;
  const { deal, pipeline, stage } = placed;
  const { rules, people } = content.settings;
  const settings = fieldSettings(content, today, pipeline.id);
  const nameOf = (id: string): string => people?.people[id]?.name ?? id;
  const groups = updateGroups({ deal, pipeline, stage, rules, settings, nameOf, links });
  const fields = groups.flatMap((group) => group.fields);
  const changes = dealChanges(fields, new Map(Object.entries(answers)), { deal, today, locale: settings.locale });
  const sound = changes.filter(isSound);
  const planned = plan(facts, sound);
  const alone = new Map(planned.findings.length > 0 ? sound.map((change) => [change, plan(facts, [change])]) : []);
  const labels = formLabels(placed, groups);
  const told = planned.findings.map((finding) => ({
    isWarning: finding.severity === "warning",
    words: plainWords(finding, labels),
    field: causeOf(finding, alone)?.fields[0]?.name,
  }));
  const besideFields = (isWarning: boolean) =>
    told.flatMap(({ words, field, ...each }) => (field !== undefined && each.isWarning === isWarning ? [[field, words] as const] : []));
  const isOneForMany = isEntangled(placed, planned, sound);
  return {
    groups,
    changes,
    complaints: new Map([...besideFields(false), ...changes.flatMap(({ complaints }) => [...complaints])]),
    warnings: new Map(besideFields(true)),
    others: [...told.flatMap(({ words, field }) => (field === undefined ? [words] : [])), ...(isOneForMany ? [entangled] : [])],
    isEntangled: isOneForMany,
    file: { path: planned.path, text: planned.text },
    isAllowed: changes.length > 0 && sound.length === changes.length && planned.isAllowed && !isOneForMany,
    headline: updateHeadline(placed, changes),
    name: branchName(changes),
  };
}
