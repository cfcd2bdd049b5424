import matter from "gray-matter";

/** Every engine is refused: the YAML is read by `core/text/yaml-source.ts`, with positions. */
const unread = { parse: () => ({}), stringify: () => "" };

// gray-matter's own JavaScript engine evaluates `---js` blocks, and without options it caches and returns
// an empty object the second time a broken text is read. So options are always given, and no engine runs.
const options = {
  engines: { yaml: unread, javascript: unread, json: unread, coffee: unread },
  language: "yaml",
} as const;

/** What follows the front matter of a text that has some. */
export const textAfterFrontMatter = (text: string): string => matter(text, options).content;
