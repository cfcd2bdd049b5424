import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, type Sizes, summarise } from "./measure-functions.ts";

const limits = { median: 10, ninetieth: 30, longest: 60 };

const { positionals } = parseArgs({ allowPositionals: true });
const roots = positionals.length > 0 ? positionals : ["src"];

async function sourceFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts")).map((entry) => join(entry.parentPath, entry.name));
}

function excesses({ median, ninetieth, longest }: Sizes): string[] {
  return [
    ...(median > limits.median ? [`The median is ${median} lines; allowed are ${limits.median}.`] : []),
    ...(ninetieth > limits.ninetieth ? [`The 90th percentile is ${ninetieth} lines; allowed are ${limits.ninetieth}.`] : []),
    ...(longest.lines > limits.longest ? [`${longest.name} in ${longest.file}:${longest.line} has ${longest.lines} lines.`] : []),
  ];
}

const files = (await Promise.all(roots.map(sourceFiles))).flat();
const functions = await Promise.all(files.map(async (file) => measure(await readFile(file, "utf8"), file)));
const sizes = summarise(functions.flat());
const { longest } = sizes;
console.log(
  `${sizes.count} functions in ${files.length} files: median ${sizes.median}, 90th percentile ${sizes.ninetieth}, longest ${longest.lines} lines (${longest.name}, ${longest.file}:${longest.line})`,
);
for (const excess of excesses(sizes)) {
  console.error(excess);
  process.exitCode = 1;
}
