import type { DocumentStatus } from "../deal/document.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { applySplices } from "../text/splice.ts";
import { YamlSource } from "../text/yaml-source.ts";

/** What people write in a document: all but its front matter, which is kept as it is. */
export function documentBody(text: string): string {
  const split = splitFrontMatter(text);
  return "message" in split ? text : split.body;
}

/** The document with another body. */
export function withBody(text: string, body: string): string {
  const split = splitFrontMatter(text);
  return "message" in split ? body : text.slice(0, split.bodyOffset) + body;
}

/** The document with another status, where its front matter says one. */
export function withStatus(text: string, status: DocumentStatus): string {
  const split = splitFrontMatter(text);
  if ("message" in split || split.yaml === null) return text;
  const range = new YamlSource(text, split.yaml, split.yamlOffset).rangeOf(["status"]);
  return range ? applySplices(text, [{ range, text: status }]) : text;
}

/** How far a document says that it has come; `undefined` where it does not say. */
export function statusIn(text: string): string | undefined {
  const split = splitFrontMatter(text);
  if ("message" in split || split.yaml === null) return undefined;
  const value = new YamlSource(text, split.yaml, split.yamlOffset).value as { readonly status?: unknown } | null;
  return typeof value?.status === "string" ? value.status : undefined;
}
