import { type Document, isAlias, isCollection, isMap, isNode, isScalar, type Node, parseDocument, type YAMLMap } from "yaml";
import { type Position, PositionFinder } from "./position.ts";
import { readQuickly } from "./quick-yaml.ts";
import { aliasComplaint, depthComplaint, type YamlComplaint, yamlComplaint } from "./yaml-errors.ts";

/** Keys and indexes that lead from the top of a YAML document to one of its values. */
export type YamlPath = readonly (string | number)[];

/** A stretch of the whole text: from `start` up to, not including, `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a YAML text, and where. */
export interface YamlProblem {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

// An alias bomb expands while it is turned into plain values; nobody writes a deal with more aliases than this.
const maxAliasCount = 50;

// At the level "silent" the parser keeps to itself that a second document follows, and drops it.
const parseOptions = { prettyErrors: false, version: "1.2", merge: false, uniqueKeys: true, logLevel: "error" } as const;

function keyText(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}

function pairOf(map: YAMLMap, key: string | number) {
  return map.items.find((item) => String(keyText(item.key)) === String(key));
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/**
 * A YAML text (or the front matter of a larger one) with the place of every key and value.
 * Errors are collected, never thrown.
 */
export class YamlSource {
  /** The plain value; `null` for an empty text. Undefined keys of a broken text are absent. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  readonly #yaml: string;
  readonly #positions: PositionFinder;
  readonly #offset: number;
  #parsed: Document.Parsed | undefined;

  /** `yaml` stands at `offset` in `text`; every position is one of `text`. */
  constructor(text: string, yaml = text, offset = 0) {
    this.#positions = new PositionFinder(text);
    this.#offset = offset;
    const tooDeep = depthComplaint(yaml);
    this.#yaml = tooDeep ? "" : yaml;
    const quick = tooDeep ? undefined : readQuickly(yaml);
    const problems = quick ? [] : (tooDeep ? [tooDeep] : this.#complaints()).map((complaint) => this.#problemOf(complaint));
    if (quick) this.value = quick.value;
    else this.value = problems.length === 0 ? this.#plainValue(problems) : null;
    this.problems = problems;
  }

  /** The document with its positions; a text that was read quickly is parsed for them when somebody asks. */
  get #document(): Document.Parsed {
    this.#parsed ??= parseDocument(this.#yaml, parseOptions);
    return this.#parsed;
  }

  #complaints(): YamlComplaint[] {
    const errors = [...this.#document.errors, ...this.#document.warnings];
    return errors.map((error) => yamlComplaint(error, this.#yaml, this.#document));
  }

  #problemOf({ message, hint, offset }: YamlComplaint): YamlProblem {
    return { message, hint, at: this.#positions.at(this.#offset + offset) };
  }

  #plainValue(problems: YamlProblem[]): unknown {
    try {
      return this.#document.toJS({ maxAliasCount });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      problems.push(this.#problemOf(aliasComplaint(this.#document)));
      return null;
    }
  }

  /** The place of a value; where there is none, of the nearest thing above it that exists. */
  locate(path: YamlPath): Position | undefined {
    for (let length = path.length; length > 0; length -= 1) {
      const at = this.#place(path.slice(0, length), length === path.length);
      if (at !== undefined) return this.#positions.at(this.#offset + at);
    }
    return undefined;
  }

  /** The place of the key that a path ends in, if it is there. */
  locateKey(path: YamlPath): Position | undefined {
    const at = this.#keyStart(path);
    return at === undefined ? undefined : this.#positions.at(this.#offset + at);
  }

  /** Where the value's own characters stand in the whole text, without comments and spaces around it. */
  rangeOf(path: YamlPath): TextRange | undefined {
    const range = this.#nodeAt(path)?.range;
    return range ? { start: this.#offset + range[0], end: this.#offset + range[1] } : undefined;
  }

  /** Where the key stands in the whole text. */
  keyRangeOf(path: YamlPath): TextRange | undefined {
    const start = this.#keyStart(path);
    const last = path.at(-1);
    if (start === undefined || last === undefined) return undefined;
    const pair = this.#pairAt(path);
    const end = isNode(pair?.key) ? pair.key.range?.[1] : undefined;
    return end === undefined ? undefined : { start: this.#offset + start, end: this.#offset + end };
  }

  #place(path: YamlPath, isWhole: boolean): number | undefined {
    if (!isWhole) return this.#keyStart(path) ?? startOf(this.#nodeAt(path));
    const node = this.#nodeAt(path);
    // A list or map in lines of its own begins below its name; the name is where people look.
    const isBlock = isCollection(node) && node.flow !== true;
    return isBlock ? (this.#keyStart(path) ?? startOf(node)) : (startOf(node) ?? this.#keyStart(path));
  }

  #nodeAt(path: YamlPath): Node | undefined {
    const node = this.#document.getIn(path, true);
    if (isAlias(node)) return node;
    return isNode(node) ? node : undefined;
  }

  #pairAt(path: YamlPath) {
    const last = path.at(-1);
    const parent = path.length > 1 ? this.#nodeAt(path.slice(0, -1)) : this.#document.contents;
    return last !== undefined && isMap(parent) ? pairOf(parent, last) : undefined;
  }

  #keyStart(path: YamlPath): number | undefined {
    return startOf(this.#pairAt(path)?.key);
  }
}
