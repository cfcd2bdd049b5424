import { pipelinePath, type RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import { requirementsOf } from "../pipeline/pipeline.ts";
import { ruleFileOf } from "../pipeline/requirement.ts";
import type { Rule } from "./rule.ts";

/** Settings files whose rules a change touches, and the deals that it touches beside them. */
export interface MixedChange {
  readonly inForce: RuleBook;
  readonly files: readonly string[];
  readonly deals: readonly Deal[];
}

/** The settings files by which deals of a pipeline are judged. */
function rulesOf(id: string, { pipelines }: RuleBook): Set<string> {
  const pipeline = pipelines.get(id);
  if (!pipeline) return new Set();
  return new Set([pipelinePath(id), ...requirementsOf(pipeline).flatMap((requirement) => ruleFileOf(requirement) ?? [])]);
}

/** The template that a version in another language belongs to. */
const withoutLanguage = (file: string): string => file.replace(/^(templates\/[^.]+)\.[^.]+\.md$/, "$1.md");

/** Rules and the deals that they judge do not change together. */
export const pipelineMixedChange: Rule<MixedChange> = {
  code: "pipeline/mixed-change",
  summary: "Rules and the deals that they judge change in pull requests of their own.",
  check: ({ inForce, files, deals }) =>
    files.flatMap((file) => {
      const rule = withoutLanguage(file);
      const judged = [...new Set(deals.filter((deal) => rulesOf(deal.pipeline, inForce).has(rule)).map(({ slug }) => slug))];
      if (judged.length === 0) return [];
      const names = `${judged.slice(0, 3).join(", ")}${judged.length > 3 ? ", …" : ""}`;
      return [
        {
          file,
          message: `The change alters this rule together with deals that it judges (${names}).`,
          hint: "Put the rules into a pull request of their own; it shows what they do to all deals.",
        },
      ];
    }),
};
