import { pageData } from "../views/page-data.ts";
import { planPages } from "./plan.ts";

/** Tells the build, which runs outside of the pages' modules, what pages there are to be. */
export async function GET(): Promise<Response> {
  const { site } = await pageData();
  return Response.json(planPages(site));
}
