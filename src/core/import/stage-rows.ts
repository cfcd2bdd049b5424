import { uniqueHeadings } from "./columns.ts";
import type { LeftOut, SourceMove } from "./source-deal.ts";
import type { RawRow } from "./table-deals.ts";

const lowered = ({ cells }: RawRow): string[] => uniqueHeadings(cells).map((heading) => heading.toLowerCase().replaceAll(/[ _]/g, ""));

/** True for a table of the stages that deals went through, such as OpportunityHistory. */
export const isStageTable = (rows: readonly RawRow[]): boolean =>
  !!rows[0] && ["opportunityid", "stagename", "createddate"].every((name) => lowered(rows[0] as RawRow).includes(name));

/** The stages that deals entered, earliest first, and rows that say nothing of one. */
export interface StageTable {
  readonly moves: ReadonlyMap<string, readonly SourceMove[]>;
  readonly leftOut: readonly LeftOut[];
}

// Instants that begin with the year are in the order of time as texts; others are put in order by day once they are read.
const compareDates = (a: SourceMove, b: SourceMove): number =>
  !/^\d{4}-/.test(a.date) || !/^\d{4}-/.test(b.date) || a.date === b.date ? 0 : a.date < b.date ? -1 : 1;

/** Reads such a table. Rows that change something else than the stage repeat it; they are no moves, which is seen when all are in order. */
export function stageTable([heading, ...rows]: readonly RawRow[], known: ReadonlySet<string>): StageTable {
  const names = heading ? lowered(heading) : [];
  const at = (row: RawRow, name: string) => (row.cells[names.indexOf(name)] ?? "").trim();
  const found = rows.map((row) => ({ row, id: at(row, "opportunityid"), stage: at(row, "stagename"), date: at(row, "createddate") }));
  const isMove = ({ id, stage, date }: (typeof found)[number]) => known.has(id) && stage !== "" && date !== "";
  const moves = Map.groupBy(found.filter(isMove), ({ id }) => id);
  const sorted = [...moves].map(([id, own]) => [id, own.map(({ stage, date }) => ({ stage, date })).sort(compareDates)] as const);
  const leftOut = found
    .filter((each) => !isMove(each))
    .map(({ row, id, stage }) => ({
      place: `history row ${row.line}`,
      what: stage,
      reason: `The opportunity "${id}" is not in the export, or the row lacks its stage or date.`,
    }));
  return { moves: new Map(sorted), leftOut };
}
