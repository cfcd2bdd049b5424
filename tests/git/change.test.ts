import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/core/check/report.ts";
import { contentFiles, dealText, interest, nda, proposal, readyForContract } from "./content-files.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

const acme = "content/deals/2026/acme.md";

const found = ({ findings }: CheckReport): string[] =>
  findings.map(({ file, line, code }) => `${file}${line === undefined ? "" : `:${line}`} ${code}`);

const beside = ({ elsewhere }: CheckReport): string[] => elsewhere.map(({ file, code }) => `${file} ${code}`);

function start(files: Parameters<TemporaryRepository["commit"]>[0] = {}): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), [acme]: dealText(), ...files });
  repository.git("switch", "--quiet", "--create", "work");
  return repository;
}

const contractFiles = (slug: string, company = slug) => ({
  [`content/deals/2026/${slug}.md`]: dealText({ company, stage: "contract", more: readyForContract }),
  [`content/deals/2026/${slug}/proposal.md`]: proposal,
  [`content/deals/2026/${slug}/nda.md`]: nda,
});

describe("one change", () => {
  test("a deal that skips a stage gives one finding, on its stage line, naming the stage allowed", async () => {
    const repository = start();
    repository.write({ [acme]: dealText({ stage: "contract" }) });
    const { findings, elsewhere, deals, counts } = await repository.check();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "stage/jump", file: "deals/2026/acme.md", line: 6, severity: "error" });
    expect(findings[0]?.message).toContain('"offer"');
    expect({ elsewhere, counts }).toEqual({ elsewhere: [], counts: { deals: 1, pages: 0, changed: 1 } });
    expect(deals).toEqual([
      { slug: "acme", file: "deals/2026/acme.md", title: "Acme | Platform", isNew: false, from: "Lead", to: "Contract" },
    ]);
  });

  test("a deal that advances properly gives none", async () => {
    const repository = start();
    repository.commit({ [acme]: dealText({ stage: "offer", entered: "2026-10-05", more: [interest] }) });
    expect(found(await repository.check())).toEqual([]);
  });

  test("several commits are judged as one move from the base", async () => {
    const repository = start();
    repository.commit({ [acme]: dealText({ stage: "offer", entered: "2026-10-05", more: [interest] }) });
    repository.commit({
      ...contractFiles("acme", "Acme"),
      [acme]: dealText({ company: "Acme", stage: "contract", entered: "2026-10-06", more: readyForContract }),
    });
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md:6 stage/jump"]);
  });
});

test("many mistakes in one run: each its own finding at its own line, and nothing else", async () => {
  const lead = (company: string, more: string[] = []) => dealText({ company, more });
  const repository = start({
    ...contractFiles("deleted"),
    ...contractFiles("old-name", "Renamed"),
    "content/deals/2026/broken.md": lead("Broken"),
    "content/deals/2026/misspelt.md": lead("Misspelt"),
    ...contractFiles("shortened"),
    "content/deals/2026/lost.md": lead("Lost"),
    "content/deals/2026/undated.md": lead("Undated", [interest]),
    "content/deals/2026/untouched.md": lead("Untouched"),
  });
  repository.commit({
    "content/deals/2026/deleted.md": null,
    "content/deals/2026/deleted/proposal.md": null,
    "content/deals/2026/deleted/nda.md": null,
    "content/deals/2026/old-name.md": null,
    "content/deals/2026/old-name/proposal.md": null,
    "content/deals/2026/old-name/nda.md": null,
    ...contractFiles("new-name", "Renamed"),
    "content/deals/2026/born-late.md": dealText({ company: "Born late", stage: "contract" }),
    "content/deals/2026/broken.md": lead("Broken").replace("title: Platform", 'title: "Platform'),
    "content/deals/2026/misspelt.md": lead("Misspelt", ["expected_clsoe: 2026-12-01"]),
    "content/deals/2026/shortened/proposal.md": proposal.replace("## Summary\n\nAll of it.\n\n", ""),
    "content/deals/2026/lost.md": dealText({ company: "Lost", stage: "lost", entered: "2026-10-05" }),
    "content/deals/2026/undated.md": dealText({ company: "Undated", stage: "offer", more: [interest] }),
  });
  const report = await repository.check();
  expect(found(report)).toEqual([
    "deals/2026/born-late.md:6 stage/entry",
    "deals/2026/broken.md:2 deal/unreadable",
    "deals/2026/deleted.md deal/deleted",
    "deals/2026/lost.md:6 stage/reason",
    "deals/2026/misspelt.md:9 deal/unknown-field",
    "deals/2026/new-name.md deal/renamed",
    "deals/2026/shortened/proposal.md:4 gate/document",
    "deals/2026/undated.md:7 stage/date",
  ]);
  expect(report.elsewhere).toEqual([]);
  expect(report.deals.filter(({ isDeleted }) => isDeleted).map(({ title }) => title)).toEqual(["deleted | Platform"]);
});

