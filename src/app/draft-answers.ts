import { type BusinessDate, parseBusinessDate } from "../core/calendar/business-date.ts";
import type { Activity } from "../core/deal/deal.ts";
import { parseDocument, type Signature } from "../core/deal/document.ts";
import { withSignature } from "../core/document/edit-document.ts";
import { dayComplaint } from "../core/form/answer-complaint.ts";
import { type ActivityAsk, activityName, documentName, type FormItem } from "../core/form/move-form.ts";

/** What somebody has typed, by the names of fields; those of activities and documents begin with `activity/` and `document/`. */
export type Answers = Readonly<Record<string, string>>;

const filled = (text: string | undefined): string | undefined => (text === undefined || text.trim() === "" ? undefined : text.trim());

/** The names of the answers about each of several activities of one kind. */
export const activityNames = (ask: ActivityAsk): string[] =>
  Array.from({ length: ask.count }, (_, index) => activityName(ask) + (index === 0 ? "" : `-${index + 1}`));

const activityParts = ["kind", "note", "reply", "consent"] as const;

/** What is wrong with the day of an activity that is begun. */
function begunComplaint(name: string, answers: Answers, today: BusinessDate): string | undefined {
  const date = filled(answers[`${name}.date`]);
  const isBegun = activityParts.some((part) => filled(answers[`${name}.${part}`]) !== undefined);
  if (date === undefined) return isBegun ? "On which day was it?" : undefined;
  return dayComplaint(date, today);
}

/** An activity as it is filled in; nothing until its day is. */
function activityOf(
  name: string,
  { kinds, reply, consent }: ActivityAsk,
  { answers, owner }: { answers: Answers; owner: string },
): Activity | undefined {
  const date = parseBusinessDate(filled(answers[`${name}.date`]) ?? "");
  const [first] = kinds;
  if (date === undefined || first === undefined) return undefined;
  const kind = kinds.find((each) => each === answers[`${name}.kind`]) ?? first;
  const note = filled(answers[`${name}.note`]);
  return {
    date,
    kind,
    by: owner,
    ...(note !== undefined && { note }),
    ...(reply && answers[`${name}.reply`] === "yes" && { reply: true }),
    ...(consent && answers[`${name}.consent`] === "yes" && { recorded: "with-consent" }),
  };
}

/** The activities that answers put down, for those that are asked for. */
export const activitiesIn = (items: readonly FormItem[], answers: Answers, owner: string): Activity[] =>
  items.flatMap(({ activity }) =>
    activity ? activityNames(activity).flatMap((name) => activityOf(name, activity, { answers, owner }) ?? []) : [],
  );

const sides = ["us", "them"] as const;

/** What is wrong with the day of a signature that is put down. */
function signedComplaint(name: string, answers: Answers, today: BusinessDate): string | undefined {
  const date = filled(answers[`${name}.date`]);
  return date === undefined || filled(answers[`${name}.by`]) === undefined ? undefined : dayComplaint(date, today);
}

/** What is wrong with the days of activities and signatures, by the names of their fields. */
export const dayComplaints = (items: readonly FormItem[], answers: Answers, today: BusinessDate): (readonly [string, string])[] =>
  [
    ...items
      .flatMap(({ activity }) => (activity ? activityNames(activity) : []))
      .map((name) => [`${name}.date`, begunComplaint(name, answers, today)] as const),
    ...items
      .flatMap(({ document }) => (document === undefined ? [] : sides.map((side) => signatureName(document, side))))
      .map((name) => [`${name}.date`, signedComplaint(name, answers, today)] as const),
  ].flatMap(([name, complaint]) => (complaint === undefined ? [] : [[name, complaint] as const]));

/** The sides whose signature a document says to have and does not show. */
export function unsignedSides(text: string): readonly Signature["side"][] {
  const { document } = parseDocument(text, "");
  const claimed = { draft: [], sent: [], "signed-by-us": ["us"], signed: sides } as const;
  return (document ? claimed[document.status] : []).filter((side) => !document?.signatures.some((each) => each.side === side));
}

/** What the answers about a side's signature under a document are called. */
export const signatureName = (template: string, side: Signature["side"]): string => `signature/${template}/${side}`;

/** A document with the signatures that were put down for it. */
function signed(text: string, template: string, { answers, today }: { answers: Answers; today: BusinessDate }): string {
  return unsignedSides(text).reduce((done, side) => {
    const name = signatureName(template, side);
    const by = filled(answers[`${name}.by`]);
    const date = parseBusinessDate(filled(answers[`${name}.date`]) ?? today);
    return by === undefined || date === undefined ? done : withSignature(done, { side, by, date });
  }, text);
}

/** A document as it is written in a form. */
export interface WrittenDocument {
  /** Id of its template. */
  readonly template: string;
  readonly text: string;
}

/** The documents that answers hold, for those that are asked for, with their signatures. */
export function documentsIn(items: readonly FormItem[], answers: Answers, today: BusinessDate): WrittenDocument[] {
  const templates = [...new Set(items.flatMap(({ document }) => document ?? []))];
  return templates.flatMap((template) => {
    const text = answers[documentName(template)];
    return text === undefined || text.trim() === "" ? [] : [{ template, text: signed(text, template, { answers, today }) }];
  });
}
