import { textAfterFrontMatter } from "#text-after-front-matter";

/** A text taken apart: what stands between the `---` lines, and what follows them. */
export interface FrontMatter {
  /** The YAML between the delimiters, or `null` where the text has no front matter. */
  readonly yaml: string | null;
  /** Offset of `yaml` in the whole text. */
  readonly yamlOffset: number;
  readonly body: string;
  /** Offset of `body` in the whole text. */
  readonly bodyOffset: number;
}

/** What is wrong with the delimiters, with the offset in the text where it is. */
export interface FrontMatterProblem {
  readonly message: string;
  readonly offset: number;
}

const none = (text: string): FrontMatter => ({ yaml: null, yamlOffset: 0, body: text, bodyOffset: 0 });

function problemWith(text: string, rest: string, yamlOffset: number): FrontMatterProblem | undefined {
  const close = text.indexOf("\n---", yamlOffset);
  if (close === -1) return { message: "The front matter has no closing line of three dashes.", offset: 0 };
  const closingLine = rest.slice(close - yamlOffset + 1).split("\n", 1)[0] ?? "";
  if (closingLine.trimEnd() === "---") return undefined;
  return {
    message: `The front matter ends at "${closingLine.trimEnd()}", which begins with three dashes; indent that line, or close with three dashes alone.`,
    offset: close + 1,
  };
}

/** The YAML of a text's front matter, and its place; `null` where there is none, a problem where it is not closed properly. */
export function locateYaml(text: string): (Pick<FrontMatter, "yamlOffset"> & { readonly yaml: string }) | FrontMatterProblem | null {
  const bom = text.startsWith("\uFEFF") ? 1 : 0;
  const firstLine = text.slice(bom).split("\n", 1)[0] ?? "";
  if (firstLine.trimEnd() !== "---") return null;
  const yamlOffset = bom + 3;
  const problem = problemWith(text, text.slice(yamlOffset), yamlOffset);
  return problem ?? { yaml: text.slice(yamlOffset, text.indexOf("\n---", yamlOffset) + 1), yamlOffset };
}

/**
 * Splits a Markdown text with gray-matter. Only a first line of exactly `---` opens front matter; a language
 * after it (`---js`) does not, so nothing in a pull request can choose an engine.
 * Returns a problem where the block is not closed properly.
 */
export function splitFrontMatter(text: string): FrontMatter | FrontMatterProblem {
  const found = locateYaml(text);
  if (found === null) return none(text);
  if ("message" in found) return found;
  const content = textAfterFrontMatter(text);
  return { ...found, body: content, bodyOffset: text.length - content.length };
}
