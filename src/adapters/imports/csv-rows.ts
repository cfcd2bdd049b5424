import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { type Options, parse } from "csv-parse";
import { parse as parseNow } from "csv-parse/sync";
import { Refusal } from "../../app/refusal.ts";
import type { RawRow } from "../../core/import/table-deals.ts";

const separators = [",", ";", "\t"];
const sampleBytes = 65_536;

// Excel puts at most 32,767 characters into a cell; a row of a million is a quote that nobody closed.
const longestRow = 1_000_000;
const sampledRows = 20;

// Separators, digits and ends of lines have a zero in UTF-16, whatever the language.
const zerosApart = 4;
const rarestZeros = 20;

const options: Options = {
  max_record_size: longestRow,

  relax_column_count: true,
  relax_quotes: true,
  info: true,
};

/** The first bytes of a file. */
export async function beginOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sampleBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** How many of the first rows have the most frequent number of columns, and that number; rows of one column are titles. */
function columnsWith(delimiter: string, sample: string): { rows: number; columns: number } {
  const lengths: number[] = [];
  try {
    parseNow(sample, { ...options, info: false, delimiter, to: sampledRows, on_record: (row: string[]) => void lengths.push(row.length) });
  } catch {
    // The sample ends within a row, or this is not the separator.
  }
  const counts = [...Map.groupBy(lengths, (length) => length)].filter(([length]) => length > 1);
  const found = counts.map(([columns, same]) => ({ rows: same.length, columns }));
  return found.toSorted((a, b) => b.rows - a.rows)[0] ?? { rows: 0, columns: 1 };
}

/** The separator by which most rows have as many columns as each other: commas also stand in texts and before decimals. */
function separatorOf(sample: string): string {
  const found = separators.map((separator) => ({ separator, ...columnsWith(separator, sample) }));
  return found.toSorted((a, b) => b.rows - a.rows || b.columns - a.columns)[0]?.separator ?? ",";
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of createReadStream(path)) decoder.decode(piece as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const startsWith = (bytes: Uint8Array, first: number, second: number): boolean => bytes[0] === first && bytes[1] === second;

/** The half of UTF-16's bytes that is zero in most languages tells which byte comes first; where both are, it is no text. */
function wideEncoding(begin: Buffer): string | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of begin.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const isApart = (many: number, few: number) => many > few * zerosApart && many > begin.length / rarestZeros;
  if (isApart(odd, even)) return "utf-16le";
  return isApart(even, odd) ? "utf-16be" : undefined;
}

/** What a file is in: "Unicode text" of Excel is UTF-16; what is not UTF-8 is Windows-1252, which has all of ISO-8859-1. */
async function encodingOf(path: string, begin: Buffer): Promise<string | undefined> {
  if (startsWith(begin, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(begin, 0xfe, 0xff)) return "utf-16be";
  if (begin.includes(0)) return wideEncoding(begin);
  return (await isUtf8(path)) ? "utf-8" : "windows-1252";
}

function refuseStrange(name: string, what: string): never {
  throw new Refusal(`${name} ${what}.`, "Export it as CSV or XLSX, and give that file as it is.");
}

/** A file's text in pieces, without its byte order mark. */
async function* textOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path)) yield decoder.decode(piece as Buffer, { stream: true });
  yield decoder.decode();
}

/**
 * The rows of a CSV file, one after the other: separated by comma, semicolon or tab, in UTF-8 or UTF-16 (with a byte order
 * mark or without), else in Windows-1252. Refuses what is no table; `name` is what messages call it.
 */
export async function* csvRows(path: string, name: string): AsyncGenerator<RawRow> {
  const begin = await beginOf(path);
  const encoding = (await encodingOf(path, begin)) ?? refuseStrange(name, "is neither text nor a workbook");
  const sample = new TextDecoder(encoding).decode(begin, { stream: true });
  // Some systems give a table of HTML out as a workbook, and all a page when the session is over.
  if (sample.trimStart().startsWith("<")) refuseStrange(name, "is a web page, or XML");
  // Its first line taken for headings, a board's secret addresses would be shown.
  if (/^\s*[[{]\s*(?:["[{]|$)/.test(sample)) refuseStrange(name, "is JSON; the board of Trello is read by: dealbook import trello");
  const parser = parse({ ...options, delimiter: separatorOf(sample) });
  const text = Readable.from(textOf(path, encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (record.some((cell) => cell.trim() !== "")) yield { line, cells: record };
    line = info.lines + 1;
  }
}
