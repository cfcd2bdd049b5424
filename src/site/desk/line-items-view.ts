import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Complaints } from "../../core/form/answer-complaint.ts";
import type { Input } from "../../core/form/form-field.ts";
import { type ItemRow, newRow, rowsIn, rowsText, rowTotals } from "../../core/form/line-item-rows.ts";
import { formatMoney } from "../../core/money/money.ts";
import { complaintId, idOf, isToldOf, leftAttribute } from "./field-marks.ts";
import type { SetAnswer } from "./sheet.ts";

/** What line items are filled in with. */
interface LineItemsState {
  /** The rows, as one text. */
  readonly value: string;
  readonly label: string;
  readonly input: Input & { readonly kind: "line-items" };
  readonly set: SetAnswer;
  readonly complaints: Complaints;
}

type Cell = keyof ItemRow;

const cellLabels: Readonly<Record<Cell, string>> = {
  description: "Item",
  quantity: "Quantity",
  price: "Price of one",
  currency: "Currency",
};

const cellName = (name: string, index: number, cell: Cell): string => `${name}.${index}.${cell}`;

/** Puts the focus on an element once it is drawn. */
const focusOn = (id: string): void => document.getElementById(id)?.focus();

/** Rows as they are changed: the form is drawn anew with each change. */
class Rows {
  readonly all: readonly ItemRow[];
  readonly #name: string;
  readonly #state: LineItemsState;

  constructor(name: string, state: LineItemsState) {
    this.#name = name;
    this.#state = state;
    this.all = rowsIn(state.value);
  }

  change(index: number, cell: Cell, text: string): void {
    this.#put(this.all.map((row, at) => (at === index ? { ...row, [cell]: text } : row)));
  }

  add(): void {
    this.#put([...this.all, newRow(this.all.at(-1)?.currency ?? this.#state.input.currency)]);
    focusOn(idOf(cellName(this.#name, this.all.length, "description")));
  }

  remove(index: number): void {
    const left = this.all.filter((_, at) => at !== index);
    this.#put(left);
    const next = Math.min(index, left.length - 1);
    focusOn(left.length === 0 ? idOf(`${this.#name}.add`) : idOf(cellName(this.#name, next, "description")));
  }

  /** Enter goes on to the row below, which is begun where there is none. */
  below(index: number, cell: Cell): void {
    if (index === this.all.length - 1) this.add();
    else focusOn(idOf(cellName(this.#name, index + 1, cell)));
  }

  #put(rows: readonly ItemRow[]): void {
    this.#state.set(this.#name, rowsText(rows));
  }
}

/** Where a cell stands. */
interface CellPlace {
  readonly name: string;
  readonly index: number;
  readonly rows: Rows;
  readonly complaints: Complaints;
}

/** What is still empty in a row is told once somebody has left the row. */
function isWrongCell(cell: Cell, { name, index, rows, complaints }: CellPlace): boolean {
  const isLeft = document.getElementById(idOf(`${name}.${index}`))?.hasAttribute(leftAttribute) === true;
  return (isLeft || rows.all[index]?.[cell] !== "") && isToldOf(cellName(name, index, cell), complaints);
}

const complaintView = (name: string, complaints: Complaints): TemplateResult =>
  html`<p class="desk-complaint" id=${complaintId(name)}>${complaints.get(name)}</p>`;

function textCell(cell: Exclude<Cell, "currency">, place: CellPlace): TemplateResult {
  const { name, index, rows, complaints } = place;
  const own = cellName(name, index, cell);
  const isWrong = isWrongCell(cell, place);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    rows.below(index, cell);
  };
  return html`<div class="desk-cell ${cell}">
    <label for=${idOf(own)}>${cellLabels[cell]}<span class="sr-only"> of row ${index + 1}</span></label>
    <input
      id=${idOf(own)}
      type="text"
      inputmode=${cell === "description" ? nothing : "decimal"}
      autocomplete="off"
      aria-invalid=${isWrong ? "true" : nothing}
      aria-describedby=${isWrong ? complaintId(own) : nothing}
      .value=${live(rows.all[index]?.[cell] ?? "")}
      @input=${(event: Event) => rows.change(index, cell, (event.target as HTMLInputElement).value)}
      @keydown=${onKey}
    />
    ${isWrong ? complaintView(own, complaints) : nothing}
  </div>`;
}

function currencyCell({ name, index, rows }: CellPlace, { currencies }: LineItemsState["input"]): TemplateResult {
  const own = cellName(name, index, "currency");
  const chosen = rows.all[index]?.currency ?? "";
  const choices = [...new Set([...currencies, chosen])];
  return html`<div class="desk-cell currency">
    <label for=${idOf(own)}>${cellLabels.currency}<span class="sr-only"> of row ${index + 1}</span></label>
    <select id=${idOf(own)} .value=${live(chosen)} @change=${(event: Event) => rows.change(index, "currency", (event.target as HTMLSelectElement).value)}>
      ${choices.map((each) => html`<option value=${each} ?selected=${each === chosen}>${each}</option>`)}
    </select>
  </div>`;
}

function rowView(place: CellPlace, input: LineItemsState["input"]): TemplateResult {
  const { name, index, rows } = place;
  const onLeave = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const row = currentTarget as Element;
    if (!(relatedTarget instanceof Node && row.contains(relatedTarget))) row.setAttribute(leftAttribute, "");
  };
  return html`<li class="desk-row" id=${idOf(`${name}.${index}`)} @focusout=${onLeave}>
    ${textCell("description", place)} ${textCell("quantity", place)} ${textCell("price", place)} ${currencyCell(place, input)}
    <button type="button" class="desk-quiet" @click=${() => rows.remove(index)}>
      Remove<span class="sr-only"> row ${index + 1}</span>
    </button>
  </li>`;
}

function totalView({ all }: Rows, locale: string, isWrong: boolean): TemplateResult | typeof nothing {
  const totals = rowTotals(all) ?? [];
  if (totals.length === 0) return nothing;
  return html`<p class="desk-total">${isWrong ? "Total so far" : "Total"} <strong>${totals.map((total) => formatMoney(total, locale)).join(" + ")}</strong></p>`;
}

/** Line items, row by row, with their total. */
export function lineItemsView(name: string, state: LineItemsState): TemplateResult {
  const { label, input, complaints } = state;
  const rows = new Rows(name, state);
  const heading = idOf(name);
  // What is wrong with a row is said there.
  const isWrongAsAWhole = isToldOf(name, complaints) && ![...complaints.keys()].some((each) => each.startsWith(`${name}.`));
  return html`<div class="desk-field desk-wide" role="group" aria-labelledby=${heading}>
    <p class="desk-label" id=${heading}>${label}</p>
    ${rows.all.length > 0 ? html`<ol class="desk-rows">${rows.all.map((_, index) => rowView({ name, index, rows, complaints }, input))}</ol>` : nothing}
    ${totalView(rows, input.locale, complaints.has(name))} ${isWrongAsAWhole ? complaintView(name, complaints) : nothing}
    <button type="button" class="desk-quiet" id=${idOf(`${name}.add`)} @click=${() => rows.add()}>Add a row</button>
  </div>`;
}
