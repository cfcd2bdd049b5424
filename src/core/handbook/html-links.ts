/** A link or an image, as it stands in a page's text. */
export interface HandbookLink {
  readonly kind: "link" | "image";
  /** The destination, without escapes and entities. */
  readonly destination: string;
  /** Offset of the destination in the page's body. */
  readonly offset: number;
}

const opaque = /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

// An attribute's value may hold a `>`, so a tag is read attribute by attribute. The bound keeps a hostile page from
// being read to its end for each of its tags; a data URL may be long.
const tag = /<(a|area|img|source|video|audio)(?=[\s/])((?:[^"'<>]|"[^"]*"|'[^']*'){0,4000})>/gi;

const target = /(?:^|[\s"'/])(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/i;

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", "#x27": "'" };

const withoutEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39|#x27);/g, (_, name: string) => entities[name] ?? "");

const blanks = (text: string): string => text.replace(/[^\n]/g, " ");

function linkIn(name: string, attributes: string, offset: number): HandbookLink | undefined {
  const match = target.exec(attributes);
  const value = match?.[2] ?? match?.[3] ?? match?.[4];
  if (!match || value === undefined) return undefined;
  const isLink = /^a(rea)?$/i.test(name);
  if (isLink !== (match[1]?.toLowerCase() === "href")) return undefined;
  const end = match.index + match[0].length - (match[4] === undefined ? 1 : 0);
  return { kind: isLink ? "link" : "image", destination: withoutEntities(value), offset: offset + end - value.length };
}

/** Links and images in raw HTML that stands at `offset` of a page's body. Comments and scripts hold none. */
export function htmlLinks(html: string, offset: number): HandbookLink[] {
  const visible = html.replace(opaque, blanks);
  return [...visible.matchAll(tag)].flatMap((match) => {
    const [, name = "", attributes = ""] = match;
    return linkIn(name, attributes, offset + match.index + 1 + name.length) ?? [];
  });
}

// A title stands near the top of its block.
const longestSearch = 10_000;

const headingTag = /<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1\s*>/i;

/** The words of the first heading in raw HTML, if there is one with words. */
export function htmlHeading(html: string): string | undefined {
  const inner = headingTag.exec(html.slice(0, longestSearch).replace(opaque, ""))?.[2];
  const words = withoutEntities((inner ?? "").replace(/<[^>]*>/g, ""))
    .replace(/\s+/g, " ")
    .trim();
  return words === "" ? undefined : words;
}
