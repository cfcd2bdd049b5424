import { addDays } from "../calendar/business-date.ts";
import { movesDocs } from "../pipeline/docs-links.ts";
import { proposalFor } from "../sweep/proposal.ts";
import { evidenceText, limitText } from "../sweep/proposal-words.ts";
import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

/** A deal whose time is up is moved on, or asks for time. A change is never judged by it: time passes without anybody's change. */
export const stageTimeRule: Rule<DealContext> = {
  code: "stage/time-rule",
  summary: "A deal whose time in a stage is up by a time rule is moved, or asks for more time (a warning).",
  check: ({ before, deal, file, pipeline, stage, today }) => {
    const proposal = before === undefined && pipeline && stage ? proposalFor({ deal, pipeline, stage }, today) : undefined;
    if (!proposal) return [];
    const { rule, to } = proposal;
    return [
      {
        severity: "warning",
        at: file.source?.locate(["stage"]),
        message: `The time is up: ${evidenceText(proposal)}; ${limitText(proposal)}. Rule: ${rule.say}`,
        hint: `Move it to "${to.id}", log what has happened since, or ask for time: dealbook snooze ${deal.slug} --until ${addDays(today, rule.days)} --reason "…"`,
        docs: movesDocs(deal.pipeline),
      },
    ];
  },
};
