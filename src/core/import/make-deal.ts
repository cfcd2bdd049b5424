import type { BusinessDate } from "../calendar/business-date.ts";
import type { StageEntry } from "../deal/deal.ts";
import { type NewDeal, newDealText } from "../deal/new-deal.ts";
import { isCurrency, parseMoney } from "../money/money.ts";
import { isClosed, stageById } from "../pipeline/pipeline.ts";
import { cleanLine, cleanName, cleanText } from "./clean.ts";
import { type ImportSystem, skip } from "./mapping.ts";
import { codeIn, hasOtherSign, readAmount, readDate } from "./reading.ts";
import type { SourceDeal } from "./source-deal.ts";
import type { Calendar } from "./stage-path.ts";
import { personOf, reasonOf, stageOf, type Vocabulary } from "./words.ts";

/** What texts become deals by. */
export interface Making {
  readonly system: ImportSystem;
  readonly words: Vocabulary;
  readonly calendar: Calendar;
  /** The organisation's currency. */
  readonly base: string;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Company and title as a card's name gives them, where it is made like `card`. */
function namesIn(name: string, card: string): { company: string; title: string } | undefined {
  const parts = card.split(/(\{(?:company|title|contact)\})/);
  const pattern = parts
    .map((part, index) => {
      if (!/^\{.*\}$/.test(part)) return literal(part);
      return parts.indexOf(part) < index ? `\\k<${part.slice(1, -1)}>` : `(?<${part.slice(1, -1)}>.+?)`;
    })
    .join("");
  const { company, title } = new RegExp(`^${pattern}$`, "u").exec(name)?.groups ?? {};
  return company && title ? { company: company.trim(), title: title.trim() } : undefined;
}

/** The company and the title; where a deal has one name only, it is both. */
export function namesOf({ title, company }: SourceDeal, { words: { mapping, pipeline } }: Making): { company: string; title: string } {
  const keeps = mapping.emails === "keep";
  const name = cleanLine(title, keeps);
  const own = cleanLine(company ?? "", keeps);
  if (own !== "") return { company: own, title: name };
  return namesIn(name, mapping.card ?? pipeline.card) ?? { company: name, title: name };
}

/** What is wrong with a deal, collected while it is made. */
class Complaints {
  readonly reasons: string[] = [];

  amount({ amount = "", currency = "" }: SourceDeal, { words, calendar, base }: Making): Pick<NewDeal, "amount" | "currency"> {
    const said = currency.trim().toUpperCase() || codeIn(amount);
    const code = said || words.mapping.currency || base;
    if (amount.trim() === "") return { currency: code };
    const isOther = (codeIn(amount) ?? code) !== code || (isCurrency(code) && hasOtherSign(amount, code));
    if (isOther) this.reasons.push(`"${amount}" is in another currency than ${code}; give the deal's currency in a column of its own.`);
    const value = readAmount(amount, calendar.ways.mark);
    const money = value === undefined ? `"${amount}" is not an amount` : parseMoney(value, code);
    if (typeof money === "string") this.reasons.push(`${money}.`);
    else if (money.minor < 0) this.reasons.push(`The amount ${amount} is negative.`);
    return { amount: value, currency: code };
  }

  date(text: string | undefined, { calendar }: Making): BusinessDate | undefined {
    if (text === undefined || text.trim() === "") return undefined;
    const date = readDate(text, calendar.ways.order, calendar.zone);
    if (date === undefined) this.reasons.push(`"${text}" is not a date.`);
    return date;
  }

  email(text: string | undefined): string | undefined {
    const address = text?.trim() ?? "";
    return address === "" ? undefined : address;
  }
}

/** Where the deal was before it was parked, if it is parked. */
function parkedFrom(entries: readonly StageEntry[], { pipeline }: Vocabulary): string | undefined {
  const kindOf = ({ stage }: StageEntry) => stageById(pipeline, stage)?.kind;
  const last = entries.at(-1);
  if (!last || kindOf(last) !== "parked") return undefined;
  return entries.findLast((entry) => kindOf(entry) === "open")?.stage;
}

function ending(source: SourceDeal, entries: readonly StageEntry[], { words }: Making): (readonly [string, unknown])[] {
  const last = entries.at(-1);
  const stage = last && stageById(words.pipeline, last.stage);
  return [
    ["lost_reason", stage?.kind === "lost" ? reasonOf(source.lostReason ?? "", words) : undefined],
    ["parked_from", parkedFrom(entries, words)],
    ["archived", source.isArchived && stage && isClosed(stage) ? last.entered : undefined],
  ];
}

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined && value !== "";

/** A deal as it would be written, or why it cannot be. */
export interface MadeDeal {
  readonly text: string;
  readonly reasons: readonly string[];
}

/** The text of a deal's file. `digest` is what is to stand for what the export said. */
export function makeDeal(
  source: SourceDeal,
  made: { slug: string; entries: readonly StageEntry[]; digest: string },
  making: Making,
): MadeDeal {
  const complaints = new Complaints();
  const { words, system } = making;
  const keeps = words.mapping.emails === "keep";
  const line = (text: string | undefined) => cleanLine(text ?? "", keeps);
  const contact = cleanName(source.contact ?? "", keeps);
  const last = made.entries.at(-1);
  const more = [
    ["contact.name", contact],
    ["contact.email", contact === "" ? undefined : complaints.email(source.contactEmail)],
    ["expected_close", complaints.date(source.expectedClose, making)],
    ["next_step.action", line(source.nextStep)],
    ["source", line(source.source)],
    ["priority", source.priority],
    ...ending(source, made.entries, making),
    ["history", made.entries],
    ["imported", { from: system, id: source.id, digest: made.digest }],
  ] as const;
  const deal: NewDeal = {
    slug: made.slug,
    ...namesOf(source, making),
    pipeline: words.pipeline.id,
    stage: last?.stage ?? "",
    owner: personOf(source.owner, words) ?? "",
    ...complaints.amount(source, making),
    more: new Map(more.filter(isGiven)),
  };
  const notes = cleanText(source.notes ?? "", keeps);
  const text = newDealText(deal, last?.entered ?? making.calendar.today) + (notes === "" ? "" : `${notes}\n`);
  return { text, reasons: complaints.reasons };
}

/** Why a deal is not to be imported although it could be; `undefined` where it is. */
export function whySkipped({ stage, owner, isArchived }: SourceDeal, words: Vocabulary): string | undefined {
  const found = stageOf(stage, words);
  const kind = found === undefined ? undefined : stageById(words.pipeline, found);
  if (found === skip) return `The mapping leaves out "${stage}".`;
  // Of a stage that nobody knows yet nobody can say whether it is an open one: it is asked for.
  if (isArchived && words.mapping.archived === skip && kind && !isClosed(kind))
    return 'It is archived in an open stage; "archived: import" in the mapping takes such cards in.';
  return personOf(owner, words) === skip ? `The mapping leaves out the deals of "${owner}".` : undefined;
}
