import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deals, fixture, fixtureText, imported, office } from "./office.ts";

/** For each system an export that holds addresses, and the answers that it needs. */
const exports = [
  {
    system: "trello",
    files: ["trello-board.json"],
    mapping: 'stages: { Ideas: skip }\npeople: { "": ann, Robert (Bob) Baker: bob }\nlost_reasons: { "": silence }\n',
  },
  {
    system: "hubspot",
    files: ["hubspot-stages.csv"],
    mapping:
      "stages: { Appointment Scheduled: lead, Qualified To Buy: lead, Presentation Scheduled: offer, Decision Maker Bought-In: offer, Contract Sent: contract }\n",
  },
  { system: "salesforce", files: ["salesforce-report.csv"], mapping: "" },
  {
    system: "pipedrive",
    files: ["pipedrive-es.csv"],
    mapping:
      "columns: { title: Negocio - Título, stage: Negocio - Etapa, contact: Negocio - Persona de contacto, owner: Negocio - Propietario }\n",
  },
  { system: "monday", files: ["monday-board.csv"], mapping: "currency: EUR\n" },
  {
    system: "csv",
    files: ["deals-iso.csv"],
    mapping:
      'columns: { title: Deal, company: Organisation, stage: Phase, owner: Rep, notes: Hint }\npeople: { "": ann, Bob: bob }\nlost_reasons: { "": price, Too expensive: price }\n',
  },
];

describe.each(exports)("$system", ({ system, files, mapping }) => {
  test("no secret and no e-mail address comes along that was not asked for", async () => {
    expect(files.map(fixtureText).join("\n")).toMatch(/@[\w-]+\.example|secret.*@/);
    const it = office({ [`${system}-sales`]: `from: ${system}\n${mapping}` });
    const { counts } = await imported(it, system, ...files.map(fixture), "--write");
    expect(counts.new).toBeGreaterThan(0);
    const texts = [...deals(it).values()].join("\n");
    expect(texts).not.toMatch(/@|secret/);
    expect(it.git("log", "-1", "--format=%B")).not.toMatch(/@|secret/);
  });
});

test("an address comes along where the mapping asks for its column, or for those in texts", async () => {
  const columns = "columns: { title: Deal, stage: Stage, owner: Owner, contact: Contact, contact_email: Address, notes: Notes }\n";
  const table = "Deal,Stage,Owner,Contact,Address,Notes\nPilot,Lead,Bob Baker,Jane Roe,jane@acme.example,Call bo@acme.example\n";
  const made = [];
  for (const emails of ["leave-out", "keep"]) {
    const it = office({ "csv-sales": `from: csv\n${columns}emails: ${emails}\n` });
    writeFileSync(join(it.folder, "deals.csv"), table);
    await imported(it, "csv", "deals.csv", "--write");
    made.push([...deals(it).values()].join());
  }
  expect(made[0]).toContain("email: jane@acme.example\n");
  expect(made[0]).not.toContain("bo@acme.example");
  expect(made[1]).toContain("\nCall bo@acme.example\n");
});

test("names of people are those of people.yaml, never the other system's", async () => {
  const it = office({ "trello-sales": `from: trello\n${exports[0]?.mapping}` });
  await imported(it, "trello", fixture("trello-board.json"), "--write");
  expect([...deals(it).values()].join("\n")).not.toMatch(/Archer|Baker|ann1|bob1/);
});
