import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { workflowProblems } from "./workflow-problems.ts";

const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync(".github/workflows/*.{yml,yaml}", { cwd: new URL("..", import.meta.url) }).sort();

const problems = (await Promise.all(files.map(async (file) => workflowProblems(await readFile(file, "utf8"), file)))).flat();
for (const { file, line, message } of problems) console.error(`${file}:${line} ${message}`);
console.log(`${files.length} workflows, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
