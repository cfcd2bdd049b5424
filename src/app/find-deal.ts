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

const mostNames = 5;

/** The slugs that may have been meant: those that begin with what was given, else hold it, else the nearest. */
function likelySlugs(given: string, slugs: readonly string[]): string[] {
  const word = given
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  if (word === "") return [];
  const beginning = slugs.filter((each) => each.startsWith(word));
  if (beginning.length > 0) return beginning;
  const holding = slugs.filter((each) => each.includes(word));
  return holding.length > 0 ? holding : [nearest(word, slugs) ?? []].flat();
}

function suggestion(given: string, slugs: readonly string[]): string {
  const likely = likelySlugs(given, slugs);
  if (likely.length === 0) return "See all deals: dealbook list";
  const names = likely.slice(0, mostNames).map((slug) => `"${slug}"`);
  const more = likely.length > names.length ? `, or one of ${likely.length - names.length} more` : "";
  return `Did you mean ${names.join(", ")}${more}? See all deals: dealbook list`;
}

/** The file of a deal by its slug, or by the path of its file. Refuses an unknown one with those that may have been meant. */
function findDealFile(content: Content, name: string): DealFile {
  const { files } = content.deals;
  const path = name.replaceAll("\\", "/");
  const file = files.find((each) => each.slug === name) ?? files.find((each) => `/${path}`.endsWith(`/${each.path}`));
  if (file) return file;
  throw new Refusal(
    `There is no deal "${name}".`,
    suggestion(
      name,
      files.map((each) => each.slug),
    ),
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
