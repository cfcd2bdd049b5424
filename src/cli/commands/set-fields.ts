import { Refusal } from "../../app/refusal.ts";
import type { FieldEdit } from "../../core/deal/edit-deal.ts";
import { type PlainValue, plainValue } from "../../core/form/plain-value.ts";

const fieldName = /^[a-z][a-z_]*(\.[a-z0-9_-]+)*$/;

/** The fields that `--set name=value` gives, by dotted name; numbers, true and false are what they look like. */
export function setFields(set: readonly string[] = []): Map<string, PlainValue> {
  return new Map(
    set.map((text): [string, PlainValue] => {
      const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      if (!fieldName.test(name)) throw new Refusal(`"--set ${text}" sets no field.`, "Write it as --set fields.scope=yes");
      return [name, plainValue(value)];
    }),
  );
}

/** Collects what an option that may be repeated was given. */
export const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];

/** Fields that only a move itself sets. */
const ownOfMoves: ReadonlySet<string> = new Set([
  "pipeline",
  "stage",
  "stage_entered",
  "parked_from",
  "history",
  "activities",
  "line_items",
  "approvals",
]);

function refuseUnsettable(names: readonly string[]): void {
  for (const name of names) {
    const [top = ""] = name.split(".");
    if (ownOfMoves.has(top))
      throw new Refusal(`"${name}" is not set with --set.`, "A move sets stage and dates itself; lists are edited in the file.");
    const inner = names.find((other) => other.startsWith(`${name}.`));
    if (inner !== undefined) throw new Refusal(`"${name}" and "${inner}" cannot both be set.`, `Leave --set ${name}=… out.`);
  }
}

function refuseTwice(names: readonly string[], own: readonly string[]): void {
  const twice = names.find((name) => own.some((field) => name === field || name.startsWith(`${field}.`)));
  if (twice !== undefined) throw new Refusal(`"${twice}" is what this command sets itself.`, `Leave --set ${twice}=… out.`);
}

/** The edits of a deal that `--set` asks for. `own` are the top-level fields that the command sets itself. */
export function setEdits(set: readonly string[] | undefined, own: readonly string[] = []): FieldEdit[] {
  const fields = setFields(set);
  const names = [...fields.keys()];
  refuseUnsettable(names);
  refuseTwice(names, own);
  return [...fields].map(([field, value]) => ({ field, value, after: "stage_entered" }));
}
