import { join } from "node:path";
import { expect, test } from "vitest";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { ruleFolders } from "../../src/core/review/rule-effect.ts";
import { contentFiles, dealText } from "./content-files.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

async function touching(folder: string, content = "content") {
  const open = await openRepository(join(folder, content));
  const commits = (await open?.repository.commitsTouching("main", ruleFolders)) ?? [];
  return commits.map(({ subject, author, paths, recorded }) => [subject, author, new Date(recorded).toISOString().slice(0, 10), ...paths]);
}

const deal = "content/deals/2026/acme.md";

test("the record's commits that touched rules or handbook, oldest first, with what they touched", async () => {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), [deal]: dealText() });
  repository.commit({ [deal]: dealText({ company: "Other" }) });
  repository.commit({ "content/handbook/a page.md": "# One\n", [deal]: dealText() }, "ann");
  repository.commit({ "elsewhere/pipelines/x.yaml": "x\n", "content/handbooks/y.md": "y\n" });
  repository.commit({ "content/handbook/a page.md": null });
  const [first, ...later] = await touching(repository.folder);
  expect(first).toEqual(
    [
      "Change",
      "rep",
      "2026-10-02",
      "content/frameworks/bant.yaml",
      "content/pipelines/care.yaml",
      "content/pipelines/sales.yaml",
      "content/templates/nda.md",
      "content/templates/proposal.md",
    ].map((path) => path.replace(/^content\//, "")),
  );
  expect(later).toEqual([
    ["Change", "ann", "2026-10-04", "handbook/a page.md"],
    ["Change", "rep", "2026-10-06", "handbook/a page.md"],
  ]);
});

test("a merge is one commit, when it reached main; what came from main into the branch is not its doing", async () => {
  const repository = new TemporaryRepository();
  repository.commit(contentFiles());
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ "content/templates/offer.md": "# Offer\n" });
  repository.commit({ "content/templates/offer.md": "# An offer\n" });
  repository.git("switch", "--quiet", "main");
  repository.commit({ "content/handbook/page.md": "# Page\n" });
  repository.git("merge", "--quiet", "--no-ff", "--message", "Offers have a template", "work");
  expect((await touching(repository.folder)).slice(1)).toEqual([
    ["Change", "rep", "2026-10-05", "handbook/page.md"],
    ["Offers have a template", "Rep", "2026-10-05", "templates/offer.md"],
  ]);
});

test("a content root at the repository's top; one without any rules", async () => {
  const repository = new TemporaryRepository();
  repository.commit({ "handbook/page.md": "# Page\n" });
  expect(await touching(repository.folder, ".")).toEqual([["Change", "rep", "2026-10-02", "handbook/page.md"]]);
  const other = new TemporaryRepository();
  other.commit({ "content/dealbook.yaml": "name: Test\n" });
  expect(await touching(other.folder)).toEqual([]);
});