describe("what was broken before", () => {
  const broken = { "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offr" }) };

  test("is reported beside a change of the handbook, and does not fail it", async () => {
    const repository = start({ ...broken, "content/handbook/index.md": "# Welcome\n" });
    repository.commit({ "content/handbook/index.md": "# Welcome to sales\n" });
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({ found: [], beside: ["deals/2026/zeta.md deal/unknown-stage"] });
  });

  test("is not even read with changedOnly", async () => {
    const repository = start(broken);
    repository.commit({ [acme]: dealText({ more: ["source: Fair"] }) });
    const report = await repository.check({ changedOnly: true });
    expect({ found: found(report), beside: beside(report), deals: report.counts.deals }).toEqual({ found: [], beside: [], deals: 1 });
  });

  test("stays beside a change of something else in the same deal", async () => {
    const repository = start({ "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offer" }) });
    repository.commit({ "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offer", more: ["source: Fair"] }) });
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({ found: [], beside: ["deals/2026/zeta.md gate/confirm"] });
  });

  test("counts once the deal moves", async () => {
    const repository = start({ "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offer" }) });
    repository.commit({
      ...contractFiles("zeta", "Zeta"),
      "content/deals/2026/zeta.md": dealText({
        company: "Zeta",
        stage: "contract",
        entered: "2026-10-05",
        more: readyForContract.filter((line) => line !== interest),
      }),
    });
    expect(found(await repository.check())).toEqual(["deals/2026/zeta.md:6 gate/confirm"]);
  });

  test("in a page of the handbook stays beside a change of the same page", async () => {
    const page = "# Welcome\n\n[Gone](gone.md)\n";
    const repository = start({ "content/handbook/index.md": page });
    repository.commit({ "content/handbook/index.md": `${page}\n[Gone, too](gone-too.md)\n` });
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({
      found: ["handbook/index.md:5 handbook/broken-link"],
      beside: ["handbook/index.md handbook/broken-link"],
    });
  });

  test("in a pipeline: no deal goes through unjudged, and the pipeline is mended first", async () => {
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);
    const repository = start({ "content/pipelines/sales.yaml": pipeline.replace("kind: won", "kind: wno") });
    const moved = { [acme]: dealText({ stage: "contract" }) };
    repository.commit(moved);
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md:5 deal/unknown-pipeline"]);
    repository.commit({ "content/pipelines/sales.yaml": pipeline });
    const report = await repository.check();
    expect(found(report)).toEqual(["deals/2026/acme.md:5 deal/unknown-pipeline"]);
    expect(report.findings[0]).toMatchObject({ message: 'There is no pipeline "sales" in force yet.' });
    repository.commit({ [acme]: dealText() });
    expect(found(await repository.check())).toEqual([]);
  });

  test("in a framework: no gate opens for that", async () => {
    const repository = start({
      "content/frameworks/bant.yaml": "name: BANT\n",
      ...contractFiles("zeta"),
      [acme]: dealText({ stage: "offer", more: [interest] }),
    });
    const ready = {
      ...contractFiles("acme", "Acme"),
      [acme]: dealText({ stage: "contract", entered: "2026-10-05", more: readyForContract }),
    };
    repository.commit(ready);
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md:6 gate/answer", "deals/2026/acme.md:11 deal/unknown-question"]);
  });

  test.each([
    ["with a field that is misspelt", (text: string) => text.replace("owner:", "ownr:")],
    ["whose YAML is broken", (text: string) => text.replace("title: Platform", "title: [Platform")],
  ])("in a deal %s: where it stood is still known, and whoever mends it does not skip a stage by the way", async (_, spoil) => {
    const repository = start({ [acme]: spoil(dealText()) });
    const ready = contractFiles("acme", "Acme");
    const contract = dealText({ company: "Acme", stage: "contract", entered: "2026-10-05", more: readyForContract });
    repository.commit({ ...ready, [acme]: contract });
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md:6 stage/jump"]);
    repository.commit({ [acme]: dealText() });
    expect(found(await repository.check())).toEqual([]);
  });

  test("in a document stays beside a move of the deal to another folder", async () => {
    const offer = dealText({ company: "Zeta", stage: "contract", more: readyForContract });
    const unsigned = proposal.replace("5,000.", "{{amount}}");
    const files = (year: number) => ({
      [`content/deals/${year}/zeta.md`]: offer,
      [`content/deals/${year}/zeta/proposal.md`]: unsigned,
      [`content/deals/${year}/zeta/nda.md`]: nda,
    });
    const repository = start(files(2026));
    repository.commit({ ...Object.fromEntries(Object.keys(files(2026)).map((path) => [path, null])), ...files(2027) });
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({
      found: [],
      beside: ["deals/2027/zeta/proposal.md gate/document"],
    });
  });

  test("can be mended", async () => {
    const repository = start({ "content/deals/2026/zeta.md": "no front matter\n" });
    repository.commit({ "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offer", more: [interest] }) });
    expect(found(await repository.check())).toEqual([]);
  });
});

