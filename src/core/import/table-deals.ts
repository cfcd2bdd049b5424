import { toId } from "../text/field-types.ts";
import { cleanName } from "./clean.ts";
import { type Columns, isUnused } from "./columns.ts";
import type { Part } from "./lacking.ts";
import type { ColumnName, ImportSystem } from "./mapping.ts";
import type { SourceDeal, SourceItem, SourceMove } from "./source-deal.ts";

/** A row of a table as it stands in its file. */
export interface RawRow {
  /** From 1: the line on which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Indexes of cells that a formula stands in. */
  readonly formulas?: readonly number[];
}

/** A table whose columns are known. */
export interface Table {
  readonly system: ImportSystem;
  readonly headings: readonly string[];
  readonly columns: Columns;
  readonly lacks: readonly Part[];
  /** Stages that a deal entered, from another table, by the deal's id. */
  readonly moves: ReadonlyMap<string, readonly SourceMove[]>;
}

// Salesforce writes an id that is not there as zeros.
const nothing = /^0{15,18}(?:AAA)?$/;

// Monday writes a link as its text and its address.
const link = / - https?:\/\/\S+$/;

class Row {
  readonly #cells: readonly string[];
  readonly #table: Table;

  constructor(cells: readonly string[], table: Table) {
    this.#cells = cells;
    this.#table = table;
  }

  at(index: number): string {
    const cell = (this.#cells[index] ?? "").trim();
    return nothing.test(cell) ? "" : cell;
  }

  of(name: ColumnName): string {
    const index = this.#table.columns.indexes.get(name);
    const cell = index === undefined ? "" : this.at(index);
    return this.#table.system === "monday" ? cell.replace(link, "") : cell;
  }

  /** Stages from columns such as `Date entered "Offer"`; blank is never. HubSpot writes the pipeline behind the stage. */
  get moves(): SourceMove[] {
    const own = ` (${this.of("pipeline")})`;
    return this.#table.columns.entered.flatMap(([name, index]) => {
      const stage = name.endsWith(own) ? name.slice(0, -own.length) : name;
      return this.at(index) === "" ? [] : [{ stage, date: this.at(index) }];
    });
  }
}

const ownStatus = /^(?:open|won|lost)?$/i;

/** Why a status does not say whether a deal is open: Pipedrive has three, in the language of whoever exports. */
function strangeStatus(row: Row, { system }: Table): string | undefined {
  const status = row.of("status");
  return system !== "pipedrive" || ownStatus.test(status)
    ? undefined
    : `Its status is "${status}", which is none of Open, Won and Lost. Export in English, or put one of these in its place.`;
}

/** Where a deal is, and since when. */
type Standing = Pick<SourceDeal, "stage" | "entered" | "moves">;

const endingOf = (status: string): "won" | "lost" | undefined =>
  /^won$/i.test(status) ? "won" : /^lost$/i.test(status) ? "lost" : undefined;

/** A status of won or lost is where a deal ended, whatever stage it stood in. */
function standingOf(row: Row, moves: readonly SourceMove[]): Standing {
  const [stage, entered, ending] = [row.of("stage"), row.of("entered"), endingOf(row.of("status"))];
  if (ending === undefined) return { stage, entered, moves };
  const since = row.of(ending);
  const last = moves.length === 0 && entered !== "" ? [{ stage, date: entered }] : moves;
  const name = ending === "won" ? "Won" : "Lost";
  return { stage: name, entered: since || entered, moves: since === "" ? last : [...last, { stage: name, date: since }] };
}

const wonWord = /\bwon\b/i;
const lostWord = /\blost\b/i;

