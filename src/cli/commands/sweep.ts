import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { type SweepOutcome, type SweptProposal, sweepDeals } from "../../app/sweep-deals.ts";
import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import type { Finding } from "../../core/finding/finding.ts";
import { placeFinding } from "../../core/finding/place-findings.ts";
import { proposalBody, proposalText, proposalTitle } from "../../core/sweep/proposal-words.ts";
import { type CommonOptions, openWorkspace, type Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import type { Run } from "./run.ts";

interface SweepOptions extends CommonOptions {
  readonly write?: boolean;
  readonly json?: boolean;
}

function proposalData({ proposal, path, branch, status, commit, findings }: SweptProposal, { prefix, today, organisation }: Workspace) {
  const { deal, pipeline, rule, stage, to, since, days } = proposal;
  return {
    slug: deal.slug,
    file: prefix + path,
    title: cardTitle(deal, pipeline.card),
    rule: { id: rule.id, say: rule.say },
    from: stage.id,
    to: to.id,
    clock: rule.clock,
    since,
    days,
    limit: rule.days,
    status,
    branch,
    commit,
    pullRequest: { title: proposalTitle(proposal), body: proposalBody(proposal, today) },
    findings: findings.map(placeFinding({ prefix, site: organisation?.site })),
  };
}

const findingLines = ({ file, line, code, message, hint }: Finding): string[] => [
  `    ${file}${line === undefined ? "" : `:${line}`}  ${code}`,
  `      ${message}`,
  ...(hint === undefined ? [] : [`      → ${hint}`]),
];

function standing({ status, branch, commit }: SweptProposal): string {
  const name = status === "renewed" ? `${branch}, anew: the deal has changed since the last proposal` : branch;
  if (status === "proposed-already") return `Proposed already, on the branch ${branch}.`;
  return commit === null ? `To be proposed on the branch ${name}.` : `✓ Committed on the branch ${name}.`;
}

function proposalLines(swept: SweptProposal, { prefix, organisation }: Workspace): string[] {
  const { deal, pipeline, stage, to } = swept.proposal;
  const place = placeFinding({ prefix, site: organisation?.site });
  const refused = ["  ✗ Cannot be proposed:", ...swept.findings.map(place).flatMap(findingLines)];
  return [
    `${cardTitle(deal, pipeline.card)} (${deal.slug}), ${stage.name} → ${to.name}`,
    `  ${proposalText(swept.proposal)}`,
    ...(swept.status === "refused" ? refused : [`  ${standing(swept)}`]),
  ].map(printable);
}

const movesText = (count: number): string => (count === 1 ? "1 move" : `${count} moves`);

/** Why proposals are held up, the most frequent reason first. */
function reasons(refused: readonly SweptProposal[]): string[] {
  const messages = refused.flatMap(({ findings }) => findings.flatMap(({ severity, message }) => (severity === "error" ? [message] : [])));
  const groups = [...Map.groupBy(messages, (message) => message)].sort(([, a], [, b]) => b.length - a.length);
  return groups.map(([message, { length }]) => printable(`  ${length === 1 ? "1 deal" : `${length} deals`}: ${message}`));
}

function heading({ record, proposals }: SweepOutcome, today: BusinessDate): string[] {
  const where = record === null ? "" : `, as ${record} has them`;
  if (proposals.length === 0) return [`No time rule has anything to propose on ${today}${where}.`];
  const refused = proposals.filter(({ status }) => status === "refused");
  const count = proposals.length - refused.length;
  const proposed = `The time rules propose ${count === 0 ? "no move" : movesText(count)} on ${today}${where}.`;
  return refused.length === 0 ? [proposed] : [`${proposed} The check holds up ${movesText(refused.length)}:`, ...reasons(refused)];
}

/** What comes next: the commits are to be pushed, or to be made. */
function closing({ proposals }: SweepOutcome): string[] {
  const made = proposals.filter(({ commit }) => commit !== null);
  const force = made.some(({ status }) => status === "renewed") ? "--force-with-lease " : "";
  if (made.length > 0)
    return ["", `Next: git push ${force}origin ${made.map(({ branch }) => branch).join(" ")}, and open a pull request for each.`];
  const isWaiting = proposals.some(({ status }) => status === "new" || status === "renewed");
  return isWaiting ? ["", "Make a branch with a commit for each: dealbook sweep --write"] : [];
}

async function sweep(options: SweepOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const { today, reader, repository, organisation } = workspace;
  const defaultBranch = organisation?.default_branch ?? "main";
  const outcome = await sweepDeals({ today, isWritten: options.write === true, reader, repository, defaultBranch });
  if (options.json) {
    const proposals = outcome.proposals.map((each) => proposalData(each, workspace));
    world.print(`${JSON.stringify({ schemaVersion: 1, today, record: outcome.record, proposals })}\n`);
    return 0;
  }
  const blocks = outcome.proposals.flatMap((each) => ["", ...proposalLines(each, workspace)]);
  world.print(`${[...heading(outcome, today), ...blocks, ...closing(outcome)].join("\n")}\n`);
  return 0;
}

const examples = `
Examples:
  dealbook sweep                       what the time rules propose today, with the evidence
  dealbook sweep --today 2026-12-24    what they will propose then, if nothing happens
  dealbook sweep --write               a branch with one commit for each proposal

Deals are taken as the default branch has them, and branches start there; what you have checked out and edited stays as
it is. A deal that has been proposed is not proposed again before it changes. To ask for time: dealbook snooze`;

/** Adds `dealbook sweep`. */
export function addSweep(program: Command, run: Run): void {
  program
    .command("sweep")
    .description("List the moves that time rules propose, or make a branch for each.")
    .option("--write", "make a branch with a commit for each proposal")
    .addHelpText("after", examples)
    .action((_options, command: Command) => run(command, sweep));
}
