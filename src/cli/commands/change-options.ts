import type { Command } from "commander";

/** Adds the options that every command has that changes a deal. */
export const addChangeOptions = (command: Command): Command =>
  command
    .option("--no-commit", "write the file only: no branch, no commit")
    .option("--pr", "push the branch and open its pull request (token in GITHUB_TOKEN)");
