import { type FrontMatter, splitFrontMatter } from "../text/front-matter.ts";
import { type Position, PositionFinder } from "../text/position.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** A page's text taken apart. */
export interface PageSource {
  /** The plain value of the front matter; `null` where there is none that can be read. */
  readonly fields: unknown;
  /** Where a field's value stands. */
  readonly locate: (field: string) => Position | undefined;
  readonly body: string;
  /** Offset of `body` in the whole text. */
  readonly bodyOffset: number;
  /** Front matter that could not be read, to be shown as it is. */
  readonly unread: string | null;
  readonly problem: { readonly message: string; readonly at: Position } | null;
}

const bare = (text: string): PageSource => {
  const bodyOffset = text.startsWith("\uFEFF") ? 1 : 0;
  return { fields: null, locate: () => undefined, body: text.slice(bodyOffset), bodyOffset, unread: null, problem: null };
};

/** A first line of dashes is a thematic break unless a field such as `title: x` stands in the lines below it. */
function opensFields(text: string): boolean {
  const block =
    text
      .slice(text.indexOf("\n") + 1)
      .trimStart()
      .split(/\r?\n[ \t]*\r?\n|\r?\n---/, 1)[0] ?? "";
  return /^["']?[\w$.-][\w$. -]*["']?[ \t]*:(?:\s|$)/m.test(block);
}

function unclosed(text: string, message: string, offset: number): PageSource {
  const blank = /\r?\n[ \t]*\r?\n/.exec(text);
  const bodyOffset = blank ? blank.index + blank[0].length : text.length;
  return {
    ...bare(text),
    body: text.slice(bodyOffset),
    bodyOffset,
    unread: text.slice(0, bodyOffset).trim(),
    problem: { message, at: new PositionFinder(text).at(offset) },
  };
}

function withYaml(text: string, split: FrontMatter, yaml: string): PageSource {
  const source = new YamlSource(text, yaml, split.yamlOffset);
  const [problem] = source.problems;
  const { body, bodyOffset } = split;
  if (problem) {
    const message = `The front matter is not valid YAML: ${problem.message}`;
    return { ...bare(text), body, bodyOffset, unread: text.slice(0, bodyOffset).trim(), problem: { message, at: problem.at } };
  }
  const isMap = typeof source.value === "object" && source.value !== null && !Array.isArray(source.value);
  if (!isMap && !isEmptyBlock(yaml)) return bare(text);
  return { fields: source.value, locate: (field) => source.locate([field]), body, bodyOffset, unread: null, problem: null };
}

/** Nothing, or comments alone directly below the opening dashes; a heading after an empty line is no comment. */
const isEmptyBlock = (yaml: string): boolean => yaml.trim() === "" || /^[ \t]*\r?\n(?:#.*\r?\n)+\s*$/.test(yaml);

/** Takes a page apart. Text between two lines of dashes that is not a list of fields is text. */
export function readPageSource(text: string): PageSource {
  if (/^\uFEFF?\+\+\+[ \t]*\r?\n/.test(text)) return withToml(text);
  const split = splitFrontMatter(text);
  if ("message" in split) return opensFields(text) ? unclosed(text, split.message, split.offset) : bare(text);
  if (split.yaml === null) return bare(text);
  if (!opensFields(text) && !isEmptyBlock(split.yaml)) return bare(text);
  return withYaml(text, split, split.yaml);
}

const tomlLine =
  /^[ \t]*(title|linkTitle|description|weight)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(-?\d+(?:\.\d+)?))[ \t]*(?:#.*)?$/;

/** Hugo's other front matter. Only its plain lines are read: the few fields that the site uses are always plain. */
function withToml(text: string): PageSource {
  const close = /\r?\n\+\+\+[ \t]*(?:\r?\n|$)/.exec(text);
  if (!close) return bare(text);
  const bodyOffset = close.index + close[0].length;
  const fields: Record<string, string> = {};
  for (const line of text.slice(0, close.index).split(/\r?\n/)) {
    if (line.trimStart().startsWith("[")) break;
    const match = tomlLine.exec(line);
    if (match?.[1]) fields[match[1]] = match[2]?.replace(/\\(["\\])/g, "$1") ?? match[3] ?? match[4] ?? "";
  }
  return { ...bare(text), fields, body: text.slice(bodyOffset), bodyOffset };
}
