import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeUtf8 } from "../../src/adapters/files.ts";
import { readContent } from "../../src/app/load-content.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { checkChange } from "../../src/core/check/check-change.ts";
import { checkContent, settingsFindings } from "../../src/core/check/check-content.ts";
import type { CheckReport } from "../../src/core/check/report.ts";
import type { ContentFiles } from "../../src/core/content/content.ts";
import type { Finding } from "../../src/core/finding/finding.ts";

/** Every case is judged on this day. */
const today = "2026-11-20" as BusinessDate;

export const casesFolder = fileURLToPath(new URL("../cases/", import.meta.url));

type Texts = Map<string, string | null>;

/** A case: what stands before and after a change, and what the check must say to it, as `path:line code`. */
export interface MarkedCase {
  /** `null` where the head is judged as it stands. */
  readonly base: Texts | null;
  readonly head: Texts;
  /** Symbolic links of the head; git keeps them as they are. */
  readonly links: readonly string[];
  readonly expected: readonly string[];
  readonly elsewhere: readonly string[];
}

// `# expect code, code` in YAML, `<!-- expect code -->` in Markdown; taken off before anything is judged.
const marker = / *(?:#|<!--) (expect|elsewhere) ([a-z/, -]+?)(?: -->)?(?=\r?$)/;

function readFolder(folder: string): Texts {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(folder.length + 1).replaceAll("\\", "/"), decodeUtf8(readFileSync(path))];
    }),
  );
}

const linksIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );

const exists = (folder: string): boolean => {
  try {
    return readdirSync(folder).length >= 0;
  } catch {
    return false;
  }
};

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

/** Where a case lies, and the files of the root that it is laid over. */
interface CaseFolder {
  readonly folder: string;
  readonly shared: Texts;
}

const sharedFolder = "_shared";

const sharedRoot = readFolder(join(casesFolder, sharedFolder));

/** The shared root, with the files over it that all cases beside this one share. */
function sharedFor(folder: string): Texts {
  const beside = join(folder, "..", sharedFolder);
  return exists(beside) ? new Map([...sharedRoot, ...readFolder(beside)]) : sharedRoot;
}

/** The settings of a preset: its root without deals and handbook. */
export const presetSettings = (root: string): Texts =>
  new Map([...readFolder(root)].filter(([path]) => !path.startsWith("deals/") && !path.startsWith("handbook/")));

/** The shared root with a case's files over it, less the shared files that `without.txt` names. */
function sideOf({ folder, shared }: CaseFolder, side: "base" | "head"): Texts {
  const texts = new Map([...shared, ...(exists(join(folder, side)) ? readFolder(join(folder, side)) : [])]);
  for (const line of linesOf(join(folder, "without.txt"))) {
    const [where, path = ""] = line.split(" ");
    if (where === side || where === "both") texts.delete(path);
  }
  return texts;
}

interface Marks {
  readonly expect: string[];
  readonly elsewhere: string[];
}

function takeMarks(texts: Texts, marks: Marks): Texts {
  const unmark = (path: string, text: string): string =>
    text
      .split("\n")
      .map((line, index) => {
        const [, kind, codes] = marker.exec(line) ?? [];
        if (kind !== "expect" && kind !== "elsewhere") return line;
        for (const code of codes?.split(",") ?? []) marks[kind].push(`${path}:${index + 1} ${code.trim()}`);
        return line.replace(marker, "");
      })
      .join("\n");
  return new Map([...texts].map(([path, text]) => [path, text === null ? null : unmark(path, text)]));
}

/** Reads the case in a folder: `base/` (optional) and `head/`, and `expect.txt` with a line `path code` for what has no line. */
export function readCase(folder: string, shared = sharedFor(folder)): MarkedCase {
  const marks: Marks = { expect: [], elsewhere: [] };
  const head = takeMarks(sideOf({ folder, shared }, "head"), marks);
  const base = exists(join(folder, "base")) ? takeMarks(sideOf({ folder, shared }, "base"), { expect: [], elsewhere: [] }) : null;
  for (const line of linesOf(join(folder, "expect.txt"))) {
    const [kind, rest] = line.startsWith("elsewhere ") ? (["elsewhere", line.slice(10)] as const) : (["expect", line] as const);
    marks[kind].push(rest);
  }
  const links = exists(join(folder, "head")) ? linksIn(join(folder, "head")) : [];
  return { base, head, links, expected: marks.expect.sort(), elsewhere: marks.elsewhere.sort() };
}

const filesOf = (texts: Texts): ContentFiles => ({ paths: [...texts.keys()].sort(), texts });

/** Judges a case by the pure functions, as the use-case does. */
export function judgeCase({ base, head, links }: MarkedCase): CheckReport {
  if (!base) return checkContent(readContent(filesOf(head)), today);
  const changed = new Set(
    [...base.keys(), ...head.keys()].filter((path) => base.get(path) !== head.get(path) || base.has(path) !== head.has(path)),
  );
  const before = readContent(filesOf(base));
  const after = readContent(filesOf(head), before.dealPaths);
  const touchesHandbook = [...changed].some((path) => path.startsWith("handbook/"));
  return checkChange({
    base: {
      settings: base.has("dealbook.yaml") ? before.settings : null,
      settingsFindings: settingsFindings(before.settings, today),
      deals: before.deals,
      paths: before.paths,
      dealPaths: before.dealPaths,
      handbook: touchesHandbook ? before.handbook : null,
    },
    head: after,
    changed,
    links,
    today,
    pastMoves: [],
    commits: new Map(),
  });
}

/** A finding as a case names it. */
export const placed = ({ file, line, code }: Finding): string => `${file}${line === undefined ? "" : `:${line}`} ${code}`;

/** The cases by name, `area/what/case`. */
export function caseNames(): string[] {
  const folders = (path: string) =>
    readdirSync(join(casesFolder, path), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== sharedFolder);
  return folders(".")
    .flatMap(({ name }) => folders(name).map((each) => `${name}/${each.name}`))
    .sort();
}
