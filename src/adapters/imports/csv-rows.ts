import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { type Options, parse } from "csv-parse";
import { parse as parseNow } from "csv-parse/sync";
import type { RawRow } from "../../core/import/table-deals.ts";

const separators = [",", ";", "\t"];
const sampleBytes = 65_536;

// Excel puts at most 32,767 characters into a cell; a row of a million is a quote that nobody closed.
const longestRow = 1_000_000;
const sampledRows = 20;

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

/** How many columns the first row has that has several; before it a title may stand. */
function columnsWith(delimiter: string, sample: string): number {
  const rows: string[][] = [];
  try {
    parseNow(sample, { ...options, info: false, delimiter, to: sampledRows, on_record: (row: string[]) => void rows.push(row) });
  } catch {
    // The sample ends within a row, or this is not the separator.
  }
  return rows.find(({ length }) => length > 1)?.length ?? 1;
}

/** The separator that makes most columns of the headings. */
function separatorOf(sample: string): string {
  const counts = separators.map((separator) => ({ separator, count: columnsWith(separator, sample) }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ",";
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

/** What a file that is not UTF-8 is in: "Unicode text" of Excel begins with its own mark; Windows-1252 has all of ISO-8859-1. */
async function encodingOf(path: string, begin: Buffer): Promise<string> {
  if (begin[0] === 0xff && begin[1] === 0xfe) return "utf-16le";
  return (await isUtf8(path)) ? "utf-8" : "windows-1252";
}

/** A file's text in pieces, without its byte order mark. */
async function* textOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path)) yield decoder.decode(piece as Buffer, { stream: true });
  yield decoder.decode();
}

/**
 * The rows of a CSV file, one after the other: separated by comma, semicolon or tab, in UTF-8 or UTF-16 (with a byte order
 * mark or without), else in Windows-1252.
 */
export async function* csvRows(path: string): AsyncGenerator<RawRow> {
  const begin = await beginOf(path);
  const encoding = await encodingOf(path, begin);
  const sample = new TextDecoder(encoding).decode(begin, { stream: true });
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
