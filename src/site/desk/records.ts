import { localPath, localRecord } from "../../adapters/forge/local-record.ts";
import type { RemoteRecord } from "../../app/record-ports.ts";
import type { DeskRecord } from "./desk-data.ts";
import { address } from "./site-address.ts";
import { tokenFor } from "./store.ts";

/** The record to propose to; `"token"` where a token is needed first, `null` where there is none to reach from here. */
export async function recordFor(place: DeskRecord): Promise<RemoteRecord | "token" | null> {
  if (place.kind === "none") return null;
  if (place.kind === "local") return localRecord(address(localPath));
  const token = tokenFor(place.api);
  if (token === null) return "token";
  const { gitHubRecord } = await import("../../adapters/forge/github-record.ts");
  return gitHubRecord({ ...place, token });
}
