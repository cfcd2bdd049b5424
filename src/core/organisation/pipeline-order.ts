import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Organisation } from "./organisation.ts";

/** Pipelines in the order that the organisation gives them; those that it does not list come after, by name. */
export function inOrder(pipelines: ReadonlyMap<string, Pipeline>, organisation: Organisation | null): Map<string, Pipeline> {
  const listed = organisation?.pipelines ?? [];
  const collator = new Intl.Collator(organisation?.locale, { numeric: true });
  const placeOf = (id: string): number => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  return new Map([...pipelines].sort(([a, one], [b, other]) => placeOf(a) - placeOf(b) || collator.compare(one.name, other.name)));
}
