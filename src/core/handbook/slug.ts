// What GitHub's slugger (and so Astro) keeps: letters of every script, their marks, digits, connectors, hyphens, spaces.
const dropped = /[^\p{L}\p{M}\p{N}\p{Pc}\- ]|\p{Variation_Selector}/gu;

const hasLetterOrDigit = /[\p{L}\p{N}]/u;

/** One segment of a URL from a file or folder name; never empty, even for a name of emoji alone. */
export function slugSegment(name: string): string {
  const slug = name.normalize("NFC").trim().toLowerCase().replace(dropped, "").replaceAll(" ", "-");
  return hasLetterOrDigit.test(slug) ? slug : "page";
}

/** Hands out each slug once: a second `a-b` becomes `a-b-2`. */
export class UniqueSlugs {
  readonly #taken = new Set<string>();

  take(slug: string): string {
    let free = slug;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${slug}-${count}`;
    this.#taken.add(free);
    return free;
  }
}