/** Why status and stage cannot both be right; on a board of Monday nothing keeps them together. */
function contradiction(row: Row, { system }: Table): string | undefined {
  const [stage, status] = [row.of("stage"), row.of("status")];
  const ending = endingOf(status);
  const isOther = (ending === "won" && lostWord.test(stage)) || (ending === "lost" && wonWord.test(stage));
  const isStrict = system === "monday" && (ending !== undefined ? !(ending === "won" ? wonWord : lostWord).test(stage) : false);
  return isOther || isStrict ? `Its status says "${status}" and its stage "${stage}".` : undefined;
}

function whyNone(row: Row, cells: readonly string[], table: Table): string | undefined {
  const filled = cells.filter((cell) => cell.trim() !== "").length;
  if (cells.length > table.headings.length && cells.slice(table.headings.length).some((cell) => cell.trim() !== ""))
    return `The row has ${cells.length} cells, and the heading has ${table.headings.length}.`;
  if (filled <= 1) return "It is no deal, but a line of text.";
  if (row.of("title") === "") return "It has no title.";
  return row.of("stage") === "" ? "It has no stage." : contradiction(row, table);
}

/** The first of several values in a cell, and a line for the notes with the others. */
interface FirstValue {
  readonly value: string;
  readonly others?: string;
}

/** HubSpot joins what is associated with a deal by semicolons; a deal here has one company and one contact. */
function firstValue(row: Row, name: "company" | "contact", { system }: Table): FirstValue {
  const cell = row.of(name);
  if (system !== "hubspot") return { value: cell };
  const [value = "", ...rest] = cell
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return rest.length === 0 ? { value } : { value, others: `Further ${name === "company" ? "companies" : "contacts"}: ${rest.join("; ")}` };
}

function partiesOf(row: Row, table: Table): Pick<SourceDeal, "company" | "contact" | "notes" | "remarks"> {
  const [company, contact] = [firstValue(row, "company", table), firstValue(row, "contact", table)];
  const others = [company.others, contact.others].filter((each) => each !== undefined);
  const notes = [row.of("notes"), ...others].filter((each) => each !== "").join("\n\n");
  const remarks =
    others.length === 0 ? {} : { remarks: ["Of several companies or contacts the first is taken; the others are in the notes."] };
  return { company: company.value, contact: contact.value, notes, ...remarks };
}

/** What a formula comes to is for whoever calculates it; what was kept of it may be of another day. */
function formulaIn({ formulas = [] }: RawRow, { headings, columns }: Table): string | undefined {
  const found = formulas
    .map((index) => [headings[index] ?? "", index] as const)
    .find(([heading, index]) => heading !== "" && !isUnused(heading, index, columns));
  return found && `Its "${found[0]}" is a formula, which is not calculated here; put the value in its place.`;
}

/** What a deal without an id goes by. An address does not come along in it either. */
const idFromNames = (names: string): string => toId(cleanName(names, false)) || cleanName(names, false);

/** The deal of a row, or why there is none. */
export function rowItem(raw: RawRow, table: Table): SourceItem {
  const { line, cells } = raw;
  const row = new Row(cells, table);
  const place = `row ${line}`;
  const title = row.of("title");
  const why = whyNone(row, cells, table);
  if (why !== undefined) return { place, what: title || (cells.find((cell) => cell.trim() !== "") ?? "").trim(), reason: why };
  const unclear = formulaIn(raw, table) ?? strangeStatus(row, table);
  if (unclear !== undefined) return { place, what: title, reason: unclear, isRefused: true };
  const id = row.of("id") || idFromNames(`${row.of("company")} ${title}`);
  const moves = table.moves.get(id) ?? row.moves;
  return {
    place,
    id,
    title,
    lacks: table.lacks,
    ...partiesOf(row, table),
    contactEmail: row.of("contact_email"),
    ...standingOf(row, moves),
    created: row.of("created"),
    owner: row.of("owner"),
    amount: row.of("amount"),
    currency: row.of("currency"),
    expectedClose: row.of("expected_close"),
    nextStep: row.of("next_step"),
    source: row.of("source"),
    lostReason: row.of("lost_reason"),
  };
}
