import type { Command } from "commander";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import { type ArchiveCommit, archiveDeals, archivedText, closedBefore } from "../../app/archive-deals.ts";
import { changeDeal } from "../../app/change-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { parseBusinessDate } from "../../core/calendar/business-date.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { isClosed } from "../../core/pipeline/pipeline.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { openDeal } from "./move.ts";
import { nextLine, printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import { openPullRequest } from "./open-pull-request.ts";
import type { Run } from "./run.ts";

interface ArchiveOptions extends MoveOptions {
  readonly allClosedBefore?: string;
}

async function archiveOne(options: ArchiveOptions, world: World, slug: string | undefined): Promise<number> {
  const { setting, placed } = await openDeal(options, world, slug);
  const { deal, stage, pipeline } = placed;
  const { today } = setting.workspace;
  if (!isClosed(stage))
    throw new Refusal(
      `The deal is open, in ${stage.name}; it would disappear from the board.`,
      `Close it first: dealbook lose ${deal.slug}`,
    );
  if (deal.archived !== undefined) throw new Refusal(`The deal is archived already, since ${deal.archived}.`, "Nothing is to be done.");
  const card = cardTitle(deal, pipeline.card);
  const edit = { placed, today, text: archivedText(placed, today), name: "archive", message: `Archive ${card}` };
  const outcome = await changeDeal(edit, setting.content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  return printDone(
    outcome,
    { data: { slug: deal.slug, archived: today }, headline: `${card} is archived; metrics keep counting it.` },
    setting,
  );
}

async function archiveAll(options: ArchiveOptions, world: World, given: string): Promise<number> {
  const before = parseBusinessDate(given);
  if (!before) throw new Refusal(`"${given}" is not a day of the calendar.`, "Give --all-closed-before as YYYY-MM-DD.");
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const setting: MoveSetting = { content, workspace, world, options };
  const deals = closedBefore(content, before);
  if (deals.length === 0) throw new Refusal(`No deal that was closed before ${before} is still to be archived.`, "Nothing was written.");
  const made = await archiveDeals({ deals, before, today: workspace.today }, deskOf(setting));
  return printArchived({ before, slugs: deals.map(({ deal }) => deal.slug), made }, setting);
}

interface Archived {
  readonly before: string;
  readonly slugs: readonly string[];
  readonly made: ArchiveCommit | null;
}

async function printArchived({ before, slugs, made }: Archived, setting: MoveSetting): Promise<number> {
  const { world, options } = setting;
  const headline = `Archived, because closed before ${before}: ${slugs.length}`;
  const change = { headline, deal: null, owner: undefined, gate: [], afterwards: [] };
  const text = pullRequestText(change, setting.workspace.organisation);
  const published = options.pr && made ? await openPullRequest(made.branch, text, setting) : null;
  const problem = published && "problem" in published ? published.problem : null;
  const pullRequest = published && "pullRequest" in published ? published.pullRequest : null;
  if (options.json) {
    const { branch, commit } = made ?? { branch: null, commit: null };
    const told = problem && { message: problem.message, hint: problem.hint };
    world.print(
      `${JSON.stringify({ schemaVersion: 1, archived: slugs, branch, commit, ...(options.pr && { pullRequest, problem: told }) })}\n`,
    );
    return problem ? 2 : 0;
  }
  world.print(`✓ ${headline}\n${slugs.map((slug) => `    ${slug}\n`).join("")}`);
  if (made) world.print(`  Committed on the branch ${made.branch}.\n  Undo: dealbook undo\n`);
  if (pullRequest) world.print(`  Pull request ${pullRequest.number}: ${pullRequest.url}\n`);
  else if (made) world.print(await nextLine(made.branch, setting.workspace));
  if (problem) world.complain(`dealbook: ${problem.message}\n  → ${problem.hint}\n  Your change is committed; nothing is lost.\n`);
  return problem ? 2 : 0;
}

const archive = (options: ArchiveOptions, world: World, slug?: string): Promise<number> =>
  options.allClosedBefore === undefined ? archiveOne(options, world, slug) : archiveAll(options, world, options.allClosedBefore);

const examples = `
Examples:
  dealbook archive hartmann-forge-hammer-vibration
  dealbook archive --all-closed-before 2026-01-01

An archived deal leaves the board and stays in every metric.`;

/** Adds `dealbook archive`. */
export function addArchive(program: Command, run: Run): void {
  const command = program
    .command("archive")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .description("Put a won or lost deal away: it leaves the board.")
    .option("--all-closed-before <date>", "all deals that were closed before this day, in one commit");
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action((_slug, _options, each: Command) => run(each, archive));
}
