import { printable } from "../../adapters/reports/printable.ts";
import { type ProposedChange, pullRequestText } from "../../adapters/reports/pull-request.ts";
import { type ChangeOutcome, type MoveOutcome, moveDeal } from "../../app/move-deal.ts";
import { gateItems } from "../../app/move-form.ts";
import type { MoveRequest, PlannedChange } from "../../app/plan-move.ts";
import type { PullRequest } from "../../app/ports.ts";
import type { RecordedCommit } from "../../app/record-change.ts";
import { Refusal } from "../../app/refusal.ts";
import { startedBy } from "../../app/started-by.ts";
import { type MoveAnswer, moveAnswer } from "../../core/check/move-answer.ts";
import { cardTitle, type Deal } from "../../core/deal/deal.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import { placeFinding } from "../../core/finding/place-findings.ts";
import type { ChecklistItem } from "../../core/gate/checklist.ts";
import { askerOf } from "../ask.ts";
import { printReport } from "../report-output.ts";
import type { Workspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { fillGaps } from "./fill-gaps.ts";
import { deskOf, type MoveSetting } from "./move-setting.ts";
import { openPullRequest, type PullRequestOutcome } from "./open-pull-request.ts";

/** Prints why a change is refused; nothing has been written. Returns the exit code. */
export function printRefused(plan: PlannedChange, { content, workspace, world, options }: MoveSetting): number {
  const report = { findings: plan.findings, elsewhere: [], deals: [], counts: { deals: 1, pages: content.handbook.pageCount } };
  const texts = new Map([[plan.path, plan.text]]);
  if (options.json) {
    const findings = plan.findings.map(placeFinding({ prefix: workspace.prefix, site: workspace.organisation?.site }));
    world.print(`${JSON.stringify({ schemaVersion: 1, answer: moveAnswer(findings), ...report, findings })}\n`);
    return 1;
  }
  const code = printReport({ report, texts }, "human", { workspace, world });
  const isMissing = moveAnswer(plan.findings) === "missing";
  world.complain(`Nothing was written.${isMissing ? " Fill in what is missing and try again." : ""}\n`);
  return code;
}

/** What was committed, what comes next, and how to undo it. */
async function recordedLines(recorded: RecordedCommit, published: PullRequestOutcome | null, workspace: Workspace): Promise<string> {
  const { branch, startedFrom, waiting } = recorded;
  const next = published && "pullRequest" in published ? pullRequestLine(published.pullRequest) : await nextLine(branch, workspace);
  return [
    `  Committed on the branch ${branch}${startedFrom === null ? "" : `, started from ${startedFrom}`}.\n`,
    waiting.length === 0 ? "" : `  Before it, your edits that were waiting: ${waiting.join(", ")}\n`,
    next,
    "  Undo: dealbook undo\n",
  ].join("");
}

/** How to go on with a branch by hand. */
export async function nextLine(branch: string, { repository, organisation }: Workspace): Promise<string> {
  if ((await repository?.remote()) != null) return `  Next: git push --set-upstream origin ${branch}, and open a pull request.\n`;
  const record = organisation?.default_branch ?? "main";
  return `  Next: git switch ${record} && git merge ${branch} (there is no remote called origin to propose it on).\n`;
}

/** Where a pull request is. */
export const pullRequestLine = ({ number, url, isNew }: PullRequest): string =>
  `  ${isNew ? "Pull request" : "Added to the open pull request"} ${number}: ${printable(url)}\n`;

/** What a change is called, and what else is told of it. */
export interface Done {
  /** For `--json`. */
  readonly data: object;
  readonly headline: string;
  /** The deal that it is about, where the file is not the deal's own. */
  readonly deal?: Deal;
  /** True where the file is a new one: the terminal says where it is. */
  readonly isNewFile?: boolean;
  /** For a move: what its gate asked for, and what is to happen once it is in. */
  readonly gate?: readonly ChecklistItem[];
  readonly afterwards?: readonly string[];
}

/** The change in the words of its pull request. */
function proposedChange({ path, text }: PlannedChange, done: Done, { content }: MoveSetting): ProposedChange {
  const deal = done.deal ?? parseDeal(text, path).deal;
  const owner = deal ? content.settings.people?.people[deal.owner]?.name : undefined;
  return { headline: done.headline, deal, owner, gate: done.gate ?? [], afterwards: done.afterwards ?? [] };
}

async function publish({ plan, recorded }: ChangeOutcome, done: Done, setting: MoveSetting): Promise<PullRequestOutcome | null> {
  if (!setting.options.pr) return null;
  if (!recorded)
    return {
      problem: new Refusal(
        "Nothing was committed, so there is nothing to open a pull request for.",
        "Leave --no-commit out, in a git repository.",
      ),
    };
  const text = pullRequestText(proposedChange(plan, done, setting), setting.workspace.organisation);
  return openPullRequest(recorded.branch, text, setting);
}

/** Why there is no pull request, where one was asked for. */
export const problemOf = (published: PullRequestOutcome | null): Refusal | null =>
  published && "problem" in published ? published.problem : null;

/**
 * Prints what was done: data with `--json`, else `headline` and where the change is; opens the pull request where it is
 * asked for. Returns the exit code: the change is committed even where there is no pull request.
 */
export async function printDone(outcome: ChangeOutcome, done: Done, setting: MoveSetting): Promise<number> {
  const { plan, recorded } = outcome;
  const { workspace, world, options } = setting;
  const file = workspace.prefix + plan.path;
  const published = await publish(outcome, done, setting);
  const problem = problemOf(published);
  if (options.json) {
    const { branch, commit } = recorded ?? { branch: null, commit: null };
    const told = problem && { message: problem.message, hint: problem.hint };
    const pull = options.pr ? { pullRequest: published && "pullRequest" in published ? published.pullRequest : null, problem: told } : {};
    world.print(`${JSON.stringify({ schemaVersion: 1, ...done.data, file, branch, commit, findings: plan.findings, ...pull })}\n`);
    return problem ? 2 : 0;
  }
  const place = done.isNewFile ? `: ${file}` : "";
  const isCommitted = workspace.repository !== null && options.commit !== false;
  const unrecorded = isCommitted ? `  ${file} is as it was committed before; nothing is to be done.\n` : `  Written to ${file}.\n`;
  const lines = recorded ? await recordedLines(recorded, published, workspace) : unrecorded;
  world.print(`✓ ${printable(done.headline + place)}\n${lines}`);
  if (problem)
    world.complain(
      `dealbook: ${problem.message}\n  → ${problem.hint}\n  Your change is ${recorded ? "committed" : "written"}; nothing is lost.\n`,
    );
  return problem ? 2 : 0;
}

const answers: Readonly<Record<MoveAnswer, string>> = {
  allowed: "Allowed",
  "needs-approval": "Somebody has to approve it",
  missing: "Something is missing",
  "not-allowed": "Not allowed",
};

/** Where the move leads, with the pipeline where it is another. */
const placeName = ({ to, handoff }: MoveRequest): string => (handoff ? `${handoff.name}: ${to.name}` : to.name);

function printRefusedMove(request: MoveRequest, { plan, stageOnRecord }: MoveOutcome, setting: MoveSetting): number {
  const { options, world } = setting;
  const { deal, stage, pipeline } = request.placed;
  if (options.json) return printRefused(plan, setting);
  if (stageOnRecord !== undefined && stageOnRecord !== deal.stage)
    world.complain(`On ${deskOf(setting).defaultBranch} this deal is still in "${stageOnRecord}"; one pull request makes one move.\n\n`);
  const answer = answers[moveAnswer(plan.findings)];
  world.print(`${printable(`✗ ${answer}: ${cardTitle(deal, pipeline.card)}, ${stage.name} → ${placeName(request)}`)}\n\n`);
  return printRefused(plan, setting);
}

/** Makes the move; on a terminal what is missing is asked for, as long as somebody answers. */
async function moveOrAsk(request: MoveRequest, setting: MoveSetting): Promise<MoveOutcome> {
  const { content, world } = setting;
  const outcome = await moveDeal(request, content, deskOf(setting));
  const asker = askerOf(world);
  if (!asker || moveAnswer(outcome.plan.findings) !== "missing") return outcome;
  const filled = await fillGaps(request, setting, asker);
  if (filled.length === 0) return outcome;
  return moveDeal({ ...request, fields: [...request.fields, ...filled] }, content, deskOf(setting));
}

/** What is still to happen after a move: who approves it, what the new stage starts. */
function printOpenEnds(afterwards: readonly string[], { plan }: MoveOutcome, world: World): void {
  for (const { code, message } of plan.findings)
    if (code === "gate/approval") world.print(`${printable(`  To be approved: ${message}`)}\n`);
  for (const say of afterwards) world.print(`  Once this is in: ${say}\n`);
}

/** Makes the move, or prints why it is refused: with the findings that CI would give. Returns the exit code. */
export async function performMove(request: MoveRequest, setting: MoveSetting): Promise<number> {
  const { world, options } = setting;
  const { deal, pipeline, stage } = request.placed;
  const outcome = await moveOrAsk(request, setting);
  if (!outcome.plan.isAllowed) return printRefusedMove(request, outcome, setting);
  const data = { slug: deal.slug, from: stage.id, to: request.to.id, answer: moveAnswer(outcome.plan.findings) };
  const headline = `${cardTitle(deal, pipeline.card)}: ${stage.name} → ${placeName(request)}`;
  const after = parseDeal(outcome.plan.text, outcome.plan.path).deal ?? deal;
  const gate = options.pr ? gateItems(request, { ...after, stage: deal.stage, pipeline: deal.pipeline }, setting.content) : [];
  const afterwards = startedBy(request, outcome.plan, setting.content);
  const code = await printDone(outcome, { data, headline, gate, afterwards }, setting);
  if (!options.json) printOpenEnds(afterwards, outcome, world);
  return code;
}
