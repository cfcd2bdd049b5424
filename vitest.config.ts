import { defineConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line, `N passed, N failed`, for people and programs that read only the last. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((each) => each === state).length;
    // A file that could not be loaded has no tests that failed, but has failed all the same.
    const broken = modules.filter((module) => module.state() === "failed" && module.errors().length > 0).length;
    process.stdout.write(`\n${count("passed")} passed, ${count("failed") + broken + errors.length} failed\n`);
  },
};

// Real git, real builds and a real browser: slow, and no slower than they need to be.
const common = { testTimeout: 60_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    reporters: ["default", closingLine],
    projects: [
      {
        test: {
          ...common,
          name: "code",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/site/**"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      // One build keeps two cores busy.
      {
        test: {
          ...common,
          name: "site",
          include: ["tests/site/**/*.test.ts"],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
