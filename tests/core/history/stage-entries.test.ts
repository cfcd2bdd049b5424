import { describe, expect, test } from "vitest";
import { dealVersions } from "../../../src/core/history/deal-versions.ts";
import { factsOf } from "../../../src/core/history/facts.ts";
import { stageEntries, standingEntries } from "../../../src/core/history/stage-entries.ts";
import { deal } from "../metrics/records.ts";

const path = "deals/2026/acme.md";

const text = (stage: string, entered: string, more = ""): string =>
  `---\ntitle: T\ncompany: Acme\npipeline: sales\nstage: ${stage}\nstage_entered: ${entered}\nowner: zack\n${more}---\nNotes\n`;

const version = (commit: string, content: string | null, at = path) => ({
  path: at,
  facts: factsOf(content),
  isRemoved: content === null,
  recorded: Date.parse("2026-11-01"),
  commit,
  author: "Zack",
});

const short = (entries: ReturnType<typeof stageEntries>) =>
  entries.map(({ stage, entered, recorded }) => [stage, entered, recorded?.commit]);

test("a deal that is not committed has its imported history and its stage", () => {
  const imported = deal("acme", { stage: "offer", stage_entered: "2026-03-01", history: [{ stage: "lead", entered: "2026-01-01" }] });
  expect(short(stageEntries(imported))).toEqual([
    ["lead", "2026-01-01", undefined],
    ["offer", "2026-03-01", undefined],
  ]);
});

test("an entry that the imported history and git both know is listed once, with its commit", () => {
  const history = "history:\n  - { stage: lead, entered: 2026-01-01 }\n  - { stage: offer, entered: 2026-03-01 }\n";
  const versions = dealVersions([
    version("c1", text("offer", "2026-03-01", history)),
    version("c2", text("talk", "2026-04-01", history)),
  ]).get("acme");
  const imported = [
    { stage: "lead", entered: "2026-01-01" },
    { stage: "offer", entered: "2026-03-01" },
  ];
  const now = deal("acme", { stage: "talk", stage_entered: "2026-04-01", history: imported });
  expect(short(stageEntries(now, versions))).toEqual([
    ["lead", "2026-01-01", undefined],
    ["offer", "2026-03-01", "c1"],
    ["talk", "2026-04-01", "c2"],
  ]);
});

test("what the imported history says of another pipeline is an entry of its own, though stage and day are the same", () => {
  const imported = deal("acme", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-02-01" },
    history: [
      { pipeline: "leads", stage: "contact", entered: "2026-01-01" },
      { pipeline: "leads", stage: "meeting", entered: "2026-02-01" },
    ],
  });
  expect(stageEntries(imported).map(({ pipeline, stage }) => `${pipeline}/${stage}`)).toEqual([
    ...["leads/contact", "leads/meeting", "sales/meeting"],
  ]);
});

test("a corrected date replaces the one that the imported history has, too", () => {
  const history = [
    { stage: "lead", entered: "2026-01-01" },
    { stage: "offer", entered: "2026-03-01" },
  ];
  const versions = dealVersions([version("c1", text("offer", "2026-03-01")), version("c2", text("offer", "2026-03-09"))]).get("acme");
  expect(short(stageEntries(deal("acme", { stage: "offer", stage_entered: "2026-03-09", history }), versions))).toEqual([
    ["lead", "2026-01-01", undefined],
    ["offer", "2026-03-09", "c1"],
  ]);
});

test("a version that changes something else adds nothing; a corrected date replaces the wrong one", () => {
  const versions = dealVersions([
    version("c1", text("lead", "2026-01-01")),
    version("c2", text("lead", "2026-01-01", "source: event\n")),
    version("c3", text("offer", "2026-02-20")),
    version("c4", text("offer", "2026-02-02")),
  ]).get("acme");
  expect(short(stageEntries(deal("acme", { stage: "offer", stage_entered: "2026-02-02" }), versions))).toEqual([
    ["lead", "2026-01-01", "c1"],
    ["offer", "2026-02-02", "c3"],
  ]);
});

test("a deal may enter a stage a second time, and be ahead of its last commit", () => {
  const versions = dealVersions([
    version("c1", text("lead", "2026-01-01")),
    version("c2", text("offer", "2026-02-01")),
    version("c3", text("lead", "2026-03-01")),
  ]).get("acme");
  expect(short(stageEntries(deal("acme", { stage: "offer", stage_entered: "2026-04-01" }), versions))).toEqual([
    ["lead", "2026-01-01", "c1"],
    ["offer", "2026-02-01", "c2"],
    ["lead", "2026-03-01", "c3"],
    ["offer", "2026-04-01", undefined],
  ]);
});

describe("a move that was reverted", () => {
  const standing = (...all: Parameters<typeof stageEntries>) => standingEntries(stageEntries(...all));
  const moved = [version("c1", text("lead", "2026-01-01")), version("c2", text("offer", "2026-02-01"))];
  const reverted = [...moved, version("c3", text("lead", "2026-01-01"))];

  test("never happened", () => {
    const now = deal("acme", { stage: "lead", stage_entered: "2026-01-01" });
    expect(short(standing(now, dealVersions(reverted).get("acme")))).toEqual([["lead", "2026-01-01", "c1"]]);
    expect(short(standing(now, dealVersions(moved).get("acme")))).toEqual([["lead", "2026-01-01", "c1"]]);
  });

  test("stays on the record, with what took it back", () => {
    const now = deal("acme", { stage: "lead", stage_entered: "2026-01-01" });
    expect(short(stageEntries(now, dealVersions(reverted).get("acme")))).toEqual([
      ["lead", "2026-01-01", "c1"],
      ["offer", "2026-02-01", "c2"],
      ["lead", "2026-01-01", "c3"],
    ]);
  });

  test("happened after all, where the revert was reverted", () => {
    const versions = dealVersions([...reverted, version("c4", text("offer", "2026-02-01"))]).get("acme");
    expect(short(standing(deal("acme", { stage: "offer", stage_entered: "2026-02-01" }), versions))).toEqual([
      ["lead", "2026-01-01", "c1"],
      ["offer", "2026-02-01", "c4"],
    ]);
  });

  test("takes those after it along", () => {
    const versions = dealVersions([...moved, version("c3", text("won", "2026-03-01")), version("c4", text("lead", "2026-01-01"))]);
    expect(short(standing(deal("acme", { stage: "lead", stage_entered: "2026-01-01" }), versions.get("acme")))).toEqual([
      ["lead", "2026-01-01", "c1"],
    ]);
  });

  test("is none where a deal went there and back on one day", () => {
    const versions = dealVersions([
      version("c1", text("lead", "2026-01-01")),
      version("c2", text("offer", "2026-01-01")),
      version("c3", text("lead", "2026-01-01")),
    ]).get("acme");
    const now = deal("acme", { stage: "lead", stage_entered: "2026-01-01" });
    expect(standing(now, versions).map(({ stage }) => stage)).toEqual(["lead", "offer", "lead"]);
  });
});

test("broken versions and documents say nothing; a deal that is taken away and comes back is the same deal", () => {
  const versions = dealVersions([
    version("c1", text("lead", "2026-01-01")),
    version("c2", "---\ntitle: [\n---\n"),
    version("c3", "# Minutes", "deals/2026/acme/minutes.md"),
    version("c4", null),
    version("c5", text("offer", "2026-02-01"), "deals/2027/acme.md"),
  ]);
  expect([...versions].map(([slug, found]) => [slug, found.map(({ commit }) => commit)])).toEqual([["acme", ["c1", "c4", "c5"]]]);
});
