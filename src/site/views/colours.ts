/** Colours of charts, by what they mean; tokens.css has them for light and dark. */
export const colours = {
  accent: "var(--accent)",
  soft: "var(--accent-mid)",
  pale: "var(--accent-soft)",
  grey: "var(--line-strong)",
  ink: "var(--ink)",
  back: "var(--back)",
  parked: "var(--parked)",
  handoff: "var(--handoff)",
  /** A second series beside that of the accent. */
  second: "var(--ramp-last)",
  bad: "var(--bad)",
} as const;

/** A colour for each of so many steps that follow each other, the first the warmest and palest. */
export function rampOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? 2 : (index / (count - 1)) * 2;
    const [from, to] = place < 1 ? ["first", "middle"] : ["middle", "last"];
    const share = Math.round((place < 1 ? place : place - 1) * 100);
    return `color-mix(in oklab, var(--ramp-${to}) ${share}%, var(--ramp-${from}))`;
  });
}
