import { type Command, Option } from "commander";
import { Refusal } from "../../app/refusal.ts";
import { checkRepositoryChange, checkWhole } from "../../app/run-check.ts";
import type { Reviews } from "../../core/check/approvals.ts";
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
  readonly pullRequest?: string;
}

/** The pull request's reviews, from the forge that the environment of a workflow names. */
async function reviewsOf(pullRequest: string, { env }: World): Promise<Reviews> {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? "").split("/");
  if (!owner || !repo)
    throw new Refusal("--pull-request needs to know the repository.", "Set GITHUB_REPOSITORY to owner/name, and GITHUB_TOKEN.");
  if (!/^[1-9]\d*$/.test(pullRequest))
    throw new Refusal(`"${pullRequest}" is no number of a pull request.`, "Give --pull-request such as 42.");
  // Loaded where it is needed: most checks ask no forge.
  const { gitHubForge } = await import("../../adapters/forge/github.ts");
  const forge = gitHubForge({ api: env.GITHUB_API_URL ?? "https://api.github.com", owner, repo, token: env.GITHUB_TOKEN });
  return forge.reviews(Number(pullRequest));
}

async function checkIn(workspace: Workspace, { base, head, changedOnly, pullRequest }: CheckOptions, world: World) {
  const { reader, repository, today } = workspace;
  if (base === undefined) return checkWhole(reader, today);
  if (!repository)
    throw new Refusal(
      `${workspace.root} is in no git repository, so there is no base to compare with.`,
      "Leave --base out, or run: git init",
    );
  const reviews = pullRequest === undefined ? undefined : await reviewsOf(pullRequest, world);
  const request = { base, head: head ?? null, today, changedOnly: changedOnly ?? false, ...(reviews && { reviews }) };
  return checkRepositoryChange(repository, reader, request);
}

function refuseLoneOptions({ base, head, changedOnly, pullRequest }: CheckOptions): void {
  if (base !== undefined) return;
  const given = { "--head": head, "--changed-only": changedOnly, "--pull-request": pullRequest };
  const lone = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (lone) throw new Refusal(`${lone} says nothing without --base.`, "Name the branch to compare with, such as --base main");
}

async function check(options: CheckOptions, world: World): Promise<number> {
  refuseLoneOptions(options);
  const workspace = await openWorkspace(options, world);
  const outcome = await checkIn(workspace, options, world);
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
    .option("--pull-request <number>", "count the approvals of this pull request (GITHUB_REPOSITORY, GITHUB_TOKEN)")
    .option("--changed-only", "leave unread what the change does not touch")
    .addOption(new Option("--format <format>", "how to print the findings").choices(Object.keys(reportFormats)).default("human"))
    .addHelpText("after", examples)
    .action((_, command: Command) => run(command, check));
}
