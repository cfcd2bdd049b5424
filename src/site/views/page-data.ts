import { loadSite } from "../data.ts";
import { type Format, formatFor } from "./format.ts";
import type { Site } from "./site.ts";

let latest: { readonly site: Site; readonly format: Format } | undefined;

/** What a page needs to begin with: the site's data, and how to print values. */
export async function pageData(): Promise<{ readonly site: Site; readonly format: Format }> {
  const site = await loadSite();
  if (latest?.site !== site) latest = { site, format: formatFor(site.locale, site.currency) };
  return latest;
}
