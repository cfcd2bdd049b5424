/** A definition in two parts: what the figure is, and what else there is to know of it. */
export interface SmallPrint {
  /** Its first sentence. */
  readonly gist: string;
  /** All that follows; empty where there is no more. */
  readonly rest: string;
}

/** Parts a definition after its first sentence. */
export function smallPrintOf(definition: string): SmallPrint {
  const end = definition.search(/[.](?:\s|$)/) + 1;
  return end === 0 ? { gist: definition, rest: "" } : { gist: definition.slice(0, end), rest: definition.slice(end).trim() };
}
