import { slugOf } from "../deal/deal-files.ts";
import { type ChecklistItem, checklistItem } from "../gate/checklist.ts";
import type { Gap, GateFacts } from "../gate/gap.ts";
import { gapsOf } from "../gate/gaps.ts";
import type { GateRequirement } from "../gate/gate.ts";
import { isInForce } from "../gate/rule-gaps.ts";
import { movesDocs, stageDocs } from "../pipeline/docs-links.ts";
import { isClosed } from "../pipeline/pipeline.ts";
import { isMomentary, ruleFileOf } from "../pipeline/requirement.ts";
import { nearest } from "../text/suggest.ts";
import { allCriteria, type DealContext, formerGate, judgedStage, placeOrStage, standsAsImported } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** Whether a requirement is of the kind that a gate rule judges: it has this key. */
type RequirementKey = "field" | "answers" | "confirm" | "document" | "link" | "activity" | "approval" | "rule";

const aims: Readonly<Record<GateRequirement["list"], string>> = {
  enter: "To be in",
  exit: "To be in",
  move: "To move to",
  birth: "To begin in",
};

function problemOf(context: DealContext, { requirement, stage, list, pipeline }: GateRequirement, gap: Gap): RuleProblem {
  const target = judgedStage(context)?.name ?? "";
  // What was done elsewhere cannot be asked for here; the next move asks for it.
  const severity = standsAsImported(context) ? "warning" : gap.severity;
  return {
    ...(severity && { severity }),
    ...(gap.place ? { file: gap.place.file, at: gap.place.at } : { at: placeOrStage(context, gap.path ?? ["stage"]) }),
    message: `${aims[list]} ${target}: ${requirement.say} ${gap.message}`,
    gap: gap.message,
    hint: gap.hint,
    docs: list === "move" || list === "birth" ? movesDocs(pipeline) : stageDocs(pipeline, stage),
  };
}

/** A document or rule that cannot be read is found as such; nobody is told that it is missing, too. */
function isUnreadable({ documents, rules }: DealContext, { requirement }: GateRequirement): boolean {
  const ruleFile = ruleFileOf(requirement);
  if (ruleFile !== undefined && rules.unread.has(ruleFile)) return true;
  if (!("document" in requirement)) return false;
  if (requirement.signed_by !== undefined && rules.unread.has("people.yaml")) return true;
  return documents.some((file) => !file.document && slugOf(file.path) === requirement.document);
}

/** A sign-off that does not count is found as such; nobody is told that the approval is missing, too. */
const isRefusedSignOff = ({ deal, signOffComplaint }: DealContext, { requirement }: GateRequirement): boolean =>
  "approval" in requirement &&
  deal.approvals.some((signOff) => signOff.role === requirement.approval && signOffComplaint?.(signOff) !== undefined);

/** A criterion that is confirmed under a misspelt name is found as such; nobody is told that it is missing, too. */
function isMisspelt({ deal, rules }: DealContext, { requirement }: GateRequirement): boolean {
  if (!("confirm" in requirement)) return false;
  const criteria = allCriteria(rules);
  const strange = Object.keys(deal.confirmed).filter((name) => !criteria.includes(name));
  return strange.some((name) => nearest(name, criteria) === requirement.confirm);
}

/** True for a requirement that the move itself crosses: leaving a stage, the move, or entering a stage. */
function isCrossed({ move, pipeline }: DealContext, { list, stage, pipeline: owner }: GateRequirement): boolean {
  if (!move || list === "move" || list === "birth") return true;
  return list === "exit" ? owner === move.origin.id && stage.id === move.from.id : owner === pipeline?.id && stage.id === move.to.id;
}

/** What must hold at the time of a move is asked for by that move; once it is made, nobody is asked again. */
function isSettled(context: DealContext, gate: GateRequirement): boolean {
  const { before, move, stage } = context;
  // A deal that came in won or lost has no next move that would ask; opened again, it is judged like any other.
  if (stage && isClosed(stage) && standsAsImported(context)) return true;
  if (!isMomentary(gate.requirement)) return false;
  if (before === undefined || move?.kind === "stay") return true;
  // A handoff into the middle of a pipeline skips nobody's approval: what lies before it was another pipeline's to ask.
  if (move?.kind === "handoff") return !isCrossed(context, gate);
  // A deal that is opened again is approved afresh; what was done in stages long behind it is done.
  if (move?.kind === "reopen" && "activity" in gate.requirement) return !isCrossed(context, gate);
  return formerGate(context).some((former) => former.requirement === gate.requirement);
}

/** What a deal's requirements are held against. */
export function factsOf({ deal, documents, rules, peopleInForce, today, before, move, approvals, approvalDoubt }: DealContext): GateFacts {
  return {
    deal,
    documents: documents.flatMap((file) => file.document ?? []),
    rules,
    people: peopleInForce,
    today,
    before: before ?? null,
    ...(before !== undefined && { move: { kind: move?.kind ?? "stay", from: move?.from.id ?? "", to: deal.stage } }),
    ...(approvals && { approvals }),
    ...(approvalDoubt !== undefined && { approvalDoubt }),
  };
}

/** A requirement of a change's gate, held against the deal. */
export interface JudgedRequirement extends GateRequirement {
  readonly item: ChecklistItem;
}

/** What a change's gate asks for, met and missing: all that its move crosses, and what the stages behind it still miss. */
export function judgedGate(context: DealContext): JudgedRequirement[] {
  const facts = factsOf(context);
  return context.gates
    .filter((gate) => isInForce(gate.requirement, facts) && !isSettled(context, gate))
    .map((gate) => ({ ...gate, item: checklistItem(gate, facts) }))
    .filter((gate) => !gate.item.isMet || (context.move?.kind !== "stay" && isCrossed(context, gate)));
}

/** What is missing is missing once, though several stages ask for it. */
const keyOf = ({ message, path, place }: Gap): string => JSON.stringify([message, path, place?.file]);

/** Judges the requirements of one kind, of the stage the deal is in, of the open ones before it, and of its move. */
export function gateRule(code: string, summary: string, key: RequirementKey): Rule<DealContext> {
  return {
    code,
    summary,
    check: (context) => {
      const asked = context.gates.filter(({ requirement }) => key in requirement);
      if (asked.length === 0) return [];
      const facts = factsOf(context);
      const gaps = asked
        .filter(
          (gate) =>
            !isUnreadable(context, gate) && !isRefusedSignOff(context, gate) && !isMisspelt(context, gate) && !isSettled(context, gate),
        )
        .flatMap((gate) => gapsOf(gate.requirement, facts).map((gap) => ({ gate, gap })));
      return [...new Map(gaps.toReversed().map((each) => [keyOf(each.gap), each])).values()]
        .toReversed()
        .map(({ gate, gap }) => problemOf(context, gate, gap));
    },
  };
}
