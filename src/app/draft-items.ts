import type { Finding } from "../core/finding/finding.ts";
import { askedOnce, type FormItem } from "../core/form/move-form.ts";

/**
 * Items that were asked for at any time while a form was filled in, in the order in which they came up; those that are
 * met by now miss nothing any more.
 */
export function together(known: readonly FormItem[], missing: readonly FormItem[]): FormItem[] {
  const now = new Map(missing.map(({ say, gaps }) => [say, gaps]));
  const isKnown = new Set(known.map(({ say }) => say));
  return askedOnce([
    ...known.map((item) => ({ ...item, gaps: now.get(item.say) ?? [] })),
    ...missing.filter(({ say }) => !isKnown.has(say)),
  ]);
}

/** The findings that no item of the form speaks of. */
export function otherFindings(findings: readonly Finding[], items: readonly FormItem[]): Finding[] {
  const told = [...new Set(items.flatMap(({ gaps }) => gaps.map(({ message }) => message)))];
  return findings.filter(({ message }) => !told.some((gap) => message.includes(gap)));
}
