import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Change } from "./temporary-repository.ts";

const shared = fileURLToPath(new URL("../cases/_shared/", import.meta.url));

/** The small content root of the marked cases, under a folder (empty: at the repository's top). */
export function contentFiles(folder = "content"): Change {
  const files = readdirSync(shared, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [join(folder, path.slice(shared.length)).replaceAll("\\", "/"), readFileSync(path, "utf8")];
    }),
  );
}

interface DealText {
  readonly company?: string;
  readonly stage?: string;
  readonly entered?: string;
  /** Further lines of the front matter. */
  readonly more?: readonly string[];
}

/** A deal's text; as it stands, one that begins in the first stage. */
export const dealText = ({ company = "Acme", stage = "lead", entered = "2026-10-01", more = [] }: DealText = {}): string =>
  [
    "---",
    "title: Platform",
    `company: ${company}`,
    "contact: { name: Jane }",
    "pipeline: sales",
    `stage: ${stage}`,
    `stage_entered: ${entered}`,
    "owner: ann",
    ...more,
    "---",
    "Notes.",
    "",
  ].join("\n");

export const interest = "confirmed: { interest: 2026-10-01 }";

/** What a deal needs, besides its documents, to be in the third stage. */
export const readyForContract = [
  interest,
  "amount: { value: 5000, currency: EUR }",
  "qualification: { bant: { budget: 5k, need: Urgent } }",
];

export const proposal = "---\ntemplate: proposal\n---\n## Summary\n\nAll of it.\n\n## Pricing\n\n5,000.\n";

export const nda = "---\ntemplate: nda\n---\n## Parties\n\nBoth.\n";
