import { findColumns, isUnused, uniqueHeadings } from "./columns.ts";
import { lackingIn } from "./lacking.ts";
import { type ImportSystem, type Mapping, skip } from "./mapping.ts";
import { mondayTable } from "./monday.ts";
import type { Question } from "./questions.ts";
import type { LeftOut, SourceItem } from "./source-deal.ts";
import { isStageTable, stageTable } from "./stage-rows.ts";
import { type RawRow, rowItem, type Table } from "./table-deals.ts";
import { trelloItems } from "./trello.ts";
import { besidesOf } from "./trello-besides.ts";

/** A table of a workbook. */
export interface ExportedSheet {
  readonly name: string;
  readonly rows: readonly RawRow[];
}

/** A file that was exported from another system. */
export type ExportedFile = { readonly name: string } & (
  | { readonly json: unknown }
  | { readonly rows: readonly RawRow[] }
  | { readonly sheets: readonly ExportedSheet[] }
);

/** What stands in the files, as far as it could be read. */
export interface FoundItems {
  readonly items: readonly SourceItem[];
  /** What has to be asked first. */
  readonly questions: readonly Question[];
  /** Columns that nothing is read from. */
  readonly unused: readonly string[];
  /** What else there is that deals do not have, such as `3 labels`. */
  readonly besides: readonly string[];
}

/** What is wrong with a file, and what to do. */
export interface BadFile {
  readonly message: string;
  readonly hint: string;
}

type TableFile = { readonly name: string; readonly rows: readonly RawRow[] };

/** The pipelines of the other system, where the table has several: one may be another kind of deal. */
function pipelineQuestions(rows: readonly RawRow[], index: number, { pipelines }: Mapping): Question[] {
  const names = [...new Set(rows.map(({ cells }) => (cells[index] ?? "").trim()))].filter((name) => name !== "");
  if (names.length < 2) return [];
  const choices = ["import", skip].map((value) => ({ value, label: value }));
  const open = names.filter((name) => !Object.hasOwn(pipelines, name)).sort();
  return open.map((word) => ({ key: "pipelines", word, message: `Do the deals of the pipeline "${word}" come along?`, choices }));
}

const skippedPipeline = ({ line }: RawRow, name: string): LeftOut => ({
  place: `row ${line}`,
  what: "",
  reason: `The mapping leaves out the pipeline "${name}".`,
});

const filledCells = ({ cells }: RawRow): number => cells.filter((cell) => cell.trim() !== "").length;

const preambleLine = ({ line, cells }: RawRow): LeftOut => ({
  place: `row ${line}`,
  what: (cells.find((cell) => cell.trim() !== "") ?? "").trim(),
  reason: "It stands before the headings.",
});

/** A table without the title, filters and the like that stand before its headings, one to a line. */
function withoutPreamble(rows: readonly RawRow[]): { table: readonly RawRow[]; preamble: readonly LeftOut[] } {
  const start = rows.findIndex((row) => filledCells(row) > 1);
  return start < 0 ? { table: rows, preamble: [] } : { table: rows.slice(start), preamble: rows.slice(0, start).map(preambleLine) };
}

function tableItems({ name, rows }: TableFile, stages: readonly TableFile[], { system, mapping }: Reading): FoundItems | BadFile {
  const { table: filled, preamble } = withoutPreamble(rows);
  const [heading, ...body] = filled;
  if (!heading) return { message: `${name} is empty.`, hint: "Export it again." };
  const headings = uniqueHeadings(heading.cells);
  const columns = findColumns(headings, system, mapping);
  if (columns.unknown.length > 0)
    return {
      message: `${name} has no column "${columns.unknown.join('" and no column "')}", which the mapping names.`,
      hint: `Its columns: ${headings.join(", ")}`,
    };
  const pipeline = columns.indexes.get("pipeline") ?? -1;
  const questions = [...columns.questions, ...pipelineQuestions(body, pipeline, mapping)];
  const ids = new Set(body.map(({ cells }) => (cells[columns.indexes.get("id") ?? -1] ?? "").trim()));
  const histories = stages.map((each) => stageTable(each.rows, ids));
  const moves = new Map(histories.flatMap((each) => [...each.moves]));
  const table: Table = { system, headings, columns, lacks: lackingIn(columns.indexes), moves };
  const items = body.map((row): SourceItem => {
    const own = (row.cells[pipeline] ?? "").trim();
    return mapping.pipelines[own] === skip ? skippedPipeline(row, own) : rowItem(row, table);
  });
  const unused = headings.filter((each, index) => isUnused(each, index, columns));
  return { items: [...preamble, ...items, ...histories.flatMap(({ leftOut }) => leftOut)], questions, unused, besides: [] };
}

