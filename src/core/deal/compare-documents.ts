import { type FieldDifference, textDifference, valueDifferences } from "../text/compare-values.ts";
import { splitFrontMatter } from "../text/front-matter.ts";
import { YamlSource } from "../text/yaml-source.ts";

function partsOf(text: string): { readonly front: unknown; readonly body: string } {
  const split = splitFrontMatter(text);
  return "message" in split ? { front: {}, body: text } : { front: new YamlSource(split.yaml ?? "").value, body: split.body };
}

/** What differs between two texts of a document, field by field; `text` for what stands below the front matter. An empty text is none. */
export function documentDifferences(before: string, after: string): FieldDifference[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...valueDifferences(old.front, now.front), ...textDifference("text", old.body, now.body)];
}
