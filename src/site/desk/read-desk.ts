import type { DeskData } from "./desk-data.ts";
import { address } from "./site-address.ts";

/** A file or page of this site. Throws where it is not there. */
export async function fetched(path: string): Promise<Response> {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return response;
}

/** What the site tells the desk of the organisation. */
export const readDeskData = async (): Promise<DeskData> => (await (await fetched("/desk.json")).json()) as DeskData;
