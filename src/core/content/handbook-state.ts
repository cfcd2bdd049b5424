import type { HandbookState } from "../check/check-content.ts";
import { toFinding } from "../finding/finding.ts";
import { handbookRoot, isPagePath } from "../handbook/file-path.ts";
import { readHandbook } from "../handbook/handbook.ts";
import { handbookInput, sitePages } from "../handbook/site-pages.ts";
import type { ContentFiles } from "./content.ts";
import type { RuleBook } from "./rule-book.ts";

interface SiteContent {
  readonly rules: RuleBook;
  readonly dealPaths: readonly string[];
}

const isUnreadPage = ({ texts }: ContentFiles, path: string): boolean =>
  path.startsWith(`${handbookRoot}/`) && isPagePath(path) && !texts.has(path);

/** What is wrong in the handbook, as far as the check needs to know; nothing where its pages were left unread. */
export function readHandbookState(files: ContentFiles, { rules, dealPaths }: SiteContent): HandbookState {
  if (files.paths.some((path) => isUnreadPage(files, path))) return { findings: [], pageCount: 0 };
  const site = sitePages({ pipelines: rules.pipelines.keys(), deals: dealPaths });
  const { pages, problems } = readHandbook(handbookInput(files), site);
  return {
    findings: problems.map((problem) => toFinding(problem, problem.file ?? "handbook")),
    pageCount: pages.filter((page) => !page.isGenerated).length,
  };
}
