import { openStages, type Stage } from "../pipeline/pipeline.ts";
import { type Share, shareOf } from "../statistics/share.ts";
import type { PipelineRecords } from "./deal-record.ts";
import { endingOf } from "./ending.ts";
import { type Passage, passagesOf } from "./passage.ts";

/** What became of the deals that entered a stage, however often they did. The four add up to `entered`. */
export interface StageConversion {
  readonly stage: Stage;
  readonly entered: number;
  /** Deals that went on from there to a later open stage, or were won. */
  readonly advanced: number;
  /** Deals that were lost without that. */
  readonly lost: number;
  /** Deals still in the pipeline that may yet advance: in the stage, in an earlier one, or parked. */
  readonly open: number;
  /** Deals that are in another pipeline and may come back; see `endingOf`. */
  readonly elsewhere: number;
  /** Advanced of those that advanced or were lost: what is not decided yet counts on neither side. */
  readonly share: Share;
}

function advancedFrom(stage: Stage, stages: readonly Stage[], { stays }: Passage): boolean {
  const first = stays.findIndex((stay) => stay.stage.id === stage.id);
  const later = stages.slice(stages.indexOf(stage) + 1).map(({ id }) => id);
  return stays.slice(first + 1).some((stay) => later.includes(stay.stage.id));
}

/** The conversion of each open stage, in the pipeline's order. */
export function stageConversion(input: PipelineRecords): StageConversion[] {
  const stages = openStages(input.pipeline);
  const passages = passagesOf(input).map((passage) => ({ passage, ending: endingOf(passage, input.pipeline) }));
  return stages.map((stage) => {
    const entered = passages.filter(({ passage }) => passage.stays.some((stay) => stay.stage.id === stage.id));
    const fates = entered.map(({ passage, ending }) => (ending === "won" || advancedFrom(stage, stages, passage) ? "advanced" : ending));
    const count = (fate: (typeof fates)[number]): number => fates.filter((each) => each === fate).length;
    const [advanced, lost] = [count("advanced"), count("lost")];
    return {
      stage,
      entered: entered.length,
      advanced,
      lost,
      open: count("open"),
      elsewhere: count("elsewhere"),
      share: shareOf(advanced, advanced + lost),
    };
  });
}
