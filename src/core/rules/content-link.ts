import type { Rule } from "./rule.ts";

/** The links that a change makes. */
export interface ContentLinks {
  /** Paths of symbolic links and submodules, sorted. */
  readonly links: readonly string[];
}

// Links in the handbook do no harm: its pages are read, and nothing is judged by them.
const isJudged = (path: string): boolean => /^(?:[^/]+\.yaml$|(?:deals|pipelines|frameworks|templates|forecasts)(?:\/|$))/.test(path);

/** Nothing that is judged stands behind a link, where the judge does not look. */
export const contentLink: Rule<ContentLinks> = {
  code: "content/link",
  summary: "Settings, deals, documents and templates are files; symbolic links and submodules are not read.",
  check: ({ links }) =>
    links.filter(isJudged).map((path) => ({
      file: path,
      message: `"${path.slice(path.lastIndexOf("/") + 1)}" is a link to somewhere else, so it is not read.`,
      hint: "Put the file itself in its place.",
    })),
};
