import * as Plot from "@observablehq/plot";
import { boxes, type ChartFrame, clip, drawPixels, emptyChart, faint, narrow, words } from "./frame.ts";

/** A place that deals leave or come to. */
export interface FlowPlace {
  readonly id: string;
  readonly label: string;
}

/** Moves from one place to another. */
export interface Flow {
  /** The id of a place to leave. */
  readonly from: string;
  /** The id of a place to come to. */
  readonly to: string;
  /** More than 0. */
  readonly moves: number;
  readonly colour: string;
}

/** Who goes where. */
export interface FlowChart extends ChartFrame {
  /** The places to leave, and those to come to, from the top; a stage is usually among both. */
  readonly from: readonly FlowPlace[];
  readonly to: readonly FlowPlace[];
  readonly flows: readonly Flow[];
  readonly format: (moves: number) => string;
}

const gap = 9;
const lowest = 17;
const nodeWidth = 7;
const headHeight = 20;

/** How wide the names stand on either side. */
const sideOf = (width: number): number => (width > narrow ? 190 : 130);

interface Column {
  readonly places: readonly PlacedPlace[];
  readonly height: number;
}

interface PlacedPlace extends FlowPlace {
  readonly moves: number;
  readonly top: number;
  /** Of the node; the place has room for its name even where the node is thin. */
  readonly middle: number;
  readonly size: number;
}

/** The places below each other, as high as the moves through them; places without moves are left out. */
function columnOf(places: readonly FlowPlace[], movesAt: (id: string) => number, scale: number): Column {
  let y = headHeight;
  const placed = places.flatMap((place): PlacedPlace[] => {
    const moves = movesAt(place.id);
    if (moves === 0) return [];
    const size = Math.max(1.5, moves * scale);
    const room = Math.max(lowest, size);
    const top = y + (room - size) / 2;
    y += room + gap;
    return [{ ...place, moves, top, middle: top + size / 2, size }];
  });
  return { places: placed, height: y };
}

const movesOf = (flows: readonly Flow[]): number => flows.reduce((sum, { moves }) => sum + moves, 0);

interface Ribbon extends Flow {
  readonly y1: number;
  readonly y2: number;
  readonly thickness: number;
}

/** Where each flow leaves or comes to a place: beside each other, in the order of their other ends. */
function endsOf(column: Column, flows: readonly Flow[], side: { own: "from" | "to"; order: ReadonlyMap<string, number>; scale: number }) {
  const { own, order, scale } = side;
  const other = own === "from" ? "to" : "from";
  return new Map(
    column.places.flatMap(({ id, top }) => {
      let y = top;
      const mine = flows.filter((flow) => flow[own] === id).sort((a, b) => (order.get(a[other]) ?? 0) - (order.get(b[other]) ?? 0));
      return mine.map((flow): [Flow, number] => {
        y += flow.moves * scale;
        return [flow, y - (flow.moves * scale) / 2];
      });
    }),
  );
}

const orderOf = (places: readonly FlowPlace[]): Map<string, number> => new Map(places.map(({ id }, index) => [id, index]));

function ribbonsOf({ from, to, flows }: FlowChart, columns: { left: Column; right: Column }, scale: number): Ribbon[] {
  const starts = endsOf(columns.left, flows, { own: "from", order: orderOf(to), scale });
  const ends = endsOf(columns.right, flows, { own: "to", order: orderOf(from), scale });
  return flows
    .flatMap((flow): Ribbon[] => {
      const [y1, y2] = [starts.get(flow), ends.get(flow)];
      return y1 === undefined || y2 === undefined ? [] : [{ ...flow, y1, y2, thickness: Math.max(1, flow.moves * scale) }];
    })
    .sort((a, b) => b.thickness - a.thickness);
}

function placeMarks({ places }: Column, x: { node: number; text: number; anchor: "start" | "end" }, { format, width = narrow }: FlowChart) {
  const room = sideOf(width) - nodeWidth - 8;
  const named = places.map(({ label, moves, middle }) => {
    const count = format(moves);
    return { x: x.text, y: middle, text: `${clip(label, room - (count.length + 1) * 6.3)} ${count}` };
  });
  return [
    boxes(places.map(({ top, size }) => ({ x1: x.node, x2: x.node + nodeWidth, y1: top, y2: top + size, fill: "currentColor" }))),
    words(named, { textAnchor: x.anchor }),
  ];
}

/** Two columns of places with ribbons between them, as thick as their moves: on the left where deals were, on the right where they went. */
export function drawFlows(chart: FlowChart): string {
  const { from, to, flows, label, width = narrow } = chart;
  const total = movesOf(flows);
  if (total === 0) return emptyChart("No deal has moved yet.");
  const scale = 300 / total;
  const left = columnOf(from, (id) => movesOf(flows.filter((flow) => flow.from === id)), scale);
  const right = columnOf(to, (id) => movesOf(flows.filter((flow) => flow.to === id)), scale);
  const side = sideOf(width);
  const ribbons = ribbonsOf(chart, { left, right }, scale);
  return drawPixels(
    [
      words([{ x: 0, y: 7, text: "from" }], { fill: faint }),
      words([{ x: width, y: 7, text: "to" }], { textAnchor: "end", fill: faint }),
      Plot.link(ribbons, {
        x1: () => side,
        x2: () => width - side,
        y1: "y1",
        y2: "y2",
        stroke: "colour",
        strokeWidth: "thickness",
        strokeOpacity: 0.6,
        strokeLinecap: "butt",
        curve: "bump-x",
      }),
      ...placeMarks(left, { node: side - nodeWidth, text: side - nodeWidth - 6, anchor: "end" }, chart),
      ...placeMarks(right, { node: width - side, text: width - side + nodeWidth + 6, anchor: "start" }, chart),
    ],
    { label, width, height: Math.max(left.height, right.height) },
  );
}
