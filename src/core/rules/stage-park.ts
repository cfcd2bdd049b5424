import { movesDocs } from "../pipeline/docs-links.ts";
import { isRefused, resumeStages } from "../pipeline/move.ts";
import { openStages, type Pipeline, stageById } from "../pipeline/pipeline.ts";
import type { DealContext } from "./deal-context.ts";
import { placeOrStage, standsAsImported } from "./deal-context.ts";
import type { Rule, RuleProblem } from "./rule.ts";

/** What the deal may name as the stage that it came from. */
interface Origins {
  readonly ids: readonly string[];
  /** Why it is one of these. */
  readonly why: string;
  /** False where it may be left out: the deal then goes on where deals begin. */
  readonly isNeeded: boolean;
}

const isOpen = (pipeline: Pipeline, id: string): boolean => stageById(pipeline, id)?.kind === "open";

/** Where a deal was before it was parked; `undefined` where it never was in an open stage, or nobody knows. */
function formerStage({ before, move, pipeline }: DealContext): string | undefined {
  if (!before || !move || move.origin.id !== pipeline?.id) return undefined;
  return move.from.kind === "parked" ? before.parked_from : move.from.id;
}

function originsOf(context: DealContext, pipeline: Pipeline): Origins {
  const former = formerStage(context);
  if (former !== undefined && isOpen(pipeline, former)) return { ids: [former], why: `and came from "${former}"`, isNeeded: true };
  // What the base has wrong can be put right.
  const { before, move } = context;
  const wasParked = move?.from.kind === "parked" && move.origin.id === pipeline.id;
  const isUnknown = before === undefined || standsAsImported(context) || (wasParked && before?.parked_from !== undefined);
  if (isUnknown) return { ids: openStages(pipeline).map(({ id }) => id), why: "and goes on in an open stage", isNeeded: false };
  const ids = resumeStages(pipeline, undefined).map(({ id }) => id);
  return { ids, why: `and goes on where deals begin (${ids.join(", ")})`, isNeeded: false };
}

const isParked = ({ stage, move }: DealContext): boolean => stage?.kind === "parked" && !(move && isRefused(move.kind));

/** What is left of having been parked would be taken for true the next time. */
const leftBehind = ({ deal, file, stage, move }: DealContext): RuleProblem[] =>
  deal.parked_from === undefined || stage?.kind !== "open" || (move && isRefused(move.kind))
    ? []
    : [
        {
          severity: "warning",
          at: file.source?.locate(["parked_from"]),
          message: `parked_from says "${deal.parked_from}", but "${stage.id}" is no parked stage.`,
          hint: 'Remove "parked_from:"; the deal has gone on.',
        },
      ];

/** A parked deal knows where it goes on. */
export const stagePark: Rule<DealContext> = {
  code: "stage/park",
  summary: "A parked deal says in parked_from which stage it came from.",
  check: (context) => {
    const { deal, pipeline, stage } = context;
    if (!pipeline || !stage || !isParked(context)) return leftBehind(context);
    const { ids, why, isNeeded } = originsOf(context, pipeline);
    const said = deal.parked_from;
    if (said === undefined ? !isNeeded : ids.includes(said)) return [];
    return [
      {
        at: placeOrStage(context, ["parked_from"]),
        message: `The deal is parked in "${stage.id}" ${why}, but parked_from ${said === undefined ? "is not given" : `says "${said}"`}.`,
        hint: `Set "parked_from:" to ${ids.join(" or ")}; the deal goes on there.`,
        docs: movesDocs(pipeline.id),
      },
    ];
  },
};
