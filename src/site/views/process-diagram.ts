import { listedMove, nextStages } from "../../core/pipeline/move.ts";
import { isClosed, openStages, type Pipeline, type Stage } from "../../core/pipeline/pipeline.ts";

const box = { left: 64, width: 176, height: 40, gap: 20 };
const right = box.left + box.width;
const lane = { back: 30, lost: right + 34 };
const end = { left: lane.lost - 34 + 22, width: 128 };
const width = end.left + end.width + 8;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

// About as many letters fit into a box; the whole name stands on the page.
const clip = (text: string, letters: number): string => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

const topOf = (row: number): number => 8 + row * (box.height + box.gap);
const middleOf = (row: number): number => topOf(row) + box.height / 2;

interface Placed {
  readonly name: string;
  readonly kind: Stage["kind"];
  readonly row: number;
}

function drawBox({ name, kind, row }: Placed): string {
  const isAside = kind === "lost" || kind === "parked";
  const [x, w] = isAside ? [end.left, end.width] : [box.left, box.width];
  const text = `<text x="${x + w / 2}" y="${middleOf(row)}" dy="0.35em">${escapeXml(clip(name, isAside ? 16 : 22))}</text>`;
  return `<g class="${kind}"><rect x="${x}" y="${topOf(row)}" width="${w}" height="${box.height}" rx="6"/>${text}</g>`;
}

const forward = (row: number): string => {
  const x = box.left + box.width / 2;
  return `<path d="M${x} ${topOf(row) + box.height}V${topOf(row + 1) - 2}" marker-end="url(#process-arrow)"/>`;
};

function drawBack(last: number): string {
  const path = `M${box.left} ${middleOf(last)}H${lane.back + 8}Q${lane.back} ${middleOf(last)} ${lane.back} ${middleOf(last) - 8}V${middleOf(0) + 8}Q${lane.back} ${middleOf(0)} ${lane.back + 8} ${middleOf(0)}H${box.left - 2}`;
  return `<path class="side" d="${path}" marker-end="url(#process-arrow)"/>${sideText(lane.back - 9, last, "back, with a reason")}`;
}

function drawLost(last: number, lostRow: number): string {
  const branches = Array.from({ length: last + 1 }, (_, row) => `M${right} ${middleOf(row)}H${lane.lost}`).join("");
  const path = `${branches}M${lane.lost} ${middleOf(0)}V${topOf(lostRow) - 2}`;
  return `<path class="side" d="${path}" marker-end="url(#process-arrow)"/>${sideText(lane.lost + 17, last, "lost, with a reason")}`;
}

/** What the boxes of parked stages are, above the first of them. */
const drawParked = (row: number): string =>
  `<text class="words" x="${end.left + end.width / 2}" y="${topOf(row) - box.gap / 2}" dy="0.35em">parked, and back</text>`;

const sideText = (x: number, last: number, words: string): string => {
  const y = (middleOf(0) + middleOf(last)) / 2;
  return `<text class="words" x="${x}" y="${y}" transform="rotate(-90 ${x} ${y})">${words}</text>`;
};

const label = (open: readonly Stage[], closed: readonly Stage[]): string =>
  `Diagram: ${open.map(({ name }) => name).join(", then ")}; from there ${closed.map(({ name }) => name).join(" or ")}.`;

/** True where a deal moves on to the box below; a forbidden move has no arrow. */
const goesOn = (pipeline: Pipeline, stage: Stage): boolean =>
  nextStages(pipeline, stage).some(({ id }) => !listedMove(pipeline, stage.id, id)?.forbidden);

/** The stages of a pipeline and the moves between them as one SVG picture in the page's colours. */
export function drawProcess(pipeline: Pipeline): string {
  const open = openStages(pipeline);
  const [won, lost, parked] = (["won", "lost", "parked"] as const).map((kind) => pipeline.stages.filter((stage) => stage.kind === kind));
  const last = open.length - 1;
  const below = (stages: readonly Stage[] = []): Placed[] =>
    stages.map(({ name, kind }, index) => ({ name, kind, row: open.length + index }));
  const boxes: Placed[] = [
    ...open.map(({ name, kind }, row) => ({ name, kind, row })),
    ...below(won),
    ...below([...(lost ?? []), ...(parked ?? [])]),
  ];
  const rows = open.length + Math.max(won?.length ?? 0, (lost?.length ?? 0) + (parked?.length ?? 0));
  const lines = [
    ...open.map((stage, row) => (goesOn(pipeline, stage) ? forward(row) : "")),
    open.length > 1 ? drawBack(last) : "",
    drawLost(last, open.length),
    parked?.length ? drawParked(open.length + (lost?.length ?? 0)) : "",
  ];
  const arrow =
    '<marker id="process-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>';
  return `<svg role="img" aria-label="${escapeXml(label(open, pipeline.stages.filter(isClosed)))}" viewBox="0 0 ${width} ${topOf(rows) - 4}"><defs>${arrow}</defs>${lines.join("")}${boxes.map(drawBox).join("")}</svg>`;
}
