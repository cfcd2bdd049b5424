import type { ChangedFile } from "../../src/app/ports.ts";
import { type BusinessDate, parseBusinessDate } from "../../src/core/calendar/business-date.ts";
import { checkChange } from "../../src/core/check/check-change.ts";
import { type Content, settingsFindings } from "../../src/core/check/check-content.ts";
import { readDeals } from "../../src/core/content/content.ts";
import { sortDealFiles } from "../../src/core/deal/deal-files.ts";
import type { Finding } from "../../src/core/finding/finding.ts";

export const today = parseBusinessDate("2026-11-21") as BusinessDate;

type Texts = ReadonlyMap<string, string | null>;

/** The content with other texts of deals, its settings as they are. */
function contentWith(texts: Texts, paths: readonly string[], { settings, handbook }: Content): Content {
  const all = [...new Set([...paths, ...texts.keys()])];
  const sorted = sortDealFiles(all);
  return { paths: all, settings, handbook, deals: readDeals({ paths: all, texts }, sorted), dealPaths: sorted.deals };
}

/** What the check says of files that are proposed together. */
export function checked(files: readonly ChangedFile[], texts: Texts, base: Content): readonly Finding[] {
  const now = new Map([...texts, ...files.map(({ path, text }) => [path, text] as const)]);
  return checkChange({
    base: { ...base, settingsFindings: settingsFindings(base.settings, today) },
    head: contentWith(now, base.paths, base),
    changed: new Set(files.map(({ path }) => path)),
    ...{ links: [], today, pastMoves: [], commits: new Map() },
  }).findings;
}
