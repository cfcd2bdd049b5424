import { deskData } from "../views/desk.ts";
import { pageData } from "../views/page-data.ts";

/** The rules by which the desk judges in the browser, and where it proposes to. */
export async function GET(): Promise<Response> {
  const { site } = await pageData();
  return Response.json(deskData(site));
}
