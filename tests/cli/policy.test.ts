import { expect, test } from "vitest";
import { rep } from "./rep.ts";

const pipeline = "content/pipelines/sales.yaml";
const movers = ["acme-robotics-line-monitoring", "castellan-chemicals-tank-farm"] as const;

/** The sample content with three moves on main: one deal advanced, one lost, one more advanced and then lost. */
async function withMoves() {
  const made = rep();
  const { dealbook, git, read } = made;
  const open = (JSON.parse((await dealbook("list", "--json")).out).deals as { slug: string; stage: string; file: string }[]).filter(
    ({ slug }) => !movers.includes(slug as (typeof movers)[number]),
  );
  const merge = (message: string) => git("commit", "--quiet", "--all", "--message", message);
  expect((await dealbook("advance", movers[0], "--no-commit")).code).toBe(0);
  merge("Advance");
  expect((await dealbook("lose", movers[0], "--reason", "price", "--no-commit")).code).toBe(0);
  merge("Lose");
  expect((await dealbook("lose", movers[1], "--reason", "timing", "--no-commit")).code).toBe(0);
  merge("Lose");
  git("switch", "--quiet", "--create", "rules");
  return { ...made, open, sources: open.map(({ file }) => read(file)) };
}

test("a stricter rule is tried on the sample content, and its effect stands in the comment and in the terminal", async () => {
  const { dealbook, edit, git, open, sources } = await withMoves();
  edit(pipeline, (text) =>
    text.replace(
      "      - { confirm: quality-lead,",
      '      - { rule: "size(deal.activities) >= 5", say: Five activities are logged. }\n      - { confirm: quality-lead,',
    ),
  );
  git("commit", "--quiet", "--all", "--message", "Stricter");
  const { policy } = JSON.parse((await dealbook("check", "--base", "main", "--json")).out);
  // Counted apart from the judge: open deals beyond the first stage whose file logs fewer than five activities.
  const few = (text: string) => (text.match(/^ {2}- \{ date: .*kind: /gm) ?? []).length < 5;
  const expected = open.filter(({ stage }, index) => stage !== "prospecting" && few(sources[index] ?? "")).map(({ slug }) => slug);
  expect(expected.length).toBeGreaterThan(2);
  expect(policy.files).toEqual(["pipelines/sales.yaml"]);
  expect(policy.broken.map(({ slug }: { slug: string }) => slug).sort()).toEqual(expected.sort());
  expect(policy.judged).toEqual({ deals: open.length, moves: 3 });
  expect(policy.stopped.map(({ slug, outcome }: { slug: string; outcome: string }) => [slug, outcome])).toEqual([[movers[0], "lost"]]);
  const words = `${expected.length} of ${open.length} open deals would break the new rules today. 1 of 3 past moves would have been stopped (deals: 1 lost).`;
  expect((await dealbook("check", "--base", "main")).out).toContain(words);
  expect((await dealbook("check", "--base", "main", "--format", "markdown")).out).toContain(words);
});
