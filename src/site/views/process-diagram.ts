import { listedMove, nextStages } from "../../core/pipeline/move.ts";
import { isClosed, openStages, type Pipeline, type Stage } from "../../core/pipeline/pipeline.ts";
import { type Box, layOut, measure, type Neighbour, type NeighbourGroup, type ProcessLayout, type StageRow } from "./process-layout.ts";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const { lane } = measure;
const end = ' marker-end="url(#process-arrow)"';

const middle = ({ y, height }: Box): number => y + height / 2;
const right = ({ x, width }: Box): number => x + width;
const bottom = ({ y, height }: Box): number => y + height;

/** The lines of a box around its middle; the first `strong` of them stand out. */
function drawText(box: Box, lineHeight: number, strong = 0): string {
  const first = middle(box) - ((box.lines.length - 1) * lineHeight) / 2;
  const x = box.x + box.width / 2;
  const spans = box.lines.map((line, index) => {
    const name = index < strong ? ' class="name"' : "";
    return `<tspan${name} x="${x}" y="${first + index * lineHeight}" dy="0.35em">${escapeXml(line)}</tspan>`;
  });
  return `<text>${spans.join(" ")}</text>`;
}

const drawRect = ({ x, y, width, height }: Box, radius: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;

const drawStage = ({ stage, box }: StageRow): string =>
  `<g class="${stage.kind}">${drawRect(box, 6)}${drawText(box, measure.stage.line)}</g>`;

const stageNames = ({ stages }: Neighbour): string => stages.map(({ name }) => name).join(", ");

const neighbourLabel = (neighbour: Neighbour): string =>
  `${neighbour.direction === "out" ? "On to" : "From"} ${neighbour.pipeline.name}: ${stageNames(neighbour)}`;

function drawNeighbour(box: NeighbourGroup["boxes"][number], hrefOf: ProcessSurroundings["hrefOf"]): string {
  const { neighbour, nameLines } = box;
  const href = hrefOf(neighbour.pipeline);
  return `<a class="neighbour" href="${escapeXml(href)}" aria-label="${escapeXml(neighbourLabel(neighbour))}">${drawRect(box, 14)}${drawText(box, measure.neighbour.line, nameLines)}</a>`;
}

/** Lines between a stage of the path and those beside it, at the height `port` of the stage's box. */
function drawSideways({ direction, boxes }: NeighbourGroup, box: Box, port: number): string {
  return boxes
    .map((other) => {
      const there = `V${middle(other)}H${other.x}`;
      if (direction === "out") return `<path d="M${right(box)} ${port}H${lane.spine}${there}"${end}/>`;
      return `<path d="M${other.x} ${middle(other)}H${lane.spine}V${port}H${right(box)}"${end}/>`;
    })
    .join("");
}

/** The line between a stage aside and the first of those below it. */
function drawDown({ direction, boxes: [first] }: NeighbourGroup, box: Box): string {
  if (!first) return "";
  const x = box.x + box.width / 2;
  const [from, to] = direction === "out" ? [bottom(box), first.y] : [first.y, bottom(box)];
  return `<path d="M${x} ${from}V${to}"${end}/>`;
}

/** What comes in stands above what goes out, and so do their lines. */
function drawPathHandoffs({ box, groups }: StageRow): string {
  return groups
    .map((group, index) => drawSideways(group, box, groups.length === 1 ? middle(box) : middle(box) + (index === 0 ? -2 : 12)))
    .join("");
}

const drawForward = (from: Box, to: Box): string => `<path d="M${from.x + from.width / 2} ${bottom(from)}V${to.y - 1}"${end}/>`;

function drawBack(first: Box, last: Box): string {
  const [top, low] = [middle(first), middle(last)];
  // Between two stages there is less room than the words need.
  const y = Math.max((top + low) / 2, measure.words / 2);
  const x = lane.back - 10;
  const path = `M${last.x} ${low}H${lane.back + 8}Q${lane.back} ${low} ${lane.back} ${low - 8}V${top + 8}Q${lane.back} ${top} ${lane.back + 8} ${top}H${first.x - 1}`;
  return `<path class="side" d="${path}"${end}/><text class="words" x="${x}" y="${y}" transform="rotate(-90 ${x} ${y})">back, with a reason</text>`;
}

/** From every open stage to those aside. */
function drawAside({ path, aside }: ProcessLayout): string {
  const open = path.filter(({ stage }) => stage.kind === "open");
  // Where a handoff leaves from the middle of the box, this leaves above it.
  const starts = open.map(({ box, groups }) => ({ x: right(box), y: groups.length > 0 ? box.y + 8 : middle(box) }));
  const branches = starts.map(({ x, y }) => `M${x} ${y}H${lane.aside}`).join("");
  const top = starts[0]?.y ?? measure.margin;
  const trunk = `M${lane.aside} ${top}V${Math.max(top, ...aside.map(({ box }) => middle(box)))}`;
  const ends = aside.map(({ box }) => `<path class="side" d="M${lane.aside} ${middle(box)}H${box.x - 1}"${end}/>`);
  return `<path class="side" d="${branches}${trunk}"/>${ends.join("")}`;
}

const asideWords: Readonly<Partial<Record<Stage["kind"], string>>> = { lost: "lost, with a reason", parked: "parked, and back" };

/** What the stages aside are, above the first of each kind. */
function drawWords({ aside }: ProcessLayout): string {
  const firsts = [...Map.groupBy(aside, ({ stage }) => stage.kind).values()].flatMap(([first]) => first ?? []);
  return firsts
    .map(({ stage, box }) => `<text class="words" x="${box.x + box.width / 2}" y="${box.y - 7}">${asideWords[stage.kind] ?? ""}</text>`)
    .join("");
}

const label = (open: readonly Stage[], closed: readonly Stage[]): string =>
  `Diagram: ${open.map(({ name }) => name).join(", then ")}; from there ${closed.map(({ name }) => name).join(" or ")}.`;

/** True where a deal moves on to the box below; a forbidden move has no arrow. */
const goesOn = (pipeline: Pipeline, stage: Stage): boolean =>
  nextStages(pipeline, stage).some(({ id }) => !listedMove(pipeline, stage.id, id)?.forbidden);

function drawMoves(pipeline: Pipeline, layout: ProcessLayout): string {
  const { path, aside } = layout;
  const open = path.filter(({ stage }) => stage.kind === "open");
  const [first, last] = [open[0], open.at(-1)];
  return [
    ...open.map(({ stage, box }, index) => {
      const next = path[index + 1];
      return next && goesOn(pipeline, stage) ? drawForward(box, next.box) : "";
    }),
    first && last && first !== last ? drawBack(first.box, last.box) : "",
    drawAside(layout),
    drawWords(layout),
    ...path.map(drawPathHandoffs),
    ...aside.flatMap(({ box, groups }) => groups.map((group) => drawDown(group, box))),
  ].join("");
}

const arrow =
  '<marker id="process-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>';

/** What a diagram needs to know besides its pipeline. */
export interface ProcessSurroundings {
  /** Every pipeline, by id. */
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  /** The address of a pipeline's process page. */
  readonly hrefOf: (pipeline: Pipeline) => string;
}

/**
 * The stages of a pipeline and the moves between them as one SVG picture in the page's colours; the pipelines that it
 * hands deals over to, or gets them from, are links beside it.
 */
export function drawProcess(pipeline: Pipeline, { pipelines, hrefOf }: ProcessSurroundings): string {
  const layout = layOut(pipeline, pipelines);
  const rows = [...layout.path, ...layout.aside];
  const name = label(openStages(pipeline), pipeline.stages.filter(isClosed));
  // Not all of it is the picture: what is inside one cannot be followed.
  const picture = `<g role="img" aria-label="${escapeXml(name)}">${drawMoves(pipeline, layout)}${rows.map(drawStage).join("")}</g>`;
  const links = rows.flatMap(({ groups }) => groups.flatMap(({ boxes }) => boxes.map((box) => drawNeighbour(box, hrefOf))));
  return `<svg viewBox="0 0 ${measure.width} ${layout.height}"><defs>${arrow}</defs>${picture}${links.join("")}</svg>`;
}