describe("where the change begins and ends", () => {
  test("a branch behind main is judged by what it changes itself", async () => {
    const repository = start({ "content/deals/2026/zeta.md": dealText({ company: "Zeta" }) });
    repository.commit({ [acme]: dealText({ stage: "offer", entered: "2026-10-05", more: [interest] }) });
    repository.git("switch", "--quiet", "main");
    repository.commit({
      "content/deals/2026/zeta.md": dealText({ company: "Zeta", stage: "offer", entered: "2026-10-04", more: [interest] }),
      "content/deals/2026/new.md": dealText({ company: "New" }),
    });
    repository.git("switch", "--quiet", "work");
    const report = await repository.check();
    expect({ found: found(report), changed: report.counts.changed }).toEqual({ found: [], changed: 1 });
  });

  test("settings that main has mended since are not blamed on a branch behind it", async () => {
    const repository = start({ "content/frameworks/why.yaml": "name: WHY\n" });
    repository.git("switch", "--quiet", "main");
    repository.commit({ "content/frameworks/why.yaml": null });
    repository.git("switch", "--quiet", "work");
    repository.commit({ [acme]: dealText({ more: ["source: Fair"] }) });
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({
      found: [],
      beside: ["frameworks/why.yaml framework/missing-field"],
    });
  });

  test("the rules in force are the base's: a change cannot loosen them for itself", async () => {
    const repository = start();
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);
    repository.commit({
      "content/pipelines/sales.yaml": pipeline.replace("born_in: [lead]", "born_in: [lead, offer]"),
      "content/deals/2026/new.md": dealText({ company: "New", stage: "offer", more: [interest] }),
    });
    expect(found(await repository.check())).toEqual(["deals/2026/new.md:6 stage/entry", "pipelines/sales.yaml pipeline/mixed-change"]);
  });

  test("a new pipeline comes in first, before the deals that use it", async () => {
    const repository = start();
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);
    repository.commit({
      "content/pipelines/easy.yaml": pipeline
        .replace("born_in: [lead]", "born_in: [won]")
        .replaceAll(/^ {4}(enter|exit):\n(?: {6}.*\n)+/gm, ""),
      "content/deals/2026/new.md": dealText({ company: "New", stage: "won" }).replace("pipeline: sales", "pipeline: easy"),
    });
    const report = await repository.check();
    expect(found(report)).toEqual(["deals/2026/new.md:5 deal/unknown-pipeline"]);
    expect(report.findings[0]?.hint).toContain("in a pull request of their own");
  });

  test("uncommitted and untracked files belong to it; ignored ones do not", async () => {
    const repository = start({ ".gitignore": "*.draft.md\n" });
    repository.write({
      [acme]: dealText({ stage: "contract" }),
      "content/deals/2026/new.md": dealText({ company: "New", stage: "won" }),
      "content/deals/2026/later.draft.md": dealText({ company: "Later" }),
    });
    repository.git("add", acme);
    const report = await repository.check();
    expect(found(report)).toEqual(["deals/2026/acme.md:6 stage/jump", "deals/2026/new.md:6 stage/entry"]);
    expect(beside(report)).toEqual(["deals/2026/later.draft.md deal/slug"]);
  });

  test("the head may be a branch that is not checked out", async () => {
    const repository = start();
    repository.commit({ [acme]: dealText({ stage: "contract" }) });
    repository.git("switch", "--quiet", "main");
    repository.write({ "content/deals/2026/new.md": "uncommitted and broken\n" });
    expect(found(await repository.check({ head: "work" }))).toEqual(["deals/2026/acme.md:6 stage/jump"]);
    expect(found(await repository.check())).toEqual(["deals/2026/new.md deal/unreadable"]);
  });

  test("on the base itself there is nothing to judge", async () => {
    const report = await start().check({ head: "main" });
    expect({ found: found(report), changed: report.counts.changed }).toEqual({ found: [], changed: 0 });
  });

  test("the commit that adds the first content is judged by its state only", async () => {
    const repository = new TemporaryRepository();
    repository.commit({ "README.md": "Soon.\n" });
    repository.git("switch", "--quiet", "--create", "work");
    repository.commit({
      ...contentFiles(),
      ...contractFiles("acme", "Acme"),
      "content/deals/2026/bad.md": dealText({ company: "Bad", stage: "offer" }),
    });
    expect(found(await repository.check())).toEqual(["deals/2026/bad.md:6 gate/confirm"]);
  });
});

