/** What the site takes from a page's front matter, whichever tool it was written for. */
export interface PageFields {
  readonly title: string | undefined;
  /** The title is given, but as nothing or as something that is not a text. */
  readonly hasBadTitle: boolean;
  readonly label: string | undefined;
  readonly order: number | undefined;
  readonly description: string | undefined;
}

const labelFields = ["sidebar_label", "navTitle", "nav_title", "linkTitle", "shortTitle", "short_title"];
const orderFields = ["sidebar_position", "nav_order", "weight", "order", "index"];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

// `__proto__` and `constructor` are words in somebody's front matter, nothing else.
const own = (fields: unknown, key: string): unknown => (isFields(fields) && Object.hasOwn(fields, key) ? fields[key] : undefined);

const asText = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined);

function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

const first = <T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T | undefined => {
  for (const value of values) {
    const found = read(value);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Reads the fields that Starlight, Docusaurus, Hugo, Jekyll, MkDocs, GitBook and Eleventy handbooks have in common. */
export function readPageFields(value: unknown): PageFields {
  const fields = isFields(value) ? value : {};
  const sidebar = own(fields, "sidebar");
  const title = asText(own(fields, "title"));
  return {
    title,
    hasBadTitle: Object.hasOwn(fields, "title") && title === undefined,
    label: first([own(sidebar, "label"), ...labelFields.map((field) => own(fields, field))], asText),
    order: first([own(sidebar, "order"), ...orderFields.map((field) => own(fields, field))], asNumber),
    description: asText(own(fields, "description")),
  };
}
