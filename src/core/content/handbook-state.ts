import { type Finding, toFinding } from "../finding/finding.ts";
import { handbookRoot, isPagePath } from "../handbook/file-path.ts";
import { readHandbook } from "../handbook/handbook.ts";
import { handbookInput, sitePages } from "../handbook/site-pages.ts";
import type { People } from "../people/people.ts";
import type { ContentFiles } from "./content.ts";
import { pipelineIds, type RuleBook } from "./rule-book.ts";

/** What the check needs to know of the handbook: what is wrong in its pages, and how many there are. */
export interface HandbookState {
  readonly findings: readonly Finding[];
  readonly pageCount: number;
}

interface SiteContent {
  readonly rules: RuleBook;
  readonly people: People | null;
  readonly dealPaths: readonly string[];
}

const isUnreadPage = ({ texts }: ContentFiles, path: string): boolean =>
  path.startsWith(`${handbookRoot}/`) && isPagePath(path) && !texts.has(path);

/** What is wrong in the handbook, as far as the check needs to know; nothing where its pages were left unread. */
export function readHandbookState(files: ContentFiles, { rules, people, dealPaths }: SiteContent): HandbookState {
  if (files.paths.some((path) => isUnreadPage(files, path))) return { findings: [], pageCount: 0 };
  const site = sitePages({
    pipelines: pipelineIds(rules),
    deals: dealPaths,
    people: Object.keys(people?.people ?? {}),
    stagesOf: (id) => rules.pipelines.get(id)?.stages,
  });
  const { pages, problems } = readHandbook(handbookInput(files), site);
  return {
    findings: problems.map((problem) => toFinding(problem, problem.file ?? "handbook")),
    pageCount: pages.filter((page) => !page.isGenerated).length,
  };
}
