import { expect, test } from "vitest";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { dealbook } from "./dealbook-process.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

const acme = "content/deals/2026/acme.md";
const lead = dealText({ more: [interest] });
const offer = dealText({ stage: "offer", entered: "2026-10-03", more: [interest] });
const jump = dealText({ stage: "contract", entered: "2026-10-04", more: [interest, "amount: { value: 5000, currency: EUR }"] });

const cursor = (work: TemporaryRepository): string => work.git("for-each-ref", "--format=%(objectname)", "refs/dealbook/audit");

test("an audit tells who went round the gate since the last one, and keeps how far it came only when asked", () => {
  const work = new TemporaryRepository();
  const first = work.commit({ ...contentFiles(), [acme]: lead });
  const started = dealbook(work.folder, ["audit", "--write"]);
  expect(started).toMatchObject({ code: 0, out: expect.stringContaining("Nothing has been audited yet.") });
  expect(cursor(work)).toBe(first);

  work.commit({ [acme]: offer });
  const clean = dealbook(work.folder, ["audit"]);
  expect(clean).toMatchObject({ code: 0, out: expect.stringContaining("✓ Nothing went round the gate.") });
  expect(cursor(work)).toBe(first);
  dealbook(work.folder, ["audit", "--write"]);

  const bad = work.commit({ [acme]: lead }, "mallory");
  const tip = work.commit({ "content/deals/2026/beta.md": jump });
  const { code, out } = dealbook(work.folder, ["audit", "--write", "--json"]);
  const { rounds, issue, count } = JSON.parse(out);
  expect({ code, count, title: issue.title }).toEqual({ code: 1, count: 2, title: "Audit: 2 commits went round the gate" });
  expect(rounds[0]).toMatchObject({ commit: bad, author: "mallory" });
  expect(rounds[0].findings[0]).toMatchObject({ code: "stage/backward", file: acme, line: 6 });
  expect(issue.body).toContain("mallory");
  expect(cursor(work)).toBe(tip);
  expect(dealbook(work.folder, ["audit"]).code).toBe(0);
  expect(dealbook(work.folder, ["audit", "--since", first]).out).toContain(`${acme}:6`);
});

test("a record that was rewritten is told of", () => {
  const work = new TemporaryRepository();
  work.commit({ ...contentFiles(), [acme]: lead });
  work.commit({ [acme]: offer });
  dealbook(work.folder, ["audit", "--write"]);
  work.git("reset", "--quiet", "--hard", "HEAD~1");
  work.commit({ "content/handbook/index.md": "# Welcome\n" });
  expect(dealbook(work.folder, ["audit"])).toMatchObject({ code: 1, out: expect.stringContaining("has been rewritten") });
});

test("an unknown commit to begin after is refused", () => {
  const work = new TemporaryRepository();
  work.commit({ ...contentFiles() });
  expect(dealbook(work.folder, ["audit", "--since", "nowhere"])).toMatchObject({ code: 2 });
});
