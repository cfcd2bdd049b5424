// Makes the table of deals sortable and adds filters; without it the table is complete as it is.

const cellValue = (row: HTMLTableRowElement, column: number): string => {
  const cell = row.cells[column];
  return cell?.dataset.value ?? cell?.textContent?.trim() ?? "";
};

function compare(a: string, b: string, isNumber: boolean): number {
  return isNumber ? Number(a) - Number(b) : a.localeCompare(b);
}

/** Rows without a value stay at the end, whatever the direction. */
function sortRows(body: HTMLTableSectionElement, column: number, order: { isNumber: boolean; direction: number }): void {
  const rows = [...body.rows].map((row) => ({ row, value: cellValue(row, column) }));
  rows.sort((a, b) => {
    if (a.value === "" || b.value === "") return Number(a.value === "") - Number(b.value === "");
    return order.direction * compare(a.value, b.value, order.isNumber);
  });
  body.append(...rows.map(({ row }) => row));
}

const headsOf = (table: HTMLTableElement): HTMLTableCellElement[] => [...(table.tHead?.rows[0]?.cells ?? [])];

function sortBy(table: HTMLTableElement, column: number): void {
  const heads = headsOf(table);
  const [head, body] = [heads[column], table.tBodies[0]];
  if (!head || !body) return;
  const direction = head.ariaSort === "ascending" ? -1 : 1;
  for (const each of heads) each.ariaSort = null;
  head.ariaSort = direction === 1 ? "ascending" : "descending";
  sortRows(body, column, { isNumber: head.dataset.type === "number", direction });
}

function makeSortable(table: HTMLTableElement, say: (words: string) => void): void {
  for (const [column, head] of headsOf(table).entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      sortBy(table, column);
      say(`Sorted by ${button.textContent?.trim()}, ${head.ariaSort}`);
    });
  }
}

interface Fields {
  readonly words: HTMLInputElement;
  readonly stage: HTMLSelectElement;
  readonly owner: HTMLSelectElement;
}

const isShown = (row: HTMLTableRowElement, { words, stage, owner }: Fields): boolean =>
  (stage.value === "" || row.dataset.stage === stage.value) &&
  (owner.value === "" || row.dataset.owner === owner.value) &&
  (row.textContent ?? "").toLowerCase().includes(words.value.trim().toLowerCase());

/** The filter in words, such as `“pump” in Discovery, owned by Amara Okafor`. */
function wordsOf({ words, stage, owner }: Fields): string {
  const chosen = (select: HTMLSelectElement): string => select.selectedOptions[0]?.text ?? "";
  const text = words.value.trim();
  const parts = [text && `“${text}”`, stage.value && `in ${chosen(stage)}`, owner.value && `owned by ${chosen(owner)}`];
  return parts.filter(Boolean).join(" ");
}

class Filter {
  readonly #fields: Fields;
  readonly #rows: readonly HTMLTableRowElement[];
  readonly #none: HTMLElement;
  readonly #say: (words: string) => void;

  constructor(page: DealsPage, fields: Fields) {
    this.#fields = fields;
    this.#rows = [...(page.table.tBodies[0]?.rows ?? [])];
    this.#none = page.none;
    this.#say = page.say;
  }

  start(): void {
    for (const field of Object.values(this.#fields)) field.addEventListener("input", () => this.#apply());
    this.#none.querySelector("button")?.addEventListener("click", () => this.#clear());
    addEventListener("hashchange", () => this.#applyAddress());
    this.#applyAddress();
  }

  #apply(): void {
    for (const row of this.#rows) row.hidden = !isShown(row, this.#fields);
    const shown = this.#rows.filter((row) => !row.hidden).length;
    const nothing = `No deal matches ${wordsOf(this.#fields)}.`;
    this.#none.hidden = shown > 0;
    this.#none.querySelector("p")?.replaceChildren(shown > 0 ? "" : nothing);
    this.#say(shown === this.#rows.length ? "" : `${shown} of ${this.#rows.length} shown`);
  }

  #clear(): void {
    for (const field of Object.values(this.#fields)) field.value = "";
    this.#apply();
    this.#fields.words.focus();
  }

  #applyAddress(): void {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("stage");
    if (wanted !== null) this.#fields.stage.value = wanted;
    this.#apply();
  }
}

interface DealsPage {
  readonly table: HTMLTableElement;
  readonly none: HTMLElement;
  /** Shows a line beside the filters, which is also read aloud. */
  readonly say: (words: string) => void;
}

function fieldsIn(tools: HTMLElement): Fields | undefined {
  const words = tools.querySelector<HTMLInputElement>('[name="words"]');
  const stage = tools.querySelector<HTMLSelectElement>('[name="stage"]');
  const owner = tools.querySelector<HTMLSelectElement>('[name="owner"]');
  return words && stage && owner ? { words, stage, owner } : undefined;
}

const table = document.querySelector<HTMLTableElement>("[data-deals]");
const tools = document.querySelector<HTMLElement>("[data-deals-tools]");
const none = document.querySelector<HTMLElement>("[data-deals-none]");
const fields = tools && fieldsIn(tools);
if (table && tools && none && fields) {
  const say = (words: string): void => tools.querySelector("[data-deals-status]")?.replaceChildren(words);
  makeSortable(table, say);
  new Filter({ table, none, say }, fields).start();
  tools.hidden = false;
}
