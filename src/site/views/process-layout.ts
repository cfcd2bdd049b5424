import { handoffsIn, handoffsOut } from "../../core/pipeline/handoffs.ts";
import { openStages, type Pipeline, type Stage } from "../../core/pipeline/pipeline.ts";
import { wrapText } from "../../core/text/wrap-text.ts";

/** Another pipeline beside a stage: deals of the stage go there, or come from there. */
export interface Neighbour {
  readonly direction: "in" | "out";
  readonly pipeline: Pipeline;
  /** The stages there. */
  readonly stages: readonly Stage[];
}

/** A place in the picture, in its own units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** The neighbours of a stage in one direction, below each other. */
export interface NeighbourGroup {
  readonly direction: Neighbour["direction"];
  readonly boxes: readonly (Box & { readonly neighbour: Neighbour; readonly nameLines: number })[];
}

/** A stage with its neighbours. */
export interface StageRow {
  readonly stage: Stage;
  readonly box: Box;
  readonly groups: readonly NeighbourGroup[];
}

/** Where everything stands: the way to winning on the left, what leads off it on the right. */
export interface ProcessLayout {
  /** Open stages, then those in which deals are won. */
  readonly path: readonly StageRow[];
  /** Lost stages, then parked ones. */
  readonly aside: readonly StageRow[];
  readonly height: number;
}

/** Distances and sizes of letters. */
export const measure = {
  width: 426,
  path: { left: 44, width: 176 },
  aside: { left: 262, width: 156 },
  lane: { back: 22, aside: 240, spine: 250 },
  gap: 24,
  stage: { font: 14, line: 18, least: 40 },
  neighbour: { font: 13, line: 16, gap: 6 },
  /** Length of the longest words on a line. */
  words: 124,
  padding: 10,
  margin: 8,
} as const;

// Nobody's name has more; the whole of one that has stands on the page.
const mostLines = 8;

function linesOf(text: string, { width, font }: { readonly width: number; readonly font: number }): string[] {
  const lines = wrapText(text, (width - 2 * measure.padding) / font);
  return lines.length > mostLines ? [...lines.slice(0, mostLines - 1), "…"] : lines;
}

const column = (kind: Stage["kind"]) => (kind === "open" || kind === "won" ? measure.path : measure.aside);

function stageBox({ name, kind }: Stage, y: number): Box {
  const { left, width } = column(kind);
  const { font, line, least } = measure.stage;
  const lines = linesOf(name, { width, font });
  return { x: left, y, width, height: Math.max(least, lines.length * line + 2 * measure.padding), lines };
}

function neighbourBox(neighbour: Neighbour, y: number): NeighbourGroup["boxes"][number] {
  const { left, width } = measure.aside;
  const { font, line } = measure.neighbour;
  const nameLines = linesOf(neighbour.pipeline.name, { width, font });
  const lines = [...nameLines, ...linesOf(neighbour.stages.map(({ name }) => name).join(", "), { width, font })];
  return { x: left, y, width, height: lines.length * line + measure.padding, lines, neighbour, nameLines: nameLines.length };
}

const bottomOf = ({ y, height }: Box): number => y + height;

/** The neighbours below each other from `top` on. */
function groupsFrom(neighbours: readonly Neighbour[], top: number): NeighbourGroup[] {
  let y = top;
  return (["in", "out"] as const).flatMap((direction) => {
    const boxes = neighbours
      .filter((each) => each.direction === direction)
      .map((each) => {
        const box = neighbourBox(each, y);
        y = bottomOf(box) + measure.neighbour.gap;
        return box;
      });
    return boxes.length > 0 ? [{ direction, boxes }] : [];
  });
}

const groupsBottom = (groups: readonly NeighbourGroup[]): number =>
  Math.max(0, ...groups.flatMap(({ boxes }) => boxes.map((box) => bottomOf(box))));

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** What stands beside each stage. */
function neighboursOf(pipeline: Pipeline, pipelines: ReadonlyMap<string, Pipeline>): (stage: Stage) => Neighbour[] {
  const [incoming, outgoing] = [handoffsIn(pipeline, pipelines), handoffsOut(pipeline, pipelines)];
  return (stage) => {
    const from = Map.groupBy(
      incoming.filter(({ to }) => to.stage === stage),
      (handoff) => handoff.from,
    );
    const to = unique(outgoing.filter(({ stages }) => stages.includes(stage)).map((handoff) => handoff.to.stage));
    return [
      ...[...from].map(([other, handoffs]): Neighbour => {
        const there = handoffs.flatMap(({ stages }) => stages);
        return { direction: "in", pipeline: other, stages: other.stages.filter((each) => there.includes(each)) };
      }),
      ...to.flatMap((there): Neighbour[] => {
        const handoff = outgoing.find((each) => each.to.stage === there);
        return handoff ? [{ direction: "out", pipeline: handoff.to.pipeline, stages: [there] }] : [];
      }),
    ];
  };
}

/** A stage of the path, its neighbours at its side; both in the middle of the row. */
function pathRow(stage: Stage, neighbours: readonly Neighbour[], y: number): StageRow {
  const box = stageBox(stage, y);
  const groups = groupsFrom(neighbours, y);
  const spare = groups.length > 0 ? groupsBottom(groups) - bottomOf(box) : 0;
  if (spare > 0) return { stage, box: stageBox(stage, y + spare / 2), groups };
  return { stage, box, groups: groupsFrom(neighbours, y - spare / 2) };
}

const rowBottom = ({ box, groups }: StageRow): number => Math.max(bottomOf(box), groupsBottom(groups));

/** Rows below each other from `y` on. */
function stack(stages: readonly Stage[], y: number, rowAt: (stage: Stage, y: number) => StageRow): StageRow[] {
  const rows: StageRow[] = [];
  for (const stage of stages) {
    const last = rows.at(-1);
    rows.push(rowAt(stage, last ? rowBottom(last) + measure.gap : y));
  }
  return rows;
}

/** A stage aside; its neighbours stand below it, where there is room. */
function asideRow(stage: Stage, neighbours: readonly Neighbour[], y: number): StageRow {
  const box = stageBox(stage, y);
  return { stage, box, groups: groupsFrom(neighbours, bottomOf(box) + measure.gap) };
}

/** Finds a place for a pipeline's stages and for the pipelines beside it. */
export function layOut(pipeline: Pipeline, pipelines: ReadonlyMap<string, Pipeline>): ProcessLayout {
  const beside = neighboursOf(pipeline, pipelines);
  const ofKind = (kind: Stage["kind"]) => pipeline.stages.filter((stage) => stage.kind === kind);
  const path = stack([...openStages(pipeline), ...ofKind("won")], measure.margin, (stage, y) => pathRow(stage, beside(stage), y));
  const lastOpen = path.findLast(({ stage }) => stage.kind === "open");
  // Level with the won stages, unless something stands beside these.
  const top = Math.max(lastOpen ? rowBottom(lastOpen) : 0, groupsBottom(path.flatMap(({ groups }) => groups))) + measure.gap;
  const aside = stack([...ofKind("lost"), ...ofKind("parked")], top, (stage, y) => asideRow(stage, beside(stage), y));
  return { path, aside, height: Math.max(...[...path, ...aside].map(rowBottom)) + measure.margin };
}
