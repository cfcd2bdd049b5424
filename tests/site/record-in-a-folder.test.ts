import { afterAll, beforeAll, expect, test } from "vitest";
import { gitHubRecord } from "../../src/adapters/forge/github-record.ts";
import { type EmulatedForge, emulatedForge } from "./emulated-forge.ts";

const path = "deals/2026/acme.md";

let forge: EmulatedForge;

beforeAll(async () => {
  forge = await emulatedForge();
  await forge.commit({ [`crm/content/${path}`]: "one\n", [path]: "elsewhere\n" }, "A deal");
});

afterAll(() => forge.close());

test("a record in a folder of its repository is read and proposed to there", async () => {
  const { token, url } = forge;
  const record = gitHubRecord({ api: url, owner: "ann", repo: "sales", branch: "main", prefix: "crm/content/", token });
  const from = await record.newest();
  expect([...(await record.read(from, [path, "deals/2026/none.md"]))]).toEqual([[path, "one\n"]]);
  const words = { branch: "deal/acme-won", title: "Acme: won", body: "", isReplacing: false };
  const made = await record.propose({ ...words, from, files: [{ path, text: "two\n" }] });
  expect(made).toMatchObject({ kind: "proposed", branch: "deal/acme-won" });
  expect(await forge.text(`crm/content/${path}`, "deal/acme-won")).toBe("two\n");
  expect(await forge.text(path, "deal/acme-won")).toBe("elsewhere\n");
  const proposal = { branch: "deal/acme-won", number: made.pullRequest?.number ?? 0 };
  expect(await record.isOpen(proposal)).toBe(true);
  await forge.call("PUT", `/pulls/${proposal.number}/merge`, {});
  expect(await record.isOpen(proposal)).toBe(false);
});
