import { basename, dirname, resolve } from "node:path";
import { folderReader, folderWriter, isFile } from "../adapters/files.ts";
import { placeOf } from "../adapters/git/place.ts";
import { cacheBelow, openRepository } from "../adapters/git/repository.ts";
import type { ContentReader, ContentWriter, Repository } from "../app/ports.ts";
import { Refusal } from "../app/refusal.ts";
import { type BusinessDate, dateInZone, parseBusinessDate } from "../core/calendar/business-date.ts";
import { type Organisation, parseOrganisation } from "../core/organisation/organisation.ts";
import type { World } from "./world.ts";

/** Options that every command takes. */
export interface CommonOptions {
  readonly content?: string;
  readonly today?: string;
}

/** An opened content root. */
export interface Workspace {
  /** Absolute folder. */
  readonly root: string;
  /** What stands before a content path in messages: from the top of the repository, or from the current folder. */
  readonly prefix: string;
  readonly reader: ContentReader;
  readonly writer: ContentWriter;
  /** `null` where the content root is in no git repository. */
  readonly repository: Repository | null;
  /** The folder of what takes long to make, and can be made again. */
  readonly cache: string;
  /** `null` where dealbook.yaml has problems; the check says which. */
  readonly organisation: Organisation | null;
  readonly today: BusinessDate;
}

function dayOf(options: CommonOptions, world: World, organisation: Organisation | null): BusinessDate {
  const given = options.today ?? world.env.DEALBOOK_TODAY;
  if (given === undefined) return dateInZone(world.now, organisation?.time_zone ?? "UTC");
  const date = parseBusinessDate(given);
  if (date) return date;
  throw new Refusal(`"${given}" is not a day of the calendar.`, "Give --today as YYYY-MM-DD.");
}

/** Absolute folder of the content root that the options, the environment or the default name. */
export const contentRoot = (options: CommonOptions, world: World): string =>
  resolve(world.cwd, options.content ?? world.env.DEALBOOK_CONTENT ?? "content");

const isContentRoot = (folder: string): Promise<boolean> => isFile(resolve(folder, "dealbook.yaml"));

/** The content root to work with: where none is named, and there is none here, that of the repository around the current folder. */
async function presentRoot(options: CommonOptions, world: World): Promise<string> {
  const given = contentRoot(options, world);
  const isNamed = (options.content ?? world.env.DEALBOOK_CONTENT) !== undefined;
  if (isNamed || (await isContentRoot(given))) return given;
  const top = (await placeOf(world.cwd))?.top;
  for (let folder = world.cwd; top !== undefined && folder !== top && folder.startsWith(top); ) {
    folder = dirname(folder);
    const root = resolve(folder, "content");
    if (await isContentRoot(root)) return root;
  }
  return given;
}

/** Opens the content root; refuses a folder that is none. */
export async function openWorkspace(options: CommonOptions, world: World): Promise<Workspace> {
  const root = await presentRoot(options, world);
  if (!(await isContentRoot(root))) {
    throw new Refusal(`There is no dealbook.yaml in ${root}.`, "Call dealbook where the content folder is, or name it: --content DIR");
  }
  const reader = folderReader(root);
  const open = await openRepository(root);
  const text = (await reader.read(["dealbook.yaml"])).get("dealbook.yaml");
  const organisation = typeof text === "string" ? parseOrganisation(text).value : null;
  return {
    root,
    prefix: open ? open.prefix : `${basename(root)}/`,
    reader,
    writer: folderWriter(root),
    repository: open?.repository ?? null,
    cache: open?.cache ?? cacheBelow(root),
    organisation,
    today: dayOf(options, world, organisation),
  };
}
