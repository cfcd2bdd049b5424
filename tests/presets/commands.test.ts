import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Page {
  readonly path: string;
  readonly text: string;
}

function pagesIn(folder: string): Page[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((path) => /handbook.*\.mdx?$/.test(path));
  return files.map((path) => ({ path, text: readFileSync(join(root, folder, path), "utf8") }));
}

/** Commands and their options as a page names them: in code, or at the start of a line of a listing. */
const namedIn = ({ path, text }: Page) =>
  [...text.matchAll(/(?:`|^|npm run )dealbook (?:-- )?([a-z]+)([^`#\n]*)/gm)].map(([, command = "", rest = ""]) => ({
    path,
    command,
    options: rest.match(/--[a-z-]+/g) ?? [],
  }));

const help = async (...args: string[]): Promise<string> => (await callMain(root, [...args, "--help"], {})).out;

test("handbooks name commands and options that exist", async () => {
  const named = [...pagesIn("presets"), ...pagesIn("content")].flatMap(namedIn);
  const commands = new Set([...(await help()).matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, command]) => command));
  expect(named.filter(({ command }) => !commands.has(command))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
  for (const { path, command, options } of named) {
    const known = await help(command);
    expect({ path, command, strange: options.filter((option) => !known.includes(option)) }).toEqual({ path, command, strange: [] });
  }
});

test("handbooks of presets call the command by its name, wherever it is installed", () => {
  expect(pagesIn("presets").filter(({ text }) => /\b(?:npm|npx)\b/.test(text))).toEqual([]);
});
