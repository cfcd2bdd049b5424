import type { Settings } from "../content/content.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { DealVersion } from "../history/deal-versions.ts";
import { stageEntries, standingEntries } from "../history/stage-entries.ts";
import { stageById } from "../pipeline/pipeline.ts";
import type { DealRecord } from "./deal-record.ts";

/** A deal in its place, with its history; `undefined` where it could not be read, or its pipeline or stage is unknown. */
export function recordOfFile(
  { deal, slug }: DealFile,
  { rules }: Pick<Settings, "rules">,
  versions: ReadonlyMap<string, readonly DealVersion[]>,
): DealRecord | undefined {
  const pipeline = deal ? rules.pipelines.get(deal.pipeline) : undefined;
  const stage = deal && pipeline && stageById(pipeline, deal.stage);
  if (!deal || !pipeline || !stage) return undefined;
  const own = versions.get(slug) ?? [];
  return { deal, pipeline, stage, entries: standingEntries(stageEntries(deal, own)), versions: own, pipelines: rules.pipelines };
}
