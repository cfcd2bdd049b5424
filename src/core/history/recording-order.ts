/** The first place of a sorted list whose number is greater. */
function placeAfter(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? number) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The places of the numbers, by how many of them can stand in ascending order up to and including that one. */
function placesByLength(numbers: readonly number[]): number[][] {
  const lowestEnds: number[] = [];
  const places: number[][] = [];
  for (const [place, number] of numbers.entries()) {
    const before = placeAfter(lowestEnds, number);
    lowestEnds[before] = number;
    const alike = places[before] ?? [];
    alike.push(place);
    places[before] = alike;
  }
  return places;
}

/** The places of the longest ascending row in a list; of several such rows one that ends low and begins high. */
function longestRow(numbers: readonly number[]): Set<number> {
  const row = new Set<number>();
  let next: { readonly place: number; readonly number: number } | undefined;
  for (const places of placesByLength(numbers).toReversed()) {
    const after = next;
    const place = after ? places.find((each) => each < after.place && (numbers[each] ?? 0) <= after.number) : places.at(-1);
    if (place === undefined) break;
    row.add(place);
    next = { place, number: numbers[place] ?? 0 };
  }
  return row;
}

/**
 * When commits that follow on each other were recorded, given what their clocks said (both in milliseconds since 1970): none before
 * the one that it follows. Most clocks are right, so those that agree on the order are believed. One that is wrong, by minutes or by
 * years, is set between its neighbours; only that of the last commit cannot be told from a right one.
 */
export function recordingOrder(clocks: readonly number[]): number[] {
  const believed = longestRow(clocks);
  const limits: number[] = [];
  for (let place = clocks.length - 1, limit = Number.POSITIVE_INFINITY; place >= 0; place -= 1) {
    if (believed.has(place)) limit = clocks[place] ?? limit;
    limits[place] = limit;
  }
  let latest = Number.NEGATIVE_INFINITY;
  return clocks.map((clock, place) => {
    latest = Math.min(Math.max(clock, latest), limits[place] ?? clock);
    return latest;
  });
}
