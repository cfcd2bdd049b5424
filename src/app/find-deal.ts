import type { Content } from "../core/check/check-content.ts";
import type { Deal } from "../core/deal/deal.ts";
import type { DealFile } from "../core/deal/parse-deal.ts";
import { type Pipeline, type Stage, stageById } from "../core/pipeline/pipeline.ts";
import { nearest } from "../core/text/suggest.ts";
import { Refusal } from "./refusal.ts";

/** A deal together with its pipeline and stage. */
export interface PlacedDeal {
  readonly file: DealFile;
  readonly deal: Deal;
  readonly pipeline: Pipeline;
  readonly stage: Stage;
}

/** The file of a deal by its slug. Refuses an unknown one with the nearest that exists. */
function findDealFile(content: Content, slug: string): DealFile {
  const file = content.deals.files.find((each) => each.slug === slug);
  if (file) return file;
  const slugs = content.deals.files.map((each) => each.slug);
  const near = slugs.find((each) => slug !== "" && each.includes(slug)) ?? nearest(slug, slugs);
  throw new Refusal(
    `There is no deal "${slug}".`,
    near === undefined ? "See all deals: dealbook list" : `Did you mean "${near}"? See all deals: dealbook list`,
  );
}

/** A deal with its pipeline and stage; `undefined` where it could not be read, or one of them is unknown. */
export function placeDeal(content: Content, file: DealFile): PlacedDeal | undefined {
  const { deal } = file;
  const pipeline = deal ? content.settings.rules.pipelines.get(deal.pipeline) : undefined;
  const stage = deal && pipeline ? stageById(pipeline, deal.stage) : undefined;
  return deal && pipeline && stage ? { file, deal, pipeline, stage } : undefined;
}

/** A deal that can be worked with: it could be read, and its stage is known. */
export function findDeal(content: Content, slug: string): PlacedDeal {
  const file = findDealFile(content, slug);
  const placed = placeDeal(content, file);
  if (placed) return placed;
  throw new Refusal(`The deal "${slug}" (${file.path}) cannot be read as it stands.`, "See what is wrong with it: dealbook check");
}
