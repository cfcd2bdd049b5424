import { dealsFile, dealsPages } from "../../views/deals-list.ts";
import { pageData } from "../../views/page-data.ts";

/** A table of one page is searched as it stands there. */
export async function getStaticPaths() {
  const { site } = await pageData();
  return dealsPages(site).length > 1 ? [{ params: { file: "all" } }] : [];
}

/** The rows of all deals, for the search in a table of several pages. */
export async function GET(): Promise<Response> {
  const { site, format } = await pageData();
  return Response.json(dealsFile(site, format));
}
