import type { DealSource } from "../desk/deal-source.ts";
import type { Site, SiteDeal } from "./site.ts";

/** The texts that a deal's page is made from. */
export function dealSource({ deal, documents }: SiteDeal, { texts }: Site): DealSource {
  const paths = [deal.path, ...documents.map((each) => each.document?.path ?? "")];
  return { path: deal.path, texts: Object.fromEntries(paths.flatMap((path) => (texts.get(path) ? [[path, texts.get(path) ?? ""]] : []))) };
}

/** Data as it can stand in a page: nothing in it ends the element around it. */
export const inPage = (data: unknown): string => JSON.stringify(data).replaceAll("<", "\\u003c");
