import { type DocumentStatus, parseDocument, type Signature } from "../deal/document.ts";
import { pairsText } from "../deal/field-splices.ts";
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

/** The document with one more signature at the end of its list; every other byte stays. */
export function withSignature(text: string, signature: Signature): string {
  const split = splitFrontMatter(text);
  if ("message" in split || split.yaml === null) return text;
  const source = new YamlSource(text, split.yaml, split.yamlOffset);
  const item = `{ ${pairsText({ side: signature.side, by: signature.by, date: signature.date })} }`;
  const place = source.rangeOf(["signatures"]);
  const count = parseDocument(text, "").document?.signatures.length ?? 0;
  const last = source.rangeOf(["signatures", count - 1]);
  const end = split.yamlOffset + split.yaml.length;
  if (!place)
    return applySplices(text, [{ range: { start: end, end }, text: `${split.yaml.endsWith("\n") ? "" : "\n"}signatures:\n  - ${item}\n` }]);
  if (!last) return applySplices(text, [{ range: place, text: `${text[place.start - 1] === ":" ? " " : ""}[${item}]` }]);
  if (text[place.start] === "[") return applySplices(text, [{ range: { start: last.end, end: last.end }, text: `, ${item}` }]);
  const dash = /^ *- +/.exec(text.slice(text.lastIndexOf("\n", last.start - 1) + 1))?.[0] ?? "  - ";
  const lineEnd = text.indexOf("\n", last.end - 1) + 1;
  return applySplices(text, [{ range: { start: lineEnd, end: lineEnd }, text: `${dash}${item}\n` }]);
}

/** How far a document says that it has come; `undefined` where it does not say. */
export function statusIn(text: string): string | undefined {
  const split = splitFrontMatter(text);
  if ("message" in split || split.yaml === null) return undefined;
  const value = new YamlSource(text, split.yaml, split.yamlOffset).value as { readonly status?: unknown } | null;
  return typeof value?.status === "string" ? value.status : undefined;
}
