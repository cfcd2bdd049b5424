import type { RuleBook } from "../../core/content/rule-book.ts";
import { handoffsIn, handoffsOut } from "../../core/pipeline/handoffs.ts";
import type { Pipeline } from "../../core/pipeline/pipeline.ts";
import { processHref, stageHref } from "./links.ts";
import { type ListedMoveView, moveTexts, stageNames } from "./process.ts";

/** A handoff as the process page prints it: `Ordering → Orders: Open`. */
export interface HandoffView extends Pick<ListedMoveView, "say" | "needs" | "starts" | "examples"> {
  /** The stages that deals leave from. */
  readonly from: string;
  /** The stage that they come into. */
  readonly to: string;
  /** The other pipeline. */
  readonly pipeline: string;
  /** Its process page. */
  readonly href: string;
}

/** The handoffs of a pipeline, to others and from others. */
export interface HandoffViews {
  readonly out: readonly HandoffView[];
  readonly in: readonly HandoffView[];
}

/** Draws up the handoffs of a process page. What one asks for stands on the page of the pipeline that hands over. */
export function handoffViews(pipeline: Pipeline, rules: RuleBook): HandoffViews {
  return {
    out: handoffsOut(pipeline, rules.pipelines).map(({ stages, to, move }) => ({
      from: stageNames(stages),
      to: to.stage.name,
      pipeline: to.pipeline.name,
      href: stageHref(to.pipeline.id, to.stage.id),
      say: move.say,
      ...moveTexts(move, rules),
    })),
    in: handoffsIn(pipeline, rules.pipelines).map(({ from, stages, to, move }) => ({
      from: stageNames(stages),
      to: to.stage.name,
      pipeline: from.name,
      href: `${processHref(from.id)}#handoffs`,
      say: move.say,
      ...moveTexts({ ...move, needs: [], on_move: [], examples: undefined }, rules),
    })),
  };
}
