import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { type Options, parse } from "csv-parse";
import { parse as parseNow } from "csv-parse/sync";
import type { RawRow } from "../../core/import/table-deals.ts";

const separators = [",", ";", "\t"];
const sampleBytes = 65_536;

const options: Options = { bom: true, relax_column_count: true, skip_empty_lines: true, relax_quotes: true, info: true };

async function beginOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sampleBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function columnsWith(delimiter: string, sample: string): number {
  try {
    const [row] = parseNow(sample, { ...options, info: false, delimiter, to: 1 }) as string[][];
    return row?.length ?? 0;
  } catch {
    // This is not the separator, or the first row is cut off: the next one may do better.
    return 0;
  }
}

/** The separator that makes most columns of the first row. */
function separatorOf(sample: string): string {
  const counts = separators.map((separator) => ({ separator, count: columnsWith(separator, sample) }));
  return counts.sort((a, b) => b.count - a.count)[0]?.separator ?? ",";
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
    yield { line, cells: record };
    line = info.lines + 1;
  }
}