describe("where the content lies", () => {
  test.each([
    ["the repository's top", ""],
    ["a folder below", "content"],
    ["a deep folder with spaces, quotes, brackets and umlauts", 'sales team/Büro\'s [1] "x"*/content'],
  ])("%s", async (_, folder) => {
    const repository = new TemporaryRepository();
    const path = (file: string) => (folder === "" ? file : `${folder}/${file}`);
    repository.commit({
      ...contentFiles(folder),
      [path("deals/2026/acme.md")]: dealText(),
      "other/deals/2026/not-ours.md": "x\n",
      ".hidden/x.md": "x\n",
    });
    repository.git("switch", "--quiet", "--create", "work");
    repository.commit({ [path("deals/2026/acme.md")]: dealText({ stage: "contract" }), "other/deals/2026/not-ours.md": "y\n" });
    repository.write({ [path("deals/2026/new.md")]: dealText({ stage: "won", company: "New" }) });
    const content = folder === "" ? "." : folder;
    const report = await repository.check({ content });
    expect(found(report)).toEqual(["deals/2026/acme.md:6 stage/jump", "deals/2026/new.md:6 stage/entry"]);
    expect(found(await repository.check({ content, head: "work" }))).toEqual(["deals/2026/acme.md:6 stage/jump"]);
  });

  test("hidden folders are no content on either side", async () => {
    const repository = start({ "content/deals/.obsidian/plugin.md": "x\n" });
    repository.commit({ "content/deals/.obsidian/plugin.md": null, "content/deals/.trash/acme.md": dealText({ stage: "won" }) });
    expect(found(await repository.check())).toEqual([]);
    expect(found(await repository.check({ head: "work" }))).toEqual([]);
  });
});

