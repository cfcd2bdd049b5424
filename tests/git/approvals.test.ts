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
    ["the rep in finance's name", ["6 gate/approval error", "10 deal/sign-off error"], ["ann", offer()], ["ann", offer(signOff("fay"))]],
    ["a rep", ["6 gate/approval error", "10 deal/sign-off error"], ["fay", offer()], ["ann", offer(signOff("ann"))]],
    ["finance, for their own move", ["6 gate/approval error"], ["fay", offer()], ["fay", offer(signOff("fay"))]],
    ["finance, together with the move", ["6 gate/approval error", "10 deal/sign-off error"], ["fay", offer(signOff("fay"))]],
  ])("is approved by %s", async (_, expected, ...commits) => {
    expect(await judged(...commits)).toEqual(expected);
  });
});

test("an approval is for one move: later changes ask nobody again", async () => {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), "content/people.yaml": people, "content/pipelines/sales.yaml": needsFinance, [acme]: offer() });
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ [acme]: offer("source: Fair") });
  expect((await repository.check()).findings).toEqual([]);
});
