import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMissing } from "./files.ts";

// What is installed: written by npm beside the packages, wherever this one lies among them.
const inventories = ["node_modules/.package-lock.json", "../.package-lock.json"];

function bytesOf(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}

/** A digest of everything that decides how pages are rendered, besides what they show: the program, its packages, and Node. */
export function codeDigest(packageRoot: string): string {
  const entries = readdirSync(join(packageRoot, "src"), { recursive: true, withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const others = ["astro.config.mjs", "package.json", ...inventories].map((path) => join(packageRoot, path));
  const digest = createHash("sha256").update(JSON.stringify(process.versions));
  for (const file of [...sources.sort(), ...others]) digest.update(`\0${file.slice(packageRoot.length)}\0`).update(bytesOf(file));
  return digest.digest("hex");
}
