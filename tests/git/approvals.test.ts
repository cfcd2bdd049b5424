import { describe, expect, test } from "vitest";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

const acme = "content/deals/2026/acme.md";
const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);
const people = `roles:
  rep: { name: Rep }
  finance: { name: Finance }
  ceo: { name: CEO, approves: [finance] }
people:
  ann: { name: Ann, role: rep, email: ann@example.com }
  fay: { name: Fay, role: finance, email: fay@example.com }
  cio: { name: Cio, role: ceo, email: cio@example.com }
  old: { name: Old, role: finance, email: old@example.com, until: 2026-10-01 }
  two: { name: Two, role: finance, email: two@example.com, emails: [second@example.com] }
`;
const needsFinance = pipeline.replace("    exit:\n", "    exit:\n      - { approval: finance, say: Finance has approved the offer. }\n");

const signOff = (by: string, role = "finance") => `approvals: [{ role: ${role}, by: ${by}, date: 2026-10-05 }]`;
const offer = (...more: string[]) => dealText({ stage: "offer", entered: "2026-10-05", more: [interest, ...more] });
const lead = (...more: string[]) => dealText({ more: [interest, ...more] });

/** Each commit by its author, who signs it with `<name>@example.com`. */
async function judged(...commits: readonly (readonly [author: string, text: string])[]): Promise<string[]> {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), "content/people.yaml": people, "content/pipelines/sales.yaml": needsFinance, [acme]: lead() });
  repository.git("switch", "--quiet", "--create", "work");
  for (const [author, text] of commits) repository.commit({ [acme]: text }, author);
  const { findings } = await repository.check();
  return findings.map(({ line, code, severity }) => `${line} ${code} ${severity}`);
}

describe("a move that finance approves", () => {
  test.each<[string, string[], ...(readonly [string, string])[]]>([
    ["nobody", ["6 gate/approval error"], ["ann", offer()]],
    ["finance, in a commit of their own", [], ["ann", offer()], ["fay", offer(signOff("fay"))]],
    ["somebody who may approve for finance", [], ["ann", offer()], ["cio", offer(signOff("cio"))]],
    ["finance, before the move", [], ["fay", lead(signOff("fay"))], ["ann", offer(signOff("fay"))]],
    ["the rep in finance's name", ["10 deal/sign-off error"], ["ann", offer()], ["ann", offer(signOff("fay"))]],
    ["a rep", ["10 deal/sign-off error"], ["fay", offer()], ["ann", offer(signOff("ann"))]],
    ["finance, for their own move", ["6 gate/approval error"], ["fay", offer()], ["fay", offer(signOff("fay"))]],
    ["finance, together with the move", ["10 deal/sign-off error"], ["fay", offer(signOff("fay"))]],
  ])("is approved by %s", async (_, expected, ...commits) => {
    expect(await judged(...commits)).toEqual(expected);
  });
});

/** A deal that finance has let into the second stage; the third asks again. */
function approvedOnce(more: readonly string[] = []) {
  const repository = new TemporaryRepository();
  const again = "      - { approval: finance, say: Finance has approved the contract. }\n";
  const twice = needsFinance.replace("      - { answers: bant,", `${again}      - { answers: bant,`);
  repository.commit({ ...contentFiles(), "content/people.yaml": people, "content/pipelines/sales.yaml": twice, [acme]: offer(...more) });
  repository.git("switch", "--quiet", "--create", "work");
  return repository;
}

const codes = async (repository: TemporaryRepository): Promise<string[]> =>
  (await repository.check()).findings.map(({ code }) => code).filter((code) => code === "gate/approval" || code === "deal/sign-off");

const contract = (...more: string[]) => dealText({ stage: "contract", entered: "2026-10-09", more: [interest, ...more] });

describe("who is behind a move and an approval", () => {
  test("a sign-off is not used twice", async () => {
    const repository = approvedOnce([signOff("fay")]);
    repository.commit({ [acme]: contract(signOff("fay")) }, "ann");
    expect(await codes(repository)).toEqual(["gate/approval"]);
  });

  test("what changes after the sign-off was not approved", async () => {
    const repository = approvedOnce();
    repository.commit({ [acme]: contract("amount: { value: 100, currency: EUR }") }, "ann");
    repository.commit({ [acme]: contract("amount: { value: 100, currency: EUR }", signOff("fay")) }, "fay");
    expect(await codes(repository)).toEqual([]);
    repository.commit({ [acme]: contract("amount: { value: 900, currency: EUR }", signOff("fay")) }, "ann");
    expect(await codes(repository)).toEqual(["gate/approval"]);
  });

  test.each<[string, string[], ...(readonly [string, string])[]]>([
    ["by somebody who has left", ["10 deal/sign-off error"], ["ann", offer()], ["old", offer(signOff("old"))]],
    ["by the mover, under a second address", ["6 gate/approval error"], ["second", offer()], ["two", offer(signOff("two"))]],
    ["where nobody knows who moved it", ["6 gate/approval error"], ["stranger", offer()], ["fay", offer(signOff("fay"))]],
    [
      "by somebody who hid the move behind a slip",
      ["6 gate/approval error"],
      ["fay", `${offer().replace("title:", 'title: "')}`],
      ["ann", offer()],
      ["fay", offer(signOff("fay"))],
    ],
  ])("%s", async (_, expected, ...commits) => {
    expect(await judged(...commits)).toEqual(expected);
  });

  test("a move that is hidden in a merge is a move of who merged", async () => {
    const repository = approvedOnce();
    repository.git("switch", "--quiet", "--create", "side");
    repository.commit({ "README.md": "x" });
    repository.git("switch", "--quiet", "work");
    repository.commit({ "NOTES.md": "y" });
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "side");
    repository.write({ [acme]: contract() });
    repository.commit({}, "fay");
    repository.commit({ [acme]: contract(signOff("fay")) }, "fay");
    expect(await codes(repository)).toEqual(["gate/approval"]);
  });

  test("a deal that changes its folder keeps its commits", async () => {
    const repository = approvedOnce();
    const moved = "content/deals/2027/acme.md";
    repository.commit({ [acme]: contract() }, "ann");
    repository.commit({ [acme]: contract(signOff("fay")) }, "fay");
    repository.commit({ [acme]: null, [moved]: contract(signOff("fay")) }, "ann");
    expect(await codes(repository)).toEqual([]);
  });

  test("a change does not appoint its own approvers", async () => {
    const repository = approvedOnce();
    repository.commit({ [acme]: contract(), "content/people.yaml": people.replace("fay@example.com", "ann@example.com") }, "stranger");
    repository.commit({ [acme]: contract(signOff("fay")) }, "ann");
    expect(await codes(repository)).toEqual(["deal/sign-off"]);
  });
});

test("an approval is for one move: later changes ask nobody again", async () => {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), "content/people.yaml": people, "content/pipelines/sales.yaml": needsFinance, [acme]: offer() });
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ [acme]: offer("source: Fair") });
  expect((await repository.check()).findings).toEqual([]);
});
