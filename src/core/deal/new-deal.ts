import { stringify } from "yaml";
import type { BusinessDate } from "../calendar/business-date.ts";
import { toId } from "../text/field-types.ts";
import type { Activity } from "./deal.ts";

/** What a new deal starts from. */
export interface NewDeal {
  readonly slug: string;
  readonly title: string;
  readonly company: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly owner: string;
  readonly contact?: string | undefined;
  readonly source?: string | undefined;
  /** As typed: a plain decimal. */
  readonly amount?: string | undefined;
  readonly currency: string;
  readonly activities?: readonly Activity[];
  /** Further fields by dotted name, such as `fields.scope` or `contact.email`. */
  readonly more?: ReadonlyMap<string, unknown>;
}

/** The slug that a company and a title suggest; empty where neither has a letter that a slug can hold. */
export const suggestSlug = (company: string, title: string): string => toId(`${company} ${title}`);

/** Where a new deal goes, by the organisation's setting for folders. */
export function newDealPath(slug: string, folder: string, today: BusinessDate): string {
  const [year = "", month = ""] = today.split("-");
  return `deals/${folder.replaceAll("{year}", year).replaceAll("{month}", month)}/${slug}.md`;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields with one more set, by its dotted name; groups that are not there are made. */
function withField(fields: Fields, [name = "", ...rest]: readonly string[], value: unknown): Fields {
  if (rest.length === 0) return { ...fields, [name]: value };
  const group = Object.hasOwn(fields, name) && isFields(fields[name]) ? fields[name] : {};
  return { ...fields, [name]: withField(group, rest, value) };
}

/** The text of a new deal's file. */
export function newDealText(deal: NewDeal, today: BusinessDate): string {
  const fields = {
    title: deal.title,
    company: deal.company,
    ...(deal.contact !== undefined && { contact: { name: deal.contact } }),
    pipeline: deal.pipeline,
    stage: deal.stage,
    owner: deal.owner,
    ...(deal.source !== undefined && { source: deal.source }),
  };
  const all = [...(deal.more ?? [])].reduce<Fields>((done, [name, value]) => withField(done, name.split("."), value), fields);
  const activities = deal.activities ?? [];
  const lines = stringify({ ...all, ...(activities.length > 0 && { activities }) }, { lineWidth: 0 }).replace(
    /^owner:/m,
    `stage_entered: ${today}\nowner:`,
  );
  // The amount is written as it was typed: a detour through a number could change it.
  const amount = deal.amount === undefined ? "" : `amount: { value: ${deal.amount}, currency: ${deal.currency} }\n`;
  return `---\n${lines}${amount}---\n\n`;
}
