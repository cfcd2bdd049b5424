import { describe, expect, test } from "vitest";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { dealbook } from "./dealbook-process.ts";
import { TemporaryRepository } from "./temporary-repository.ts";

const pipelineFile = "content/pipelines/sales.yaml";
const pipeline = String(contentFiles()[pipelineFile]);
const stricter = pipeline.replace("    exit:\n", "    exit:\n      - { field: source, say: Where the lead came from is recorded. }\n");
const path = (slug: string) => `content/deals/2026/${slug}.md`;
const deal = (company: string, [stage, day]: readonly [string, number], ...more: readonly string[]) =>
  dealText({ company, stage, entered: `2026-10-0${day}`, more: [interest, ...more] });

/** Five deals: three moved on without a source (one was lost since, two are open), one with, one never moved. */
function history(): TemporaryRepository {
  const repository = new TemporaryRepository();
  const names = ["ada", "bea", "cem", "dan", "eve"];
  repository.commit({ ...contentFiles(), ...Object.fromEntries(names.map((name) => [path(name), deal(name, ["lead", 1])])) });
  repository.commit({ [path("ada")]: deal("ada", ["offer", 3]), [path("bea")]: deal("bea", ["offer", 3]) });
  repository.commit({
    [path("cem")]: deal("cem", ["offer", 4]),
    [path("dan")]: deal("dan", ["offer", 4], "source: Fair"),
  });
  repository.commit({ [path("ada")]: deal("ada", ["lost", 5], "lost_reason: price") });
  repository.git("switch", "--quiet", "--create", "rules");
  return repository;
}

describe("a change of rules", () => {
  test("shows the open deals that break it, and the past moves that it would have stopped", async () => {
    const repository = history();
    repository.commit({ [pipelineFile]: stricter });
    const { policy, findings } = await repository.check();
    expect(findings).toEqual([]);
    expect(policy?.files).toEqual(["pipelines/sales.yaml"]);
    expect(policy?.judged).toEqual({ deals: 4, moves: 5 });
    expect(policy?.broken.map(({ slug }) => slug)).toEqual(["bea", "cem"]);
    expect(policy?.stopped.map(({ slug, from, to, outcome }) => [slug, from, to, outcome])).toEqual([
      ["ada", "Lead", "Offer", "lost"],
      ["bea", "Lead", "Offer", "open"],
      ["cem", "Lead", "Offer", "open"],
    ]);
    expect(policy?.stopped[0]?.messages.join()).toContain("Where the lead came from is recorded.");
  });

  test("is summed up in the terminal and in the pull request's comment", () => {
    const repository = history();
    repository.commit({ [pipelineFile]: stricter });
    const human = dealbook(repository.folder, ["check", "--base", "main"]);
    expect(human.code).toBe(0);
    expect(human.out).toContain(
      "2 of 4 open deals would break the new rules today. 3 of 5 past moves would have been stopped (deals: 1 lost, 2 still open).",
    );
    const markdown = dealbook(repository.folder, ["check", "--base", "main", "--format", "markdown"]);
    expect(markdown.out).toContain("### What the changed rules do");
    expect(markdown.out).toContain("2 of 4 open deals would break the new rules today.");
  });

  test("shows nothing where only comments change", async () => {
    const repository = history();
    repository.commit({ [pipelineFile]: `# Reviewed in November.\n${pipeline}` });
    expect((await repository.check()).policy).toBeUndefined();
  });

  test("that only words a rule otherwise breaks nobody's deal", async () => {
    const repository = history();
    repository.commit({ [path("eve")]: deal("eve", ["offer", 6]).replace(interest, "confirmed: {}") });
    repository.git("switch", "--quiet", "--create", "words");
    repository.commit({ [pipelineFile]: pipeline.replace("The contact is interested.", "Somebody there wants it.") });
    const { policy } = await repository.check({ base: "rules" });
    expect(policy).toMatchObject({ broken: [], stopped: [] });
  });

  test("that main has made since is not blamed on a branch behind it", async () => {
    const repository = history();
    repository.git("switch", "--quiet", "main");
    repository.commit({ [pipelineFile]: stricter });
    repository.git("switch", "--quiet", "rules");
    repository.commit({ [path("eve")]: deal("eve", ["lead", 1], "next_step: { action: Call }") });
    const { policy, findings } = await repository.check();
    expect({ policy, findings }).toEqual({ policy: undefined, findings: [] });
  });

  test("does not come together with the deals that it judges", async () => {
    const repository = history();
    repository.commit({ [pipelineFile]: stricter, [path("eve")]: deal("eve", ["offer", 9]) });
    const { findings } = await repository.check();
    expect(findings.map(({ file, code }) => `${file} ${code}`)).toEqual(["pipelines/sales.yaml pipeline/mixed-change"]);
  });
});