/** How files are read. */
interface Reading {
  readonly system: ImportSystem;
  readonly mapping: Mapping;
}

/** A file of which it is clear which table is meant. */
type ReadFile = TableFile | { readonly name: string; readonly json: unknown };

function sheetQuestions(file: ExportedFile, { sheet }: Mapping): Question[] {
  if (!("sheets" in file) || file.sheets.length < 2 || file.sheets.some(({ name }) => name === sheet)) return [];
  const choices = file.sheets.map(({ name }) => ({ value: name, label: name }));
  return [{ key: "sheet", message: `Which sheet of ${file.name} holds the deals?`, choices }];
}

/** Takes the sheet that the mapping names, or the only one. */
function withSheet(file: ExportedFile, { sheet }: Mapping): ReadFile {
  if (!("sheets" in file)) return file;
  const found = file.sheets.find(({ name }) => name === sheet) ?? file.sheets[0];
  return { name: file.name, rows: found?.rows ?? [] };
}

function fileItems(file: ReadFile, stages: readonly TableFile[], reading: Reading): FoundItems | BadFile {
  if ("rows" in file && reading.system === "monday") {
    const { rows, leftOut } = mondayTable(file.rows);
    const found = tableItems({ name: file.name, rows }, stages, reading);
    return "items" in found ? { ...found, items: [...found.items, ...leftOut] } : found;
  }
  if ("rows" in file) return tableItems(file, stages, reading);
  const found = trelloItems(file.json, reading.mapping.columns);
  if (typeof found === "string") return { message: `${file.name} is no board of Trello: ${found}.`, hint: "See: dealbook import --help" };
  const { items, unused, unknown } = found;
  if (unknown.length > 0)
    return {
      message: `${file.name} has no custom field "${unknown.join('" and no custom field "')}", which the mapping names.`,
      hint: unused.length === 0 ? "Take it out of the mapping: the board has no other." : `Others that the board has: ${unused.join(", ")}`,
    };
  return { items, unused, questions: [], besides: besidesOf(file.json) };
}

/** Of several files each is named, as all of them have a first row. */
const placedIn =
  (name: string) =>
  (item: SourceItem): SourceItem => ({ ...item, place: `${name} ${item.place}` });

/** Takes the deals of exported files apart, as far as the mapping tells how. */
export function sourceItems(system: ImportSystem, files: readonly ExportedFile[], mapping: Mapping): FoundItems | BadFile {
  const open = files.flatMap((file) => sheetQuestions(file, mapping));
  if (open.length > 0) return { items: [], unused: [], questions: open, besides: [] };
  const read = files.map((file) => withSheet(file, mapping));
  const isStages = (file: ReadFile): file is TableFile => "rows" in file && isStageTable(file.rows);
  const stages = read.filter(isStages);
  const deals = read.filter((file) => !isStages(file));
  const found = deals.map((file) => {
    const own = fileItems(file, stages, { system, mapping });
    return deals.length > 1 && "items" in own ? { ...own, items: own.items.map(placedIn(file.name)) } : own;
  });
  const bad = found.find((each) => "message" in each);
  if (bad) return bad;
  const all = found.flatMap((each) => ("items" in each ? [each] : []));
  if (all.length === 0) return { message: "These are stage changes only.", hint: "Give the table of the opportunities, too." };
  return {
    items: all.flatMap(({ items }) => items),
    questions: all.flatMap(({ questions }) => questions),
    unused: [...new Set(all.flatMap(({ unused }) => unused))],
    besides: all.flatMap(({ besides }) => besides),
  };
}
