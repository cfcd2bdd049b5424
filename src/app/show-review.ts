import { addDays, type BusinessDate } from "../core/calendar/business-date.ts";
import { byPipeline } from "../core/metrics/pipeline-records.ts";
import { instantsOf, type Period } from "../core/review/period.ts";
import { type Review, type ReviewSource, reviewOf } from "../core/review/review.ts";
import { type RuleCommit, type RuleEffect, ruleEffects, ruleFolders } from "../core/review/rule-effect.ts";
import { type LoadedRecords, loadRecords, type RecordSource } from "./load-records.ts";
import type { Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** What to review. */
export interface ReviewRequest {
  /** First day; without it the week that ends with the last day. */
  readonly since?: BusinessDate | undefined;
  /** Last day; without it today. */
  readonly until?: BusinessDate | undefined;
  /** Id of one pipeline; all without it. */
  readonly pipeline?: string | undefined;
}

/** A review, and what the changes of rules in its period did. */
export interface ShownReview {
  readonly review: Review;
  readonly rules: readonly RuleEffect[];
  /** The branch or commit whose first-parent line was read. */
  readonly record: string;
}

function periodOf({ since, until }: ReviewRequest, today: BusinessDate): Period {
  const last = until ?? today;
  const first = since ?? addDays(last, -6);
  if (last > today) throw new Refusal(`${last} is still to come; today is ${today}.`, "Give --until a day of the past, or leave it out.");
  if (first <= last) return { since: first, until: last };
  throw new Refusal(
    `The review would begin on ${first} and end before, on ${last}.`,
    "Give --since the earlier day, and --until the later one.",
  );
}

/** The repository and the ref of its record; refused where nothing has been recorded. */
async function recordOf(repository: Repository | null, defaultBranch: string): Promise<readonly [Repository, string]> {
  if (repository && (await repository.hasCommit("HEAD"))) return [repository, (await recordRef(repository, defaultBranch)) ?? "HEAD"];
  throw new Refusal(
    "Nothing is recorded yet: a review tells what the commits of the deals say.",
    "Commit the content to git: git add . && git commit",
  );
}

/** What a review is made from; every deal that was ever recorded, also those whose files are gone. */
export const reviewSource = ({ settings, versions, records }: LoadedRecords, pipeline?: string): ReviewSource => ({
  versions,
  records,
  pipelines: settings.rules.pipelines,
  rates: settings.rates,
  zone: settings.organisation?.time_zone ?? "UTC",
  ...(pipeline !== undefined && { pipeline }),
});

/** Every change of rules and handbook that the record holds, oldest first. */
export async function loadRuleCommits(repository: Repository | null, defaultBranch: string): Promise<RuleCommit[]> {
  if (!repository || !(await repository.hasCommit("HEAD"))) return [];
  return repository.commitsTouching((await recordRef(repository, defaultBranch)) ?? "HEAD", ruleFolders);
}

/** Reviews a period. */
export async function showReview(request: ReviewRequest, source: RecordSource): Promise<ShownReview & { readonly loaded: LoadedRecords }> {
  const loaded = await loadRecords(source);
  const defaultBranch = loaded.settings.organisation?.default_branch ?? "main";
  const period = periodOf(request, loaded.today);
  const [repository, record] = await recordOf(source.repository, defaultBranch);
  const input = reviewSource(loaded, request.pipeline);
  const { from, to } = instantsOf(period, input.zone);
  const commits = await loadRuleCommits(repository, defaultBranch);
  const pipelines = byPipeline(loaded).filter(({ pipeline }) => request.pipeline === undefined || pipeline.id === request.pipeline);
  const changed = commits.filter(({ recorded }) => recorded >= from && recorded < to);
  return { loaded, review: reviewOf(input, period), rules: ruleEffects(changed, pipelines), record };
}
