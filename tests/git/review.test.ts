import { join } from "node:path";
import { expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { loadRecords } from "../../src/app/load-records.ts";
import { loadRuleCommits, reviewSource } from "../../src/app/show-review.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { weeklyReviews } from "../../src/core/review/weeks.ts";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { TemporaryRepository, temporaryFolder } from "./temporary-repository.ts";

const today = "2026-10-14" as BusinessDate;

async function load(folder: string) {
  const root = join(folder, "content");
  const repository = (await openRepository(root))?.repository ?? null;
  return { repository, loaded: await loadRecords({ reader: folderReader(root), repository, today }) };
}

const amount = "amount: { value: 1000, currency: EUR }";

test("a page for every week can be made from the record, deals whose files are gone included", async () => {
  const it = new TemporaryRepository();
  // Friday 2 October 2026; each commit is a day later.
  it.commit({ ...contentFiles(), "content/deals/2026/acme.md": dealText({ more: [interest, amount] }) });
  it.commit({ "content/deals/2026/gone.md": dealText({ more: [amount] }) });
  it.commit({ "content/deals/2026/acme.md": dealText({ stage: "offer", more: [interest, amount] }) });
  it.commit({ "content/deals/2026/gone.md": null });
  const { repository, loaded } = await load(it.folder);
  const weeks = weeklyReviews(reviewSource(loaded), today);
  expect(
    weeks.map(({ week, period, before, after, groups }) => [
      week,
      period.until,
      before.minor,
      after.minor,
      ...groups.map(({ kind }) => kind),
    ]),
  ).toEqual([
    ["2026-W40", "2026-10-04", 0, 50_000, "new", "advanced"],
    ["2026-W41", "2026-10-11", 50_000, 40_000, "removed"],
    ["2026-W42", "2026-10-14", 40_000, 40_000],
  ]);
  const [start, ...others] = await loadRuleCommits(repository, "main");
  expect([start?.paths.length, others]).toEqual([5, []]);
});

test("without a record there are no weeks and no changes of rules", async () => {
  const it = new TemporaryRepository(temporaryFolder());
  it.write(contentFiles());
  const { repository, loaded } = await load(it.folder);
  expect(weeklyReviews(reviewSource(loaded), today)).toEqual([]);
  expect([await loadRuleCommits(repository, "main"), await loadRuleCommits(null, "main")]).toEqual([[], []]);
});
