import type { Rule } from "./rule.ts";

/** The names of all files of a content root. */
export interface FileNames {
  readonly paths: readonly string[];
}

const almostYaml = /^(?:dealbook|people|rates|trainings|(?:pipelines|frameworks)\/[^/]+|forecasts\/.+)\.(?:yml|ya?ml)$/i;
const almostMarkdown = /^(?:templates\/[^/]+|deals\/.+)\.(?:md|mdx|markdown)$/i;

function properEnding(path: string): string | undefined {
  if (almostYaml.test(path) && !path.endsWith(".yaml")) return ".yaml";
  if (almostMarkdown.test(path) && !path.endsWith(".md")) return ".md";
  return undefined;
}

/** No file is passed over in silence because of its ending. */
export const contentEnding: Rule<FileNames> = {
  code: "content/ending",
  summary: "Settings end in .yaml, deals, documents and templates in .md; other endings are not read.",
  check: ({ paths }) =>
    paths.flatMap((path) => {
      const ending = properEnding(path);
      if (ending === undefined) return [];
      const name = path.slice(path.lastIndexOf("/") + 1);
      const better = name.replace(/\.[^.]+$/, ending);
      return [
        { file: path, message: `"${name}" is not read, because its name does not end in ${ending}.`, hint: `Call the file ${better}.` },
      ];
    }),
};
