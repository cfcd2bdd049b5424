import { z } from "zod";
import type { BusinessDate } from "../calendar/business-date.ts";
import { isCurrency, type Money, parseMoney } from "../money/money.ts";
import { businessDate, filledText, id } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { type YamlPath, YamlSource } from "../text/yaml-source.ts";

/** `{ value: 48000, currency: EUR }`, read into exact minor units. */
export const moneySchema = z
  .strictObject(
    {
      value: z.union([z.number(), z.string()], "expected a number").meta({ description: "The amount as a decimal." }),
      currency: z.string("expected a currency code").meta({ description: "ISO 4217 currency code." }),
    },
    "expected a value and a currency, such as { value: 48000, currency: EUR }",
  )
  .transform((source, context): Money => {
    const money = parseMoney(source.value, source.currency);
    if (typeof money !== "string") return money;
    const path = [isCurrency(source.currency) ? "value" : "currency"];
    context.issues.push({ code: "custom", input: source, path, message: money });
    return z.NEVER;
  });

const quotaSchema = z.union([
  z
    .strictObject({ amount: moneySchema, per: z.enum(["month", "quarter", "year"]) })
    .meta({ description: "Revenue to win in each period." }),
  z
    .strictObject({ qualified: z.int().positive(), per: z.enum(["month", "quarter", "year"]) })
    .meta({ description: "Qualified opportunities to create in each period." }),
]);

/** What is expected of a role or person in each period. */
export type Quota = z.output<typeof quotaSchema>;

const roleSchema = z.strictObject({
  name: filledText,
  responsibility: filledText.optional().meta({ description: "Primary responsibility, in one sentence." }),
  focus: filledText.optional().meta({ description: "Where this role concentrates." }),
  quota: quotaSchema.optional(),
  approves: z.array(id).optional().meta({ description: "Other roles for which people of this role may approve, too." }),
  imports: z.literal(true).optional().meta({ description: "People of this role may bring in deals from another system." }),
});

const personSchema = z.strictObject({
  name: filledText,
  role: id.meta({ description: "One of the roles above." }),
  email: z.email("expected an e-mail address").optional(),
  emails: z.array(z.email("expected an e-mail address")).optional().meta({ description: "Other addresses that their commits may have." }),
  github: filledText.optional().meta({ description: "User name on the forge." }),
  quota: quotaSchema.optional().meta({ description: "Where it differs from the role's." }),
  from: businessDate.optional().meta({ description: "First day in the role." }),
  until: businessDate.optional().meta({ description: "Last day, for those who have left; their deals stay theirs." }),
});

/** The schema of `people.yaml`. */
export const peopleSchema = z
  .strictObject({ roles: z.record(id, roleSchema), people: z.record(id, personSchema) })
  .meta({ title: "Dealbook people" });

/** Somebody who works on deals. */
export type Person = z.output<typeof personSchema>;
/** Roles and people by id. */
export type People = z.output<typeof peopleSchema>;

/** True where somebody is in their role on a day. */
export const isThere = ({ from, until }: Person, day: BusinessDate): boolean => (from ?? day) <= day && (until ?? day) >= day;

/** Id of the person whose commits have an address. */
export const personOf = (people: People | null, address: string): string | undefined =>
  Object.entries(people?.people ?? {}).find(([, { email, emails = [] }]) =>
    [...(email === undefined ? [] : [email]), ...emails].some((each) => each.toLowerCase() === address.toLowerCase()),
  )?.[0];

const codes = {
  unreadable: "people/unreadable",
  unknownField: "people/unknown-field",
  missingField: "people/missing-field",
  invalidField: "people/invalid-field",
};

/** Where people.yaml names a role that it does not define. */
function strangeRoles({ roles, people }: People): { readonly path: YamlPath; readonly role: string }[] {
  const named = [
    ...Object.entries(people).map(([personId, { role }]) => ({ path: ["people", personId, "role"], role })),
    ...Object.entries(roles).flatMap(([roleId, { approves = [] }]) =>
      approves.map((role, index) => ({ path: ["roles", roleId, "approves", index], role })),
    ),
  ];
  return named.filter(({ role }) => !Object.hasOwn(roles, role));
}

/** Reads the text of `people.yaml`; every role that it names must be one of its roles. */
export function parsePeople(text: string): Read<People> {
  const source = new YamlSource(text);
  const read = readSource(source, peopleSchema, codes);
  if (read.value === null) return read;
  const hint = `Roles: ${Object.keys(read.value.roles).join(", ")}.`;
  const problems = strangeRoles(read.value).map(({ path, role }) => ({
    code: "people/unknown-role",
    at: source.locate(path),
    message: `"${role}" is not a role.`,
    hint,
  }));
  return problems.length > 0 ? { value: null, problems } : read;
}
