import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Rep, rep } from "../rep.ts";

/** Absolute path of an export made by hand. */
export const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/imports/${name}`, import.meta.url));

/** Its text. */
export const fixtureText = (name: string): string => readFileSync(fixture(name), "utf8");

const pipeline = `
name: Sales
summary: A pipeline.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }, { id: silence, name: Silence }]
stages:
  - id: lead
    name: Lead
    kind: open
    probability: 15
    goal: Find.
    exit: [{ field: contact.name, say: The contact is known. }]
  - { id: offer, name: Offer, kind: open, probability: 40, goal: Offer. }
  - id: contract
    name: Contract
    kind: open
    probability: 80
    goal: Sign.
    exit: [{ field: amount.value, say: The price is known. }]
  - { id: waiting, name: Waiting, kind: parked, probability: 5, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`;

const people = `
roles: { ae: { name: AE }, ops: { name: Operations, imports: true } }
people:
  ann: { name: Ann Archer, role: ae, email: ann@example.com }
  bob: { name: Bob Baker, role: ae, email: bob@example.com }
  olga: { name: Olga, role: ops, email: rep@example.com }
`;

/** A clone of somebody who may import, in a company without a deal; `mapping` is the text of a mapping file by its name. */
export function office(mapping: Readonly<Record<string, string>> = {}): Rep {
  const mappings = Object.entries(mapping).map(([name, text]) => [`content/imports/${name}.yaml`, text]);
  return rep({
    files: {
      "content/dealbook.yaml": "name: Test\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
      "content/people.yaml": people,
      "content/pipelines/sales.yaml": pipeline,
      ...Object.fromEntries(mappings),
    },
  });
}

/** What `import --json` says of each thing in the file, by its title. */
export interface Item {
  readonly place: string;
  readonly title: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly missing: readonly string[];
  readonly file: string | null;
}

/** Runs an import, and reads its data. */
export async function imported(
  { dealbook }: Rep,
  ...args: string[]
): Promise<{ code: number; items: Item[]; counts: Record<string, number> }> {
  const { code, out, err } = await dealbook("import", ...args, "--pipeline", "sales", "--json");
  if (code === 2) throw new Error(err);
  return { code, ...JSON.parse(out) };
}

/** The texts of all deals, by path. */
export function deals({ git, folder }: Rep): Map<string, string> {
  const paths = git("ls-files", "content/deals").trim().split("\n");
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
