import { sumsOf } from "../../core/metrics/valuation.ts";
import { counted, type Format } from "./format.ts";
import type { PersonWork } from "./people.ts";

/** What somebody's open deals come to. */
export function personFigures({ open, totals, overdue, rotting }: PersonWork, format: Format) {
  const [latest] = overdue;
  const [longest] = rotting;
  const amounts = totals.withoutAmount === 0 ? "each with an amount" : `${totals.withoutAmount} without an amount`;
  return [
    { name: "Open deals", value: String(open.length), note: open.length === 0 ? "none at the moment" : amounts },
    { name: "Value", value: format.sums(sumsOf(totals.baseValue)), note: `${format.sums(sumsOf(totals.baseWeighted))} weighted` },
    {
      name: "Overdue next steps",
      value: String(overdue.length),
      note: latest ? `the oldest by ${counted(latest.days, "day")}` : "every next step is in time",
    },
    {
      name: "Rotting",
      value: String(rotting.length),
      note: longest ? `the longest idle for ${counted(longest.idleness.days, "day")}` : "no deal idle for too long",
    },
  ];
}
