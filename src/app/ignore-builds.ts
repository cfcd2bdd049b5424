import type { TextFile } from "./ports.ts";

/** What Dealbook and its packages write beside the content, and nobody records. */
const builds = ["node_modules/", "dist/", ".astro/", ".cache/"];

/** What became of a .gitignore. */
export interface IgnoredBuilds {
  /** Lines that were added. */
  readonly added: readonly string[];
  /** Lines that are missing still, because the file cannot be read. */
  readonly missing: readonly string[];
}

// Somebody who wrote "!dist" has thought about it, too.
const nameIn = (line: string): string =>
  line
    .trim()
    .replace(/^!?(?:\*\*\/|\/)?/, "")
    .replace(/\/$/, "");

const missingIn = (text: string): string[] => {
  const names = new Set(text.split("\n").map(nameIn));
  return builds.filter((line) => !names.has(nameIn(line)));
};

function withLines(text: string, lines: readonly string[]): string {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" || text.endsWith("\n") ? "" : end;
  return `${text}${gap}${lines.map((line) => `${line}${end}`).join("")}`;
}

/** Adds to a .gitignore what it lacks, and leaves every line that is there as it is. */
export async function ignoreBuilds(file: TextFile): Promise<IgnoredBuilds> {
  const text = await file.read();
  if (text === null) return { added: [], missing: builds };
  const added = missingIn(text ?? "");
  if (added.length > 0) await file.write(withLines(text ?? "", added));
  return { added, missing: [] };
}
