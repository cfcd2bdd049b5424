import { expect, test } from "vitest";
import { openLedger } from "../../src/adapters/git/ledger.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

const ref = "refs/dealbook/automations";

/** Clones that share an origin. */
function clones(count: number): TemporaryRepository[] {
  const bare = temporaryFolder();
  return Array.from({ length: count }, (_, index) => {
    const clone = new TemporaryRepository();
    if (index === 0) clone.git("init", "--quiet", "--bare", bare);
    clone.git("remote", "add", "origin", bare);
    return clone;
  });
}

test("of several who replace a version at once, in clones that share origin, one does", async () => {
  const ledgers = clones(3).map(({ folder }) => openLedger(folder, ref, true));
  let version: string | null = null;
  for (const round of ["first", "second", "third"]) {
    const results = await Promise.all(ledgers.map((ledger, index) => ledger.replace(version, `${round} ${index}`, round)));
    const won = results.findIndex((each) => each !== null);
    expect(results.filter((each) => each !== null)).toHaveLength(1);
    for (const ledger of ledgers) expect(await ledger.read()).toEqual({ version: results[won], text: `${round} ${won}` });
    version = results[won] ?? null;
  }
});

test("in one clone, the same; each version follows the one before", async () => {
  const work = new TemporaryRepository();
  const ledger = openLedger(work.folder, ref, false);
  expect(await ledger.read()).toBeNull();
  const first = await ledger.replace(null, "one", "Begin");
  expect(await ledger.replace(null, "another", "Begin")).toBeNull();
  const second = await ledger.replace(first, "two", "Go on");
  expect(await ledger.replace(first, "three", "Go on")).toBeNull();
  expect(await ledger.read()).toEqual({ version: second, text: "two" });
  expect(work.git("log", "--format=%s", ref)).toBe("Go on\nBegin");
});
