import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { presetNames } from "../../src/adapters/presets.ts";
import { loadFiles } from "../../src/app/load-content.ts";
import { readSettings } from "../../src/core/content/content.ts";
import type { Pipeline, Stage } from "../../src/core/pipeline/pipeline.ts";
import { drawProcess } from "../../src/site/views/process-diagram.ts";
import { type Box, layOut, measure } from "../../src/site/views/process-layout.ts";
import { pipeline } from "../core/metrics/records.ts";

const boxesOf = (of: Pipeline, pipelines: ReadonlyMap<string, Pipeline>): Box[] => {
  const { path, aside } = layOut(of, pipelines);
  return [...path, ...aside].flatMap(({ box, groups }) => [box, ...groups.flatMap(({ boxes }) => boxes)]);
};

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function expectRoom(of: Pipeline, pipelines: ReadonlyMap<string, Pipeline>): void {
  const boxes = boxesOf(of, pipelines);
  const { height } = layOut(of, pipelines);
  for (const [index, box] of boxes.entries()) {
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= measure.width && box.y + box.height <= height).toBe(true);
    expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
  }
}

const wordsOf = (box: Box): string => box.lines.join(" ").replace(/[\s/]/g, "");

const settings = await Promise.all(
  presetNames("presets").map(async (name) =>
    readSettings(await loadFiles(folderReader(`presets/${name}`), () => (path) => !path.startsWith("deals/"))),
  ),
);
const presetPipelines = settings.flatMap(({ rules }) =>
  [...rules.pipelines.values()].map((each) => [each.id, each, rules.pipelines] as const),
);

describe("the picture of a pipeline", () => {
  test.each(presetPipelines)("%s: every name stands in it whole, and nothing on anything else", (_, of, pipelines) => {
    expectRoom(of, pipelines);
    const { path, aside } = layOut(of, pipelines);
    for (const { stage, box } of [...path, ...aside]) expect(wordsOf(box)).toBe(stage.name.replace(/[\s/]/g, ""));
  });

  test("has room for any names and any handoffs", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    const kind = fc.constantFrom<Stage["kind"]>("open", "open", "open", "parked", "won", "lost");
    const stages = fc.array(fc.record({ name, kind }), { minLength: 2, maxLength: 9 });
    const moves = fc.array(fc.record({ from: fc.nat(8), to: fc.nat(8), isOut: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(stages, moves, (made, ways) => {
        const [base] = pipeline.stages;
        const all = made.map((each, index) => ({ ...(base as Stage), ...each, id: `s${index}` }));
        const listed = (isOut: boolean, other: string) =>
          ways
            .filter((way) => way.isOut === isOut)
            .map(({ from, to }) => ({ from: [`s${from}`], to: `${other}/s${to}`, say: "Goes.", needs: [], on_move: [] }));
        const one: Pipeline = { ...pipeline, id: "one", stages: all, moves: listed(true, "two") };
        const two: Pipeline = { ...pipeline, id: "two", name: "The other one", stages: all, moves: listed(false, "one") };
        expectRoom(one, new Map([one, two].map((each) => [each.id, each])));
      }),
    );
  });
});

test("a handoff is a link to the other pipeline's page, whatever that is called", () => {
  const other: Pipeline = {
    ...pipeline,
    id: "care",
    name: 'Care <b>&"',
    moves: [{ from: ["won"], to: "sales/offer", say: "Back.", needs: [], on_move: [] }],
  };
  const own: Pipeline = { ...pipeline, moves: [{ from: ["won"], to: "care/lead", say: "On.", needs: [], on_move: [] }] };
  const svg = drawProcess(own, { pipelines: new Map([own, other].map((each) => [each.id, each])), hrefOf: ({ id }) => `/process/${id}/` });
  expect([...svg.matchAll(/<a [^>]*>/g)].map(String)).toEqual([
    '<a class="neighbour" href="/process/care/" aria-label="From Care &lt;b&gt;&amp;&quot;: Won">',
    '<a class="neighbour" href="/process/care/" aria-label="On to Care &lt;b&gt;&amp;&quot;: Lead">',
  ]);
});
