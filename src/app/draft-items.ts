import type { FormItem } from "../core/form/move-form.ts";

/**
 * Items that were asked for at any time while a form was filled in, in the order in which they came up; those that are
 * met by now miss nothing any more.
 */
export function together(known: readonly FormItem[], missing: readonly FormItem[]): FormItem[] {
  const now = new Map(missing.map((item) => [item.say, item.gaps]));
  const isKnown = new Set(known.map(({ say }) => say));
  return [...known.map((item) => ({ ...item, gaps: now.get(item.say) ?? [] })), ...missing.filter(({ say }) => !isKnown.has(say))];
}
