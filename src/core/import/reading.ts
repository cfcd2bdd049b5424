import { type BusinessDate, dateInZone, parseBusinessDate, parseInstant } from "../calendar/business-date.ts";
import { dateOrders, decimalMarks } from "./mapping.ts";

/** An order of day, month and year. */
export type DateOrder = (typeof dateOrders)[number];

/** What stands before the decimals of an amount. */
export type DecimalMark = (typeof decimalMarks)[number];

const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/;
const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T ,].*)?$/;

const positions: Readonly<Record<DateOrder, readonly [year: number, month: number, day: number]>> = {
  ymd: [0, 1, 2],
  dmy: [2, 1, 0],
  mdy: [2, 0, 1],
};

const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);

function dayIn(found: readonly string[], order: DateOrder): BusinessDate | undefined {
  const [year, month, day] = positions[order].map((index) => found[index] ?? "");
  if (!year || !month || !day || day.length > 2 || month.length > 2 || year.length === 1 || year.length === 3) return undefined;
  return parseBusinessDate(`${fullYear(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** The day that a text names, in an order of its parts. An instant with an offset is the day it is in `zone`; a text without one means itself. */
export function readDate(text: string, order: DateOrder, zone: string): BusinessDate | undefined {
  const [, day = "", time = "", offset = ""] = instant.exec(text.trim()) ?? [];
  if (day !== "") {
    const milliseconds = parseInstant(`${day}T${time}${offset}`);
    return milliseconds === undefined ? undefined : dateInZone(milliseconds, zone);
  }
  const found = parts.exec(text.trim())?.slice(1, 4);
  return found && dayIn(found, found[0]?.length === 4 ? "ymd" : order);
}

const withoutSigns = (text: string): string => text.replace(/[\s\u00a0\u202f'’]|\p{Sc}|\b[A-Z]{3}\b/gu, "");

const shapes: Readonly<Record<DecimalMark, RegExp>> = {
  point: /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/,
  comma: /^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/,
};

/** An amount as a plain decimal without needless zeros; `undefined` where it is none with this mark. */
export function readAmount(text: string, mark: DecimalMark): string | undefined {
  const bare = withoutSigns(text);
  if (!shapes[mark].test(bare)) return undefined;
  const [whole = "", fraction = ""] = bare
    .replaceAll(mark === "point" ? "," : ".", "")
    .replace(",", ".")
    .split(".");
  const digits = fraction.replace(/0+$/, "");
  const rest = digits.length === 1 ? `${digits}0` : digits;
  return `${whole.replace(/^(-?)0+(?=\d)/, "$1")}${rest === "" ? "" : `.${rest}`}`;
}

const signOf = (currency: string): string =>
  new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

/** The ISO 4217 code that stands in an amount: `USD 5`. */
export const codeIn = (amount: string): string | undefined => /\b[A-Z]{3}\b/.exec(amount)?.[0];

/** True for an amount with a sign that is not the currency's own: `$5` where it is to be euros. */
export const hasOtherSign = (amount: string, currency: string): boolean =>
  [...amount.matchAll(/\p{Sc}/gu)].some(([sign]) => sign !== signOf(currency));

/**
 * The ways of reading that make something of every text that any way can read; one file has one way. Ways that come to
 * the same are one. None: no way reads them all.
 */
function waysOf<Way>(ways: readonly Way[], texts: readonly string[], read: (text: string, way: Way) => string | undefined): Way[] {
  const readable = texts.filter((text) => ways.some((way) => read(text, way) !== undefined));
  const fitting = ways.filter((way) => readable.every((text) => read(text, way) !== undefined));
  const outcomes = new Map(fitting.toReversed().map((way) => [readable.map((text) => read(text, way)).join(" "), way]));
  return [...outcomes.values()].toReversed();
}

/** The orders that these dates may be in. */
export const possibleOrders = (texts: readonly string[]): DateOrder[] =>
  waysOf(dateOrders, texts, (text, order) => readDate(text, order, "UTC"));

/** The marks that these amounts may have. */
export const possibleMarks = (texts: readonly string[]): DecimalMark[] => waysOf(decimalMarks, texts, readAmount);
