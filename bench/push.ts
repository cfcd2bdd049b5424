import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateRepository } from "./make-deals.ts";
import { measure, type Subject, tableOf } from "./measure.ts";

const help = `Measures a push into a bare repository that judges it (scripts/pre-receive), against the same push without the hook.

  npm run bench:push                           10,000 deals, median of 5 runs
  npm run bench:push -- --deals 1000 --runs 3`;

const { values } = parseArgs({
  options: {
    deals: { type: "string", default: "10000" },
    runs: { type: "string", default: "5" },
    help: { type: "boolean", default: false },
  },
});

const hook = fileURLToPath(new URL("../scripts/pre-receive", import.meta.url));

const identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false"];

/** Commits ten moves on a branch of their own. Every third of the generated deals is in the first stage. */
function commitTen(folder: string, git: (...args: string[]) => string): void {
  git("switch", "--quiet", "--create", "ten", "main");
  for (let index = 3; index < 33; index += 3) {
    const path = join(folder, `content/deals/2026/${String((index % 12) + 1).padStart(2, "0")}/company-${index}.md`);
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace("stage: prospecting", "stage: qualification").replace(/^stage_entered: .*$/m, "stage_entered: 2026-11-20"),
    );
    git(...identity, "commit", "--quiet", "--all", "--message", `Advance company-${index}`);
  }
}

function bench(deals: number, runs: number): string {
  const { folder, fileCount, remove } = generateRepository(deals);
  const bare = `${folder}.git`;
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  try {
    commitTen(folder, git);
    git("clone", "--quiet", "--bare", "--single-branch", "--branch", "main", `file://${folder}`, bare);
    const place = join(bare, "hooks/pre-receive");
    const push = (branch: string, isJudged: boolean): Subject => ({
      name: `${isJudged ? "push" : "floor: push without the hook"}, ${branch === "ten" ? "ten commits" : "one commit"}`,
      command: ["git", "push", "--quiet", bare, `${branch}:main`],
      folder,
      env: { DEALBOOK_TODAY: "2026-11-21" },
      prepare: () => {
        git("--git-dir", bare, "update-ref", "refs/heads/main", git("rev-parse", "main"));
        rmSync(place, { force: true });
        if (isJudged) symlinkSync(hook, place);
      },
    });
    const subjects = [push("advance", false), push("ten", false), push("advance", true), push("ten", true)];
    return `${deals} deals, ${fileCount} deal and document files\n\n${tableOf(measure(subjects, runs, { countGit: true }), [])}`;
  } finally {
    rmSync(bare, { recursive: true, force: true });
    remove();
  }
}

console.log(values.help ? help : bench(Number(values.deals), Number(values.runs)));
