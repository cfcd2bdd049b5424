import { type RuleCommit, type RuleEffect, ruleEffects } from "../../core/review/rule-effect.ts";
import type { Site } from "./site.ts";

// Each takes a look at every deal, and a handbook that people use changes every day.
const mostShown = 60;

/** The latest changes of rules and handbook, as many as are looked at. */
const shownCommits = ({ ruleCommits }: Site): readonly RuleCommit[] => ruleCommits.slice(-mostShown);

/** What a change of rules or handbook did, in each pipeline that it concerns. */
export interface ShownChange {
  readonly commit: RuleCommit;
  /** One for each pipeline; none where there is no pipeline any more. */
  readonly effects: readonly RuleEffect[];
}

/** What the latest changes did, newest first. */
export function shownEffects(site: Site): ShownChange[] {
  const commits = shownCommits(site);
  const effects = Map.groupBy(ruleEffects(commits, site.pipelines), ({ change }) => change);
  return commits.map((commit) => ({ commit, effects: effects.get(commit) ?? [] })).reverse();
}

/** True for a change whose effect is shown. */
export const isShownEffect = (commit: RuleCommit, site: Site): boolean => shownCommits(site).includes(commit);

/** The anchor of a change on its page. */
export const ruleAnchor = ({ commit }: RuleCommit): string => `change-${commit.slice(0, 12)}`;
