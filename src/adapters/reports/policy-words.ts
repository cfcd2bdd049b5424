import type { PolicyEffect, StoppedByPolicy } from "../../core/check/policy-effect.ts";

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const outcomes: Readonly<Record<StoppedByPolicy["outcome"], string>> = { won: "was won", lost: "was lost", open: "is still open" };

/** How many of the moves that would have been stopped ended how: `2 won, 1 lost`. */
function endings(stopped: readonly StoppedByPolicy[]): string {
  const deals = new Map(stopped.map((move) => [move.slug, move.outcome]));
  const counts = (["won", "lost", "open"] as const).map(
    (outcome) => [outcome, [...deals.values()].filter((each) => each === outcome).length] as const,
  );
  return counts.flatMap(([outcome, count]) => (count === 0 ? [] : `${count} ${outcome === "open" ? "still open" : outcome}`)).join(", ");
}

/** What a change of rules does, in two sentences. */
export function policySummary({ broken, stopped, judged }: PolicyEffect): string {
  const today = `${broken.length} of ${plural(judged.deals, "open deal")} would break the new rules today.`;
  const past = `${stopped.length} of ${plural(judged.moves, "past move")} would have been stopped${stopped.length === 0 ? "" : ` (deals: ${endings(stopped)})`}.`;
  return `${today} ${past}`;
}

/** A past move that would have been stopped, without its reasons. */
export const stoppedWords = ({ title, from, to, date, outcome }: StoppedByPolicy): string =>
  `${title}: ${from} → ${to} on ${date}; the deal ${outcomes[outcome]}`;
