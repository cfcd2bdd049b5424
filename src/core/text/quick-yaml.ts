import { CORE_SCHEMA, load, YAMLException } from "js-yaml-5";

/** Stands for "read it with care": `undefined` is no YAML value. */
export type QuickYaml = { readonly value: unknown } | undefined;

// A text is clean when nothing in it could be read in two ways: characters of plain writing only; no tabs; no anchor, alias,
// tag, directive, block text, merge or complex key at the start of a value; no document marks.
const unusualCharacter =
  /[^\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufdff\ufe10-\ufeef\u{10000}-\u{10ffff}]/u;
const unusualStart = /(?:^|[\s[{,:?-])(?:[&*!|>%@`]|\?(?:\s|$)|<<)/m;
const documentMark = /^(?:---|\.\.\.)/m;
// A key that is left out or null, text right behind a closing quotation mark, a number too long to be exact.
const unusualShape = /(?:^|[[{,:?-])[ \n]*:|(?:~|null|Null|NULL)["']? *:|(?:""|'')[^\s,\]}:]|\d{16}|\d[eE][-+]?\d{3}/m;

// YAML ends a key at 1,024 characters.
const isLong = (line: string): boolean => line.length > 1000;

const isClean = (yaml: string): boolean =>
  ![unusualCharacter, unusualStart, documentMark, unusualShape].some((pattern) => pattern.test(yaml)) && !yaml.split("\n").some(isLong);

// js-yaml reads a clean text several times faster than `yaml` does, but knows no positions and explains errors badly. So it reads
// clean texts only, and whatever it stumbles over is read again, with care. tests/core/text/quick-yaml.test.ts holds the two together.
/** The plain value of a clean YAML text; `undefined` for a text that must be read with care. */
export function readQuickly(yaml: string): QuickYaml {
  if (!isClean(yaml)) return undefined;
  try {
    return { value: load(yaml, { schema: CORE_SCHEMA }) ?? null };
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}
