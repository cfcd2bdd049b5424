import { type Command, Option } from "commander";
import { Refusal } from "../../app/refusal.ts";
import { checkRepositoryChange, checkWhole } from "../../app/run-check.ts";
import { printReport, type ReportFormatName, reportFormats } from "../report-output.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface CheckOptions extends CommonOptions {
  readonly base?: string;
  readonly head?: string;
  readonly format: ReportFormatName;
  readonly json?: boolean;
  readonly changedOnly?: boolean;
}

function checkIn(workspace: Workspace, { base, head, changedOnly }: CheckOptions) {
  const { reader, repository, today } = workspace;
  if (base === undefined) return checkWhole(reader, today);
  if (!repository)
    throw new Refusal(
      `${workspace.root} is in no git repository, so there is no base to compare with.`,
      "Leave --base out, or run: git init",
    );
  return checkRepositoryChange(repository, reader, { base, head: head ?? null, today, changedOnly: changedOnly ?? false });
}

function refuseLoneOptions({ base, head, changedOnly }: CheckOptions): void {
  if (base !== undefined) return;
  const lone = head !== undefined ? "--head" : changedOnly ? "--changed-only" : undefined;
  if (lone) throw new Refusal(`${lone} says nothing without --base.`, "Name the branch to compare with, such as --base main");
}

async function check(options: CheckOptions, world: World): Promise<number> {
  refuseLoneOptions(options);
  const workspace = await openWorkspace(options, world);
  const outcome = await checkIn(workspace, options);
  return printReport(outcome, options.json ? "json" : options.format, { workspace, world });
}

const examples = `
Examples:
  dealbook check                              judge everything as it stands
  dealbook check --base main                  judge what this branch changes, uncommitted edits included
  dealbook check --base main --head my-branch judge a branch without checking it out
  dealbook check --base main --format github  annotations for a pull request

Exit codes: 0 clean, 1 findings, 2 could not run.`;

/** Adds `dealbook check`. */
export function addCheck(program: Command, run: Run): void {
  program
    .command("check")
    .description("Judge the content, or a change of it, by the sales process.")
    .option("--base <ref>", "judge the change since this branch or commit only")
    .option("--head <ref>", "the end of the change (default: the working tree)")
    .option("--changed-only", "leave unread what the change does not touch")
    .addOption(new Option("--format <format>", "how to print the findings").choices(Object.keys(reportFormats)).default("human"))
    .addHelpText("after", examples)
    .action((_, command: Command) => run(command, check));
}
