import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Change, TemporaryRepository } from "../temporary-repository.ts";

const content = fileURLToPath(new URL("content/", import.meta.url));

/** Fields of a deal that a commit sets; `undefined` takes one away. `in` is the folder of its file, below `deals/`. */
type Fields = Readonly<Record<string, unknown>>;

function settings(): Change {
  const files = readdirSync(content, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [join("content", path.slice(content.length)), readFileSync(path, "utf8")];
    }),
  );
}

/** YAML reads JSON, too. */
const textOf = ({ in: _, ...fields }: Fields): string => {
  const lines = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${JSON.stringify(value)}`));
  return ["---", ...lines, "---", "", ""].join("\n");
};

const pathOf = (slug: string, fields: Fields): string => `content/deals/${fields.in}/${slug}.md`;

/** An amount as deals write it. */
export const money = (value: string, currency: string): Fields => ({ value, currency });

/** What somebody did for a deal, such as `2026-06-10 meeting amy`. */
export function did(what: string, more: Fields = {}): Fields {
  const [date, kind, by] = what.split(" ");
  return { date, kind, by, ...more };
}

/** A repository in which each line of a script is a commit to one deal, on a day at noon in Berlin or at an instant. */
export class Ledger {
  readonly git: TemporaryRepository;
  readonly #deals = new Map<string, Fields>();

  constructor(folder: string, day: string) {
    this.git = new TemporaryRepository(folder);
    this.clock(day);
    this.git.commit(settings());
  }

  /** Sets the clock: a day, or an instant. */
  clock(when: string): void {
    this.git.setClock(when.includes("T") ? when : `${when}T10:00:00Z`);
  }

  /** Changes fields of a deal in the working tree; the others stay as they are. */
  edit(slug: string, set: Fields): void {
    const before = this.#deals.get(slug);
    const fields: Fields = { title: "Order", company: slug, in: "2026", ...before, ...set };
    this.#deals.set(slug, fields);
    const isMoved = before !== undefined && before.in !== fields.in;
    this.git.write({ ...(isMoved && { [pathOf(slug, before)]: null }), [pathOf(slug, fields)]: textOf(fields) });
  }

  /** The same, committed on a day or at an instant. */
  commit(when: string, slug: string, set: Fields): void {
    this.clock(when);
    this.edit(slug, set);
    this.git.commit();
  }

  /** Branches off from the default branch. */
  branch(name: string): void {
    this.git.git("switch", "--quiet", "--create", name);
  }

  /** Goes back to the default branch. */
  main(): void {
    this.git.git("switch", "--quiet", "main");
  }

  /** One commit with all that the branch changed. */
  squash(when: string, branch: string): void {
    this.clock(when);
    this.git.git("merge", "--quiet", "--squash", branch);
    this.git.git("commit", "--quiet", "--message", "Squash");
  }

  /** A merge commit, whose first parent is the default branch. */
  merge(when: string, branch: string): void {
    this.clock(when);
    this.git.git("merge", "--quiet", "--no-ff", "--message", "Merge", branch);
  }

  /** Every commit of the branch again on top of the default branch, committed now. */
  rebase(when: string, branch: string): void {
    this.clock(when);
    this.git.git("rebase", "--quiet", "main", branch);
    this.main();
    this.git.git("merge", "--quiet", "--ff-only", branch);
  }
}
