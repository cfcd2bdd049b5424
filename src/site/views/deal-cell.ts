import type { DealRecord } from "../../core/metrics/deal-record.ts";
import { dealHref } from "./links.ts";

/** A deal as the first cell of a table of figures. */
export const dealCell = ({ deal }: DealRecord): { readonly text: string; readonly link: string } => ({
  text: `${deal.company}: ${deal.title}`,
  link: dealHref(deal.slug),
});
