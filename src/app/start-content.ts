import { isSettingsPath, readSettings } from "../core/content/content.ts";
import { linkSchemas } from "../core/content/schema-links.ts";
import { didYouMean } from "../core/text/suggest.ts";
import { loadFiles } from "./load-content.ts";
import type { ContentWriter, PresetShelf, SchemaShelf } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** Content to start, from a preset. */
export interface StartRequest {
  readonly preset: string;
  /** True to leave the sample deals out. */
  readonly isEmpty: boolean;
  /** True to write into a folder that holds something already. */
  readonly isForced: boolean;
  /** What stands in the folder; `null` where it is a file. */
  readonly present: readonly string[] | null;
  /** The folder's name, for messages. */
  readonly folder: string;
}

/** Where content is copied from and to. */
export interface Shelves {
  readonly presets: PresetShelf;
  readonly schemas: SchemaShelf;
  readonly writer: ContentWriter;
}

/** A preset in one line. */
export interface PresetSummary {
  readonly name: string;
  /** The organisation and its pipelines. */
  readonly summary: string;
}

async function summarise(name: string, presets: PresetShelf): Promise<PresetSummary> {
  const { organisation, rules } = readSettings(await loadFiles(presets.reader(name), () => isSettingsPath));
  const pipelines = [...rules.pipelines.values()];
  const stages = pipelines.reduce((sum, pipeline) => sum + pipeline.stages.length, 0);
  const names = pipelines.map((pipeline) => pipeline.name).join(", ");
  const count = pipelines.length === 1 ? "1 pipeline" : `${pipelines.length} pipelines`;
  return { name, summary: `${organisation?.name ?? name}: ${names} (${count}, ${stages} stages)` };
}

/** Every preset with what it holds. */
export const summarisePresets = (presets: PresetShelf): Promise<PresetSummary[]> =>
  Promise.all(presets.names.map((name) => summarise(name, presets)));

function refuseUnknown(preset: string, names: readonly string[]): void {
  if (!names.includes(preset)) throw new Refusal(`There is no preset "${preset}".`, didYouMean(preset, names));
}

const mostNamed = 6;

function refuseFull({ present, isForced, folder }: StartRequest): void {
  if (present === null) throw new Refusal(`${folder} is a file.`, "Name a folder that is empty, or not there yet.");
  if (present.length === 0 || isForced) return;
  const names = [...present.slice(0, mostNamed), ...(present.length > mostNamed ? ["…"] : [])];
  throw new Refusal(
    `${folder} is not empty: it holds ${names.join(", ")}.`,
    `Take it away first (in git: git rm -r ${folder}), or name another folder. --force writes over it, and leaves there what the preset does not have.`,
  );
}

const isSampleDeal = (path: string): boolean => path.startsWith("deals/") && path !== "deals/README.md";

const holdsSchemaComments = (path: string): boolean => /\.(?:ya?ml|mdx?)$/.test(path);

/** The file as it is to be written: with its schema comments set right, or byte for byte. */
async function dataOf({ preset }: StartRequest, path: string, { presets, schemas }: Shelves): Promise<string | Uint8Array> {
  const text = holdsSchemaComments(path) ? (await presets.reader(preset).read([path])).get(path) : null;
  return typeof text === "string" ? linkSchemas(text, path, schemas.folder ?? "schema") : presets.bytes(preset, path);
}

/** Content outside this package brings its schemas along, so that editors find them on every machine. */
async function copySchemas({ schemas, writer }: Shelves): Promise<string[]> {
  if (schemas.folder !== null) return [];
  const texts = await schemas.reader.read(await schemas.reader.list());
  const files = [...texts].flatMap(([path, text]) => (text === null ? [] : [{ path: `schema/${path}`, text }]));
  for (const { path, text } of files) await writer.write(path, text);
  return files.map(({ path }) => path);
}

/** Copies a preset into a folder. Returns the paths written, from that folder. */
export async function startContent(request: StartRequest, shelves: Shelves): Promise<string[]> {
  const { preset, isEmpty } = request;
  refuseUnknown(preset, shelves.presets.names);
  refuseFull(request);
  const paths = (await shelves.presets.reader(preset).list()).filter((path) => !isEmpty || !isSampleDeal(path));
  for (const path of paths) await shelves.writer.write(path, await dataOf(request, path, shelves));
  return [...paths, ...(await copySchemas(shelves))];
}
