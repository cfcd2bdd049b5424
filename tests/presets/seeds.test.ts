import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Reference {
  readonly preset: string;
  readonly path: string;
  readonly line: number;
}

const reference = /((?:pipelines|frameworks|templates|handbook|deals)\/[\w./-]+\.(?:yaml|md)|(?:people|dealbook)\.yaml)(?::(\d+))?/g;

/** Every `file:line` of docs/seeds.md, with the preset that its section is about. */
function references(): Reference[] {
  const sections = readFileSync(`${root}docs/seeds.md`, "utf8").split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const preset = section.slice(0, section.indexOf("\n"));
    return [...section.matchAll(reference)].map(([, path = "", line = "1"]) => ({ preset, path, line: Number(line) }));
  });
}

test("the map of the seeds leads to files and lines that exist", () => {
  const all = references();
  const dead = all.filter(({ preset, path, line }) => {
    const file = `${root}presets/${preset}/${path}`;
    return !existsSync(file) || readFileSync(file, "utf8").split("\n").length < line;
  });
  expect(dead).toEqual([]);
  expect(all.length).toBeGreaterThan(200);
});
