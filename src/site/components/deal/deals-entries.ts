import type { DealRow, DealsFile, StageOption } from "../../views/deals-list.ts";

/** A deal in the table, as it is filtered and sorted. */
export interface Entry {
  readonly stage: string;
  readonly owner: string;
  /** Everything that can be searched, in lower case. */
  readonly words: string;
  /** What each column is sorted by. */
  readonly values: readonly string[];
  readonly row: () => HTMLTableRowElement;
}

const cellValue = (cell: HTMLTableCellElement): string => cell.dataset.value ?? cell.textContent?.trim() ?? "";

/** The entries of rows that are in the table already. */
export const entriesOfRows = (rows: Iterable<HTMLTableRowElement>): Entry[] =>
  [...rows].map((row) => ({
    stage: row.dataset.stage ?? "",
    owner: row.dataset.owner ?? "",
    words: (row.textContent ?? "").toLowerCase(),
    values: [...row.cells].map(cellValue),
    row: () => row,
  }));

type PlacedStage = StageOption & { readonly order: number };

/** What rows are made with. */
interface Workshop {
  /** A row to copy; all have the same cells. */
  readonly model: HTMLTableRowElement;
  /** Address that the deals' pages lie below. */
  readonly base: string;
  readonly stages: ReadonlyMap<string, PlacedStage>;
  readonly owners: DealsFile["owners"];
}

const none = "–";

function write(cell: Element | null | undefined, text: string, value?: string): void {
  if (!(cell instanceof HTMLElement)) return;
  cell.textContent = text;
  if (value !== undefined) cell.dataset.value = value;
}

function writeTitle(cell: Element | undefined, { slug, title, archived }: DealRow, base: string): void {
  const link = cell?.querySelector("a");
  if (!cell || !link) return;
  link.href = `${base}${slug}/`;
  link.textContent = title;
  for (const tag of cell.querySelectorAll(".tag")) tag.remove();
  if (!archived) return;
  const tag = document.createElement("span");
  tag.className = "tag";
  tag.textContent = "archived";
  cell.append(" ", tag);
}

function writeStage(cell: Element | undefined, stage: PlacedStage | undefined): void {
  const tag = cell?.querySelector(".tag");
  if (!(cell instanceof HTMLElement) || !stage) return;
  cell.dataset.value = String(stage.order);
  write(tag, stage.name);
  tag?.classList.toggle("good", stage.isWon);
  write(cell.querySelector(".pipeline"), stage.pipeline);
}

function makeRow(deal: DealRow, { model, base, stages, owners }: Workshop): HTMLTableRowElement {
  const row = model.cloneNode(true) as HTMLTableRowElement;
  const [title, company, stage, owner, value, close, next, days] = row.cells;
  row.dataset.stage = deal.stage;
  row.dataset.owner = deal.owner;
  writeTitle(title, deal, base);
  write(company?.firstElementChild, deal.company);
  writeStage(stage, stages.get(deal.stage));
  write(owner, owners[deal.owner] ?? deal.owner);
  write(value, deal.money ?? none, deal.value ?? "");
  write(close, deal.date ?? none, deal.close ?? "");
  write(next, deal.next ?? none);
  write(days, String(deal.days), String(deal.days));
  return row;
}

function entryOf(deal: DealRow, workshop: Workshop): Entry {
  const stage = workshop.stages.get(deal.stage);
  const owner = workshop.owners[deal.owner] ?? deal.owner;
  const texts = [deal.title, deal.company, stage?.name ?? "", owner, deal.money ?? "", deal.date ?? "", deal.next ?? ""];
  let row: HTMLTableRowElement | undefined;
  return {
    stage: deal.stage,
    owner: deal.owner,
    words: texts.join(" ").toLowerCase(),
    values: [
      deal.title,
      deal.company,
      String(stage?.order ?? ""),
      owner,
      deal.value ?? "",
      deal.close ?? "",
      deal.next ?? "",
      String(deal.days),
    ],
    row: () => {
      row ??= makeRow(deal, workshop);
      return row;
    },
  };
}

/** The entries of all deals, from the file that lists them; `model` is a row of the table. Rows are made when they are asked for. */
export async function entriesOfFile(address: string, { model, base }: Pick<Workshop, "model" | "base">): Promise<Entry[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const { stages, owners, deals } = (await response.json()) as DealsFile;
  const workshop = { model, base, owners, stages: new Map(stages.map((stage, order) => [stage.key, { ...stage, order }])) };
  return deals.map((deal) => entryOf(deal, workshop));
}
