import { mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { generatedFiles } from "./generated-files.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

const differing: string[] = [];
for (const [path, text] of generatedFiles()) {
  const file = new URL(`../${path}`, import.meta.url);
  const present = await readFile(file, "utf8").catch(() => null);
  if (present === text) continue;
  differing.push(path);
  if (values.check) continue;
  await mkdir(new URL(".", file), { recursive: true });
  await writeFile(file, text);
}

if (differing.length > 0) console.log(`${values.check ? "Not up to date" : "Written"}: ${differing.join(", ")}`);
if (values.check && differing.length > 0) {
  console.error("Run: npm run generate, and commit what it writes.");
  process.exitCode = 1;
}
