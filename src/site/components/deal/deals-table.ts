// Makes the table of deals sortable and adds filters; without it the table is complete as it is, page by page.
import { type Entry, entriesOfFile, entriesOfRows } from "./deals-entries.ts";

/** By which column to sort, and in which direction. */
interface Order {
  readonly column: number;
  readonly direction: 1 | -1;
  readonly isNumber: boolean;
}

interface Filter {
  readonly words: string;
  readonly stage: string;
  readonly owner: string;
}

/** The parts of the page that the table works with. */
interface Parts {
  readonly table: HTMLTableElement;
  readonly body: HTMLTableSectionElement;
  readonly fields: Readonly<Record<keyof Filter, HTMLInputElement | HTMLSelectElement>>;
  readonly status: Element;
  /** What stands there when no deal matches. */
  readonly none: HTMLElement;
  readonly more: HTMLElement;
  /** Links to the other pages of the table, where there are any. */
  readonly pages: HTMLElement | null;
}

/** A browser takes a second and more to lay out ten thousand rows. */
const rowsAtOnce = 500;

const matches = ({ words, stage, owner }: Filter, entry: Entry): boolean =>
  (stage === "" || entry.stage === stage) && (owner === "" || entry.owner === owner) && entry.words.includes(words);

/** Entries without a value stay at the end, whatever the direction. */
function sorted(entries: readonly Entry[], { column, direction, isNumber }: Order): Entry[] {
  const compare = (a: string, b: string): number => (isNumber ? Number(a) - Number(b) : a.localeCompare(b));
  return [...entries].sort((first, second) => {
    const [a, b] = [first.values[column] ?? "", second.values[column] ?? ""];
    return a === "" || b === "" ? Number(a === "") - Number(b === "") : direction * compare(a, b);
  });
}

const headsOf = (table: HTMLTableElement): HTMLTableCellElement[] => [...(table.tHead?.rows[0]?.cells ?? [])];

class DealsTable {
  readonly #parts: Parts;
  readonly #own: readonly Entry[];
  #all: Promise<readonly Entry[]> | undefined;
  #order: Order | undefined;
  #limit = rowsAtOnce;
  /** Rises with every change, so that an answer to an earlier one is not shown. */
  #turn = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#own = entriesOfRows(parts.body.rows);
  }

  start(): void {
    const { fields, none, more, table } = this.#parts;
    for (const field of Object.values(fields)) field.addEventListener("input", () => this.#update());
    for (const [column, head] of headsOf(table).entries()) this.#makeSortable(head, column);
    none.querySelector("button")?.addEventListener("click", () => this.#clear());
    more.querySelector("button")?.addEventListener("click", () => this.#showMore());
    addEventListener("hashchange", () => this.#applyAddress());
    this.#applyAddress();
  }

  #makeSortable(head: HTMLTableCellElement, column: number): void {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      this.#sortBy(head, column);
      this.#update(`Sorted by ${button.textContent?.trim()}, ${head.ariaSort}`);
    });
  }

  #sortBy(head: HTMLTableCellElement, column: number): void {
    const direction = head.ariaSort === "ascending" ? -1 : 1;
    for (const each of headsOf(this.#parts.table)) each.ariaSort = null;
    head.ariaSort = direction === 1 ? "ascending" : "descending";
    this.#order = { column, direction, isNumber: head.dataset.type === "number" };
  }

  #filter(): Filter {
    const { words, stage, owner } = this.#parts.fields;
    return { words: words.value.trim().toLowerCase(), stage: stage.value, owner: owner.value };
  }

  /** All deals: those of the other pages are loaded when they are first asked for. */
  #entries(): Promise<readonly Entry[]> {
    const { deals: base = "", dealsFile: file } = this.#parts.table.dataset;
    const model = this.#own[0]?.row();
    if (file === undefined || !model) return Promise.resolve(this.#own);
    this.#all ??= entriesOfFile(file, { model, base });
    return this.#all;
  }

  #update(words?: string): void {
    this.#turn += 1;
    this.#limit = rowsAtOnce;
    this.#show(this.#turn, words).catch(() => {
      this.#all = undefined;
      this.#say("The deals of the other pages could not be loaded.");
    });
  }

  async #show(turn: number, words?: string): Promise<void> {
    const filter = this.#filter();
    const isWhole = Object.values(filter).every((value) => value === "");
    const isPlain = isWhole && this.#order === undefined;
    const entries = isPlain ? this.#own : await this.#entries();
    if (turn !== this.#turn) return;
    const found = isWhole ? entries : entries.filter((entry) => matches(filter, entry));
    this.#put(this.#order ? sorted(found, this.#order) : found);
    if (this.#parts.pages) this.#parts.pages.hidden = !isPlain;
    this.#say(words ?? (isWhole ? "" : `${found.length} of ${entries.length} shown`));
  }

  #put(entries: readonly Entry[]): void {
    const { body, none, more } = this.#parts;
    body.replaceChildren(...entries.slice(0, this.#limit).map((entry) => entry.row()));
    none.hidden = entries.length > 0;
    none.querySelector("p")?.replaceChildren(entries.length > 0 ? "" : `No deal matches ${this.#wordsOfFilter()}.`);
    more.hidden = entries.length <= this.#limit;
  }

  #showMore(): void {
    this.#limit += rowsAtOnce;
    this.#turn += 1;
    const last = this.#parts.body.rows.length;
    this.#show(this.#turn)
      .then(() => this.#parts.body.rows[last]?.querySelector("a")?.focus())
      .catch(() => undefined);
  }

  /** The filter in words, such as `“pump” in Discovery, owned by Amara Okafor`. */
  #wordsOfFilter(): string {
    const { words, stage, owner } = this.#parts.fields;
    const chosen = (field: HTMLInputElement | HTMLSelectElement): string =>
      (field instanceof HTMLSelectElement && field.selectedOptions[0]?.text) || "";
    const text = words.value.trim();
    const parts = [text && `“${text}”`, stage.value && `in ${chosen(stage)}`, owner.value && `owned by ${chosen(owner)}`];
    return parts.filter(Boolean).join(" ");
  }

  /** Says a line beside the filters, which is also read aloud. */
  #say(words: string): void {
    this.#parts.status.replaceChildren(words);
  }

  #clear(): void {
    for (const field of Object.values(this.#parts.fields)) field.value = "";
    this.#update();
    this.#parts.fields.words.focus();
  }

  #applyAddress(): void {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("stage");
    if (wanted !== null) this.#parts.fields.stage.value = wanted;
    this.#update();
  }
}

function fieldsIn(tools: HTMLElement): Parts["fields"] | undefined {
  const words = tools.querySelector<HTMLInputElement>('[name="words"]');
  const stage = tools.querySelector<HTMLSelectElement>('[name="stage"]');
  const owner = tools.querySelector<HTMLSelectElement>('[name="owner"]');
  return words && stage && owner ? { words, stage, owner } : undefined;
}

const table = document.querySelector<HTMLTableElement>("[data-deals]");
const tools = document.querySelector<HTMLElement>("[data-deals-tools]");
const none = document.querySelector<HTMLElement>("[data-deals-none]");
const more = document.querySelector<HTMLElement>("[data-deals-more]");
const status = tools?.querySelector("[data-deals-status]");
const fields = tools && fieldsIn(tools);
const body = table?.tBodies[0];
if (table && body && tools && none && more && status && fields) {
  new DealsTable({ table, body, fields, status, none, more, pages: document.querySelector("[data-deals-pages]") }).start();
  tools.hidden = false;
}
