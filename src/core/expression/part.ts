import type { ASTNode } from "@marcbachmann/cel-js";
import { type Kind, type Kinds, kindText, type Sort, sortOf } from "./kind.ts";
import { type KindComplaint, type Misfit, misfit } from "./kind-complaint.ts";
import { namePath } from "./names.ts";

/** A part of an expression, and the kind of its value. */
export interface Part {
  readonly node: ASTNode;
  readonly kind: Kind;
}

/** What may be named at a place, and where complaints go. */
export interface Place {
  readonly names: Kinds;
  readonly complain: (complaint: KindComplaint) => void;
}

/** Says of what kind a part is, from the parts that it is made of, and complains of what does not fit. */
export type Judge = (parts: readonly Part[], node: ASTNode, place: Place) => Kind;

/** A part in the words of readers: its name and kind, or its kind alone. */
export const told = ({ node, kind }: Part): string => kindText(kind, namePath(node));

/** True where a part is of one of the sorts, or nobody knows. */
export const isOneOf = ({ kind }: Part, sorts: readonly Sort[]): boolean => kind.is === "any" || sorts.includes(sortOf(kind));

/** Complains of parts that do not fit. */
export const complainOf = (parts: readonly Part[], what: Misfit, { complain }: Place): void =>
  complain(
    misfit(
      parts.map(({ kind }) => kind),
      what,
    ),
  );

const hint = "Compare it with something, or ask with has() whether it is filled in.";

/** Complains of each part that is not true or false. */
export function wantTruth(parts: readonly Part[], say: (told: string) => string, place: Place): void {
  for (const part of parts.filter((each) => !isOneOf(each, ["yes-no"]))) complainOf([part], { message: say(told(part)), hint }, place);
}
