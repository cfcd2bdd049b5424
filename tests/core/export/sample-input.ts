import { readContent } from "../../../src/app/load-content.ts";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { type ExportInput, exportInput } from "../../../src/core/export/export-input.ts";
import { type DealVersion, dealVersions, type FileChange } from "../../../src/core/history/deal-versions.ts";
import { factsOf } from "../../../src/core/history/facts.ts";
import { recordOfFile } from "../../../src/core/metrics/place-deal.ts";

/** Every text that spreadsheets, markup or line formats could take for something else. */
export const hostile = [
  "=cmd|' /C calc'!A0",
  "+1",
  "-2+3",
  "@SUM(1)",
  "\tTab",
  "\uff1d1+1",
  "]]>",
  "</script><script>ran()</script>",
  "two\nlines",
  "two\r\nlines",
  'a "quoted", text; with \\n',
  "🦦 otter 🦦",
  "_x000D_",
  "bell \u0007 and \u001b[31m",
  "BEGIN:VEVENT\r\nUID:evil",
] as const;

const settings: Readonly<Record<string, string>> = {
  "dealbook.yaml": "name: Northwind\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\nsite: https://sales.example/book/\n",
  "people.yaml": "roles: { rep: { name: Rep } }\npeople:\n  zack: { name: Zack Lee, role: rep }\n  mei: { name: Mei Tanaka, role: rep }\n",
  "rates.yaml":
    "rates:\n  - { from: 2026-01-01, USD: 0.90 }\n  - { from: 2026-06-01, USD: 0.80, JPY: 0.006 }\n  - { from: 2026-11-01, USD: 0.5 }\n",
  "trainings.yaml": "trainings: [{ id: product, name: Product day, dates: [2026-12-03], led_by: Mei, note: Bring shoes }]\n",
  "pipelines/sales.yaml": `name: Sales
summary: How we sell.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Meet. }
  - { id: offer, name: Offer, kind: open, probability: 50, goal: Offer. }
  - { id: later, name: Later, kind: parked, probability: 0, goal: Wait. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
};

/** A deal's file. The fields are written as they are; what every deal has is filled in. */
export function dealText(fields: Readonly<Record<string, unknown>>): string {
  const base = { title: "Title", company: "Acme", pipeline: "sales", stage: "lead", stage_entered: "2026-11-02", owner: "zack" };
  const lines = Object.entries({ ...base, ...fields }).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join("")}---\nNotes of nobody's business\n`;
}

/** A version of a deal's file, as the commit of a moment recorded it. */
export interface Commit {
  readonly at: string;
  readonly text: string;
  readonly author?: string;
}

const changeOf = (slug: string, { at, text, author = "Zack Lee" }: Commit): FileChange => ({
  path: `deals/2026/${slug}.md`,
  facts: factsOf(text),
  isRemoved: false,
  recorded: Date.parse(at),
  commit: `commit of ${at}`,
  author,
});

/** The versions of one deal. */
const versionsOf = (slug: string, commits: readonly Commit[]): DealVersion[] =>
  dealVersions(commits.map((each) => changeOf(slug, each))).get(slug) ?? [];

/** What exports are made from, given deals by slug, their commits, and settings that differ. */
export function inputOf(
  deals: Readonly<Record<string, string>>,
  commits: Readonly<Record<string, readonly Commit[]>> = {},
  others: Readonly<Record<string, string>> = {},
): ExportInput {
  const files = Object.entries(deals).map(([slug, text]) => [`deals/2026/${slug}.md`, text] as const);
  const texts = new Map([...Object.entries({ ...settings, ...others }), ...files]);
  const content = readContent({ paths: [...texts.keys()].sort(), texts });
  const versions = new Map(Object.entries(commits).map(([slug, each]) => [slug, versionsOf(slug, each)]));
  const records = content.deals.files.flatMap((file) => recordOfFile(file, content.settings, versions) ?? []);
  return exportInput({ settings: content.settings, records, today: "2026-11-21" as BusinessDate });
}

/** Deals that carry every hostile text in every field that holds texts. */
export const hostileInput = (): ExportInput =>
  inputOf(
    Object.fromEntries(
      hostile.map((text, index) => [
        `deal-${String(index).padStart(2, "0")}`,
        dealText({
          title: text,
          company: text,
          source: text,
          amount: { value: "-1000.5", currency: "EUR" },
          expected_close: "2026-12-24",
          next_step: { action: text, due: "2026-11-25" },
          history: [{ stage: "gone", entered: "2026-10-01" }],
          activities: [{ date: "2026-11-03", kind: "call", by: "mei", note: text }],
        }),
      ]),
    ),
    { "deal-00": [{ at: "2026-11-02T09:00:00Z", text: dealText({}), author: hostile[0] }] },
    {
      "people.yaml": `roles: { rep: { name: Rep } }\npeople: { zack: { name: ${JSON.stringify(hostile[6])}, role: rep }, mei: { name: Mei, role: rep } }\n`,
    },
  );
