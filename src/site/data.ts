import { folderReader } from "../adapters/files.ts";
import { openRepository } from "../adapters/git/repository.ts";
import { loadFiles, readContent } from "../app/load-content.ts";
import { loadVersions } from "../app/load-versions.ts";
import { loadRuleCommits } from "../app/show-review.ts";
import { contentRoot } from "./handbook/content-root.ts";
import { todayIn } from "./today.ts";
import { readSite, type Site } from "./views/site.ts";

// Only for the dev server: one page asks several times, and shall see the same content.
const secondsKept = 1;

async function load(): Promise<Site> {
  const root = contentRoot();
  const [files, opened] = await Promise.all([loadFiles(folderReader(root)), openRepository(root)]);
  const content = readContent(files);
  const repository = opened?.repository ?? null;
  const branch = content.settings.organisation?.default_branch ?? "main";
  const [versions, ruleCommits] = await Promise.all([loadVersions(repository, branch), loadRuleCommits(repository, branch)]);
  const today = todayIn(content.settings.organisation?.time_zone ?? "UTC");
  return readSite({ content, texts: files.texts, versions, ruleCommits, today, prefix: opened?.prefix ?? "" });
}

let kept: { readonly site: Promise<Site>; readonly at: number } | undefined;

/** Everything that the pages show, read once a build; the dev server reads it again after a second. */
export function loadSite(): Promise<Site> {
  const isStale = import.meta.env.DEV && kept !== undefined && Date.now() - kept.at > secondsKept * 1000;
  if (!kept || isStale) kept = { site: load(), at: Date.now() };
  return kept.site;
}
