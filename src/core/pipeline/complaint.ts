import { didYouMean } from "../text/suggest.ts";
import type { YamlPath } from "../text/yaml-source.ts";

/** Something in a pipeline that its schema cannot see, and where it stands. */
export interface Complaint {
  readonly path: YamlPath;
  readonly message: string;
  readonly hint: string;
}

/** An id that refers to something of a kind. */
interface Reference {
  readonly path: YamlPath;
  readonly kind: string;
  readonly id: string;
}

/** What there is to say where an id is none of those that are known. */
export function unknownId({ path, kind, id }: Reference, known: Iterable<string>): Complaint[] {
  const ids = [...known];
  return ids.includes(id) ? [] : [{ path, message: `There is no ${kind} "${id}".`, hint: didYouMean(id, ids) }];
}
