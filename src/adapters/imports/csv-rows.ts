import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
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
  bom: true,
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

/**
 * The rows of a CSV file, one after the other: separated by comma, semicolon or tab, in UTF-8 (with a byte order mark or
 * without), else in ISO-8859-1.
 */
export async function* csvRows(path: string): AsyncGenerator<RawRow> {
  const encoding = (await isUtf8(path)) ? "utf8" : "latin1";
  const sample = (await beginOf(path)).toString(encoding).replace(/^\uFEFF/, "");
  const parser = parse({ ...options, delimiter: separatorOf(sample) });
  const file = createReadStream(path, encoding);
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (record.some((cell) => cell.trim() !== "")) yield { line, cells: record };
    line = info.lines + 1;
  }
}
