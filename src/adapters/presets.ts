import { existsSync, readdirSync, statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import type { PresetShelf, SchemaShelf } from "../app/ports.ts";
import { folderReader, isFile, isMissing } from "./files.ts";

const packageRoot = join(import.meta.dirname, "../..");

/** The presets that come with this package. */
export const packagePresets = join(packageRoot, "presets");

const isPreset = (folder: string): boolean => statSync(join(folder, "dealbook.yaml"), { throwIfNoEntry: false })?.isFile() === true;

/** Names of the presets in a folder, sorted; none where there is no such folder. */
export function presetNames(root: string): string[] {
  try {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return folders.flatMap(({ name }) => (isPreset(join(root, name)) ? [name] : [])).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The presets in a folder: each is a folder with a dealbook.yaml. */
export const presetShelf = (root: string): PresetShelf => ({
  names: presetNames(root),
  reader: (name) => folderReader(join(root, name)),
  bytes: (name, path) => readFile(join(root, name, path)),
});

/** True where a folder lies in this package: in a clone of it, as adopters have one. */
export function isInPackage(folder: string): boolean {
  const path = relative(packageRoot, folder);
  // On another drive of Windows there is no relative way.
  return !isAbsolute(path) && !/^\.\.(?:[\\/]|$)/.test(path);
}

/** The JSON Schemas of this package, as a content root sees them. */
export const schemaShelf = (contentRoot: string): SchemaShelf => {
  const root = join(packageRoot, "schema");
  return {
    folder: isInPackage(contentRoot) ? relative(contentRoot, root).replaceAll("\\", "/") : null,
    reader: folderReader(root),
  };
};

/** The top of the repository around a folder, which may not be there yet; `null` where there is none. */
export function repositoryTop(folder: string): string | null {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : repositoryTop(above);
}

/** What stands in a folder, sorted, git's own folder and .gitignore aside; `null` where the path leads to a file. */
export async function folderEntries(folder: string): Promise<string[] | null> {
  if (await isFile(folder)) return null;
  try {
    return (await readdir(folder)).filter((name) => name !== ".git" && name !== ".gitignore").sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
