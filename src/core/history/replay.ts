import type { DealVersion } from "./deal-versions.ts";
import type { DealFacts } from "./facts.ts";

/** Every deal by its slug as the record had it just before an instant (milliseconds since 1970); without those that were taken away. */
export function replay(versions: ReadonlyMap<string, readonly DealVersion[]>, before: number): Map<string, DealFacts> {
  const deals = new Map<string, DealFacts>();
  for (const [slug, own] of versions) {
    const last = own.findLast(({ recorded }) => recorded < before);
    if (last?.deal) deals.set(slug, last.deal);
  }
  return deals;
}
