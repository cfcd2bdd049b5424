import { type Document, isAlias, isCollection, isScalar, type Node, type ParsedNode, visit, type YAMLError } from "yaml";

/** What is wrong with a YAML text, in words for people who have never heard of YAML. */
export interface YamlComplaint {
  readonly message: string;
  readonly hint: string;
  /** Offset in the YAML text. */
  readonly offset: number;
}

type Sentence = (error: YAMLError, yaml: string) => Pick<YamlComplaint, "message" | "hint">;

const quoteIt = "Put the text in quotation marks.";

const tooDeep = { message: "lists or fields are nested too deeply.", hint: "Write it flatter." };

/** What git writes where two changes met. */
export const conflictMark = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m;

/** What to do about conflict marks that git left in a file. */
export const conflictHint = "Keep what is right of the two versions, and remove the lines of <<<<<<<, ======= and >>>>>>>.";

const wordAt = (yaml: string, offset: number): string => /^[^\s:{}[\],]*/.exec(yaml.slice(offset))?.[0] ?? "";

const sentences: Partial<Record<YAMLError["code"], Sentence>> = {
  DUPLICATE_KEY: (error, yaml) => ({
    message: `the field "${wordAt(yaml, error.pos[0])}" is given twice.`,
    hint: "Keep one of the two lines.",
  }),
  TAB_AS_INDENT: () => ({ message: "the line begins with a tab.", hint: "Indent with spaces." }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    message: "the text holds a second colon, or the line below it is indented too far.",
    hint: quoteIt,
  }),
  BAD_SCALAR_START: (error, yaml) => ({ message: `a text cannot begin with ${yaml.charAt(error.pos[0])}.`, hint: quoteIt }),
  MULTIPLE_DOCS: () => ({
    message: "a line of three dashes or three dots ends the data, and more follows it.",
    hint: "Remove that line, or indent it.",
  }),
  MULTILINE_IMPLICIT_KEY: () => ({
    message: "the line is no field with a value: the colon, or the space behind it, is missing.",
    hint: "Write name, colon, space, value; or indent the line if it belongs to the one above.",
  }),
  RESOURCE_EXHAUSTION: () => tooDeep,
  TAG_RESOLVE_FAILED: () => ({ message: "a text cannot begin with an exclamation mark.", hint: quoteIt }),
  BAD_ALIAS: () => ({ message: "a text cannot begin with * or &.", hint: quoteIt }),
};

// The parser takes minutes over a few thousand open braces; nobody opens a hundred.
const deepest = 100;

/** Where brackets are nested so deeply that the text is not worth parsing. */
export function depthComplaint(yaml: string): YamlComplaint | undefined {
  let depth = 0;
  for (const { 0: mark, index } of yaml.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (mark === "[" || mark === "{" ? 1 : -1));
    if (depth > deepest) return { ...tooDeep, offset: index };
  }
  return undefined;
}

/** Quoted texts and bracketed lists that reach up to an offset: one of them may have been left open there. */
function openedAt(document: Document.Parsed, offset: number): number | undefined {
  let start: number | undefined;
  const consider = (node: Node) => {
    const isOpen = isScalar(node) ? node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" : isCollection(node) && node.flow === true;
    if (isOpen && node.range && node.range[0] < offset && offset <= node.range[2] + 1) start = node.range[0];
  };
  visit(document, { Node: (_, node) => consider(node) });
  return start;
}

const isLeftOpen = ({ message }: YAMLError): boolean =>
  /Missing closing|must be sufficiently indented and end with|must end with/.test(message);

/** Where and how a YAML text is wrong, for one error of the parser. */
export function yamlComplaint(error: YAMLError, yaml: string, document: Document.Parsed): YamlComplaint {
  const conflict = yaml.search(conflictMark);
  if (conflict !== -1) return { message: "a merge conflict is left in it.", hint: conflictHint, offset: conflict };
  const offset = error.pos[0];
  if (isLeftOpen(error)) {
    const start = openedAt(document, offset) ?? offset;
    const mark = yaml.charAt(start);
    const name = mark === '"' || mark === "'" ? "quotation mark" : "bracket";
    return { message: `the ${name} that opens here is not closed.`, hint: `Close the ${name}.`, offset: start };
  }
  const sentence = sentences[error.code]?.(error, yaml);
  return {
    message: sentence?.message ?? `${error.message.replaceAll("\n", " ")}.`,
    hint: sentence?.hint ?? "Indent with spaces, and put texts that contain a colon or a quotation mark in quotation marks.",
    offset,
  };
}

/** Where a text uses a mark that stands for another value: the one that is undefined, else the first of too many. */
export function aliasComplaint(document: Document.Parsed): YamlComplaint {
  const anchors = new Set<string>();
  let offset = 0;
  let isDefined = true;
  // Not `alias.resolve`: it walks the whole document for every alias.
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) return void (node.anchor !== undefined && anchors.add(node.anchor));
      isDefined = anchors.has(node.source);
      offset = (node as ParsedNode).range[0];
      return isDefined ? undefined : visit.BREAK;
    },
  });
  if (!isDefined) return { message: "a text cannot begin with *.", hint: quoteIt, offset };
  return { message: "it repeats itself by & and * too often.", hint: "Write the values out.", offset };
}
