import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { workflowProblems } from "../scripts/workflow-problems.ts";

const check = readFileSync(".github/workflows/check.yml", "utf8");

const comment = readFileSync(".github/workflows/comment.yml", "utf8");

const messages = async (text: string): Promise<string> =>
  (await workflowProblems(text, "w.yml")).map((problem) => problem.message).join("\n");

test("the workflows that adopters get have no problems", async () => {
  const files = globSync(".github/workflows/*.yml");
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const file of files) expect(await workflowProblems(readFileSync(file, "utf8"), file)).toEqual([]);
});

describe("a workflow is refused", () => {
  test("with an action that is not pinned by its commit", async () => {
    expect(await messages(check.replace(/actions\/setup-node@\S+/, "actions/setup-node@v6"))).toMatch(/setup-node/);
  });

  test("with text of a pull request in a shell", async () => {
    const bad = check.replace("run: npm ci", "run: echo ${{ github.event.pull_request.title }}");
    expect(bad).not.toBe(check);
    expect(await messages(bad)).not.toBe("");
    expect(await messages(check.replace("run: npm ci", "run: echo ${{ github.head_ref }}"))).not.toBe("");
  });

  test("that can write and checks out, or takes over, what a stranger's run names", async () => {
    const checkedOut = comment.replace("fetch-depth: 0", "ref: ${{ github.event.workflow_run.head_sha }}");
    const takenOver = comment.replace("run: npm ci", "uses: actions/download-artifact@3d3c42e5aac5ba805825da76410c181273ba90b1 # v8.0.0");
    expect(await messages(checkedOut)).toContain("it checks out the default branch");
    expect(await messages(takenOver)).toContain("a fork can put anything into an artifact");
    expect(await messages(comment.replace('"$COMMIT"', "${{ github.event.workflow_run.head_branch }}"))).not.toBe("");
  });

  test("that is no workflow", async () => {
    expect(await messages("on: push\njobs:\n  a:\n    steps: []\n")).not.toBe("");
  });
});
