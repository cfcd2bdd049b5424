/** What `core/text/text-after-front-matter.ts` does, for browsers: gray-matter needs Node's buffers and files. */
export function textAfterFrontMatter(text: string): string {
  const close = text.indexOf("\n---", text.indexOf("---") + 3);
  return text.slice(close + "\n---".length).replace(/^\r?\n?/, "");
}
