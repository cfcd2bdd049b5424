import { z } from "zod";
import { eitherOf, type Kind } from "./kind.ts";

interface Definition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly options?: readonly z.core.$ZodType[];
}

const plain: Readonly<Record<string, Kind>> = {
  string: { is: "text" },
  enum: { is: "text" },
  number: { is: "number" },
  boolean: { is: "yes-no" },
};

/** A schema whose values are read into something else than it takes, and what that is. */
interface ReadAs {
  readonly schema: z.core.$ZodType;
  readonly kind: Kind;
}

/** The kind of the values that a schema takes; a text with the format `date` is a date. */
export function kindOfSchema(schema: z.core.$ZodType, known: readonly ReadAs[] = []): Kind {
  // A schema that only has another description shares its definition.
  const own = known.find((each) => each.schema._zod.def === schema._zod.def);
  if (own) return own.kind;
  if (z.globalRegistry.get(schema)?.format === "date") return { is: "date" };
  const { type, innerType, in: input, element, valueType, shape, options } = schema._zod.def as unknown as Definition;
  const kindOf = (part: z.core.$ZodType) => kindOfSchema(part, known);
  const wrapped = innerType ?? input;
  if (wrapped) return kindOf(wrapped);
  if (element) return { is: "list", of: kindOf(element) };
  if (valueType) return { is: "map", of: kindOf(valueType) };
  if (shape) return { is: "group", fields: new Map(Object.entries(shape).map(([name, field]) => [name, kindOf(field)])) };
  return options ? eitherOf(options.map(kindOf)) : (plain[type] ?? { is: "any" });
}