describe("identity", () => {
  test("a deal that moves to another folder stays the same deal", async () => {
    const repository = start(contractFiles("acme", "Acme"));
    mkdirSync(join(repository.folder, "content/deals/2027"));
    repository.git("mv", "content/deals/2026/acme.md", "content/deals/2027/acme.md");
    repository.git("mv", "content/deals/2026/acme", "content/deals/2027/acme");
    repository.commit();
    const report = await repository.check();
    expect({ found: found(report), deals: report.deals.map(({ slug, isNew }) => ({ slug, isNew })) }).toEqual({
      found: [],
      deals: [{ slug: "acme", isNew: false }],
    });
  });

  test("and its move is still judged", async () => {
    const repository = start();
    repository.commit({ [acme]: null, "content/deals/2027/acme.md": dealText({ stage: "contract" }) });
    expect(found(await repository.check())).toEqual(["deals/2027/acme.md:6 stage/jump"]);
  });

  test("documents left behind are found, with changedOnly too", async () => {
    const repository = start({ "content/deals/2026/acme/nda.md": nda });
    repository.commit({ [acme]: null, "content/deals/2027/acme.md": dealText() });
    expect(found(await repository.check())).toEqual(["deals/2026/acme/nda.md deal/orphan-document"]);
    expect(found(await repository.check({ changedOnly: true }))).toEqual(["deals/2026/acme/nda.md deal/orphan-document"]);
  });
});

describe("documents touch their deal", () => {
  test("one that a stage asks for is removed", async () => {
    const repository = start(contractFiles("zeta"));
    repository.commit({ "content/deals/2026/zeta/nda.md": null });
    expect(found(await repository.check())).toEqual(["deals/2026/zeta.md:6 gate/document"]);
    expect(found(await repository.check({ changedOnly: true }))).toEqual(["deals/2026/zeta.md:6 gate/document"]);
  });

  test("one that was missing is added", async () => {
    const { "content/deals/2026/zeta/nda.md": missing, ...others } = contractFiles("zeta");
    const repository = start(others);
    repository.commit({ "content/deals/2026/zeta/nda.md": String(missing) });
    const report = await repository.check({ changedOnly: true });
    expect({ found: found(report), deals: report.deals.map(({ slug }) => slug) }).toEqual({ found: [], deals: ["zeta"] });
  });
});

describe("what others use is not taken away", () => {
  const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);

  test("a person who owns a deal", async () => {
    const repository = start();
    repository.commit({ "content/people.yaml": "roles:\n  rep: { name: Rep }\npeople:\n  bob: { name: Bob, role: rep }\n" });
    expect(found(await repository.check({ changedOnly: true }))).toEqual(["deals/2026/acme.md:8 deal/unknown-person"]);
  });

  test("a stage with a deal in it", async () => {
    const repository = start();
    repository.commit({ "content/pipelines/sales.yaml": pipeline.replace("id: lead", "id: first").replace("[lead]", "[first]") });
    expect(found(await repository.check({ changedOnly: true }))).toEqual(["pipelines/sales.yaml:7 pipeline/stage-removed"]);
  });

  test("a pipeline with a deal in it", async () => {
    const repository = start();
    repository.commit({ "content/pipelines/sales.yaml": null });
    expect(found(await repository.check())).toEqual(["pipelines/sales.yaml pipeline/removed"]);
  });

  test("a template that a requirement names", async () => {
    const repository = start();
    repository.commit({ "content/templates/nda.md": null });
    expect(found(await repository.check())).toEqual(["pipelines/sales.yaml:31 pipeline/invalid"]);
  });
});

