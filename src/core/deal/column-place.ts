/** A card of a column, as far as its place matters. */
export interface PlacedCard {
  readonly slug: string;
  readonly priority?: number | undefined;
}

/** Where a card is to go in its column. */
export type WantedPlace = { readonly at: "first" } | { readonly at: "before" | "after"; readonly other: string };

/** A number between two others; a whole one where there is one. */
function between(low: number, high: number): number | undefined {
  if (low >= high) return undefined;
  const middle = (low + high) / 2;
  const whole = Math.floor(middle);
  return whole > low && whole < high ? whole : middle;
}

/**
 * The priority that puts a card where it is wanted among the other cards of its column; `undefined` where there is none:
 * the other card has no priority, or shares it with the next one.
 */
export function priorityFor(wanted: WantedPlace, others: readonly PlacedCard[]): number | undefined {
  const known = others.flatMap(({ slug, priority }) => (priority === undefined ? [] : [{ slug, priority }]));
  const cards = known.sort((a, b) => a.priority - b.priority);
  const [first] = cards;
  if (wanted.at === "first") return first ? Math.ceil(first.priority) - 1 : 1;
  const index = cards.findIndex(({ slug }) => slug === wanted.other);
  const other = cards[index];
  if (!other) return undefined;
  const neighbour = cards[wanted.at === "before" ? index - 1 : index + 1];
  if (wanted.at === "before") return neighbour ? between(neighbour.priority, other.priority) : Math.ceil(other.priority) - 1;
  return neighbour ? between(other.priority, neighbour.priority) : Math.floor(other.priority) + 1;
}
