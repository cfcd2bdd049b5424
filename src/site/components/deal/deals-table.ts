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

function makeSortable(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const [body] = table.tBodies;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.ariaSort === "ascending" ? -1 : 1;
      for (const each of heads) each.ariaSort = null;
      head.ariaSort = direction === 1 ? "ascending" : "descending";
      if (body) sortRows(body, column, { isNumber: head.dataset.type === "number", direction });
    });
  });
}

type Fields = Record<"words" | "stage" | "owner", HTMLInputElement | HTMLSelectElement>;

const isShown = (row: HTMLTableRowElement, { words, stage, owner }: Fields): boolean =>
  (stage.value === "" || row.dataset.stage === stage.value) &&
  (owner.value === "" || row.dataset.owner === owner.value) &&
  (row.textContent ?? "").toLowerCase().includes(words.value.trim().toLowerCase());

function makeFilterable(table: HTMLTableElement, tools: HTMLElement): void {
  const field = (name: string) => tools.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
  const [words, stage, owner] = [field("words"), field("stage"), field("owner")];
  const status = tools.querySelector("[data-deals-status]");
  if (!words || !stage || !owner || !status) return;
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const apply = (): void => {
    for (const row of rows) row.hidden = !isShown(row, { words, stage, owner });
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
  };
  const applyAddress = (): void => {
    const wanted = new URLSearchParams(location.hash.slice(1)).get("stage");
    if (wanted !== null) stage.value = wanted;
    apply();
  };
  for (const each of [words, stage, owner]) each.addEventListener("input", apply);
  addEventListener("hashchange", applyAddress);
  tools.hidden = false;
  applyAddress();
}

const table = document.querySelector<HTMLTableElement>("[data-deals]");
const tools = document.querySelector<HTMLElement>("[data-deals-tools]");
if (table) makeSortable(table);
if (table && tools) makeFilterable(table, tools);