describe("files as they come", () => {
  test("names with spaces, quotes, tabs and other scripts", async () => {
    const repository = start();
    repository.commit({
      "content/deals/2026/Müller & Söhne.md": dealText({ company: "Müller" }),
      'content/deals/2026/the "big" one.md': dealText({ company: "Big" }),
      "content/deals/2026/tab\there.md": dealText({ company: "Tab" }),
      "content/deals/日本/acme-japan.md": dealText({ company: "アクメ" }),
    });
    const expected = [
      "deals/2026/Müller & Söhne.md deal/slug",
      "deals/2026/tab\there.md deal/slug",
      'deals/2026/the "big" one.md deal/slug',
    ];
    expect(found(await repository.check()).sort()).toEqual(expected.sort());
    expect(found(await repository.check({ head: "work" })).sort()).toEqual(expected.sort());
  });

  test("a deal that is not UTF-8", async () => {
    const repository = start();
    repository.commit({ [acme]: Buffer.concat([Buffer.from(dealText()), Buffer.from([0xfc, 0xdf])]) });
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md deal/unreadable"]);
    expect(found(await repository.check({ head: "work" }))).toEqual(["deals/2026/acme.md deal/unreadable"]);
  });

  test("line ends of Windows keep their lines", async () => {
    const repository = start();
    repository.commit({ [acme]: dealText({ stage: "contract" }).replaceAll("\n", "\r\n") });
    expect(found(await repository.check())).toEqual(["deals/2026/acme.md:6 stage/jump"]);
  });

  test("a deal that becomes a symbolic link is gone", async () => {
    const gone = ["deals/2026/acme.md content/link", "deals/2026/acme.md deal/deleted"];
    const repository = start({ "content/deals/2026/zeta.md": dealText({ company: "Zeta" }) });
    repository.write({ [acme]: null });
    symlinkSync("zeta.md", join(repository.folder, acme));
    repository.commit();
    expect(found(await repository.check())).toEqual(gone);
    expect(found(await repository.check({ head: "work" }))).toEqual(gone);
  });

  test("a link out of the repository is not followed, and refused", async () => {
    const repository = start();
    symlinkSync("/etc/passwd", join(repository.folder, "content/deals/2026/passwd.md"));
    symlinkSync("/etc", join(repository.folder, "content/deals/etc"));
    repository.commit();
    const report = await repository.check();
    expect({ found: found(report), deals: report.counts.deals }).toEqual({
      found: ["deals/2026/passwd.md content/link", "deals/etc content/link"],
      deals: 1,
    });
  });

  test("a change of the file mode alone changes nothing", async () => {
    const repository = start();
    chmodSync(join(repository.folder, acme), 0o755);
    repository.commit();
    expect(found(await repository.check())).toEqual([]);
  });
});

describe("what the change causes elsewhere is its own", () => {
  test("links to the page of a pipeline that it removes", async () => {
    const repository = start({
      "content/pipelines/renewals.yaml": String(contentFiles()["content/pipelines/sales.yaml"]),
      "content/handbook/index.md": "# Welcome\n\n[How we renew](/process/renewals/)\n",
    });
    repository.commit({ "content/pipelines/renewals.yaml": null });
    for (const changedOnly of [false, true]) {
      const report = await repository.check({ changedOnly });
      expect({ found: found(report), beside: beside(report) }).toEqual({ found: ["handbook/index.md:3 handbook/broken-link"], beside: [] });
    }
  });

  test("but not a fault in the settings that main has mended since", async () => {
    const people = String(contentFiles()["content/people.yaml"]);
    const repository = new TemporaryRepository();
    repository.commit({ ...contentFiles(), "content/people.yaml": `${people}colour: red\n` });
    repository.git("switch", "--quiet", "--create", "work");
    const framework = String(contentFiles()["content/frameworks/bant.yaml"]);
    repository.commit({ "content/frameworks/bant.yaml": `${framework}# a remark\n` });
    repository.git("switch", "--quiet", "main");
    repository.commit({ "content/people.yaml": people });
    repository.git("switch", "--quiet", "work");
    const report = await repository.check();
    expect({ found: found(report), beside: beside(report) }).toEqual({ found: [], beside: ["people.yaml people/unknown-field"] });
  });
});
