import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeCase, placed } from "../../check/marked-case.ts";

// A model of what deals may do, apart from the code that judges them: random pipelines, random walks through them.

type Kind = "open" | "parked" | "won" | "lost";

interface StageModel {
  readonly id: string;
  readonly kind: Kind;
  /** Whether leaving it asks for a confirmation. */
  readonly asks: boolean;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly forbidden: boolean;
}

interface PipelineModel {
  readonly stages: readonly StageModel[];
  readonly edges: readonly Edge[];
  /** Stages from which deals are handed over. */
  readonly handoffs: readonly string[];
}

interface DealModel {
  readonly pipeline: string;
  readonly stage: string;
  readonly entered: number;
  readonly parkedFrom?: string;
  readonly reason?: string;
  readonly lostReason?: string;
  /** A stage whose criterion is not confirmed. */
  readonly unconfirmed?: string;
}

const target = "after";

const stage = (model: PipelineModel, id: string): StageModel => {
  const found = model.stages.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

const ids = (model: PipelineModel, ...kinds: Kind[]): string[] =>
  model.stages.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);

const listed = ({ edges }: PipelineModel, from: string): string[] => edges.filter((edge) => edge.from === from).map(({ to }) => to);

/** Where the order of the stages lets a deal go. */
function ordinaryTargets(model: PipelineModel, { stage: from, parkedFrom }: DealModel): string[] {
  const { kind } = stage(model, from);
  if (kind === "won" || kind === "lost") return [];
  const aside = ids(model, "parked", "lost");
  // A deal that was never in an open stage goes on where deals begin.
  if (kind === "parked") return [...aside, parkedFrom ?? ids(model, "open")[0] ?? ""];
  const open = ids(model, "open");
  const at = open.indexOf(from);
  const next = at === open.length - 1 ? ids(model, "won") : open.slice(at + 1, at + 2);
  return [...aside, ...open.slice(0, at), ...next];
}

/** Every stage that a deal may move to. */
function targets(model: PipelineModel, deal: DealModel): string[] {
  const forbidden = model.edges.filter((edge) => edge.from === deal.stage && edge.forbidden).map(({ to }) => to);
  const reachable = [...ordinaryTargets(model, deal), ...listed(model, deal.stage)];
  return [...new Set(reachable)].filter((id) => id !== deal.stage && !forbidden.includes(id));
}

interface Step {
  readonly to: string;
  /** The day of the month. */
  readonly entered: number;
}

function moved(model: PipelineModel, deal: DealModel, { to, entered }: Step): DealModel {
  const { kind } = stage(model, to);
  const origins = { open: deal.stage, parked: deal.parkedFrom, won: undefined, lost: undefined };
  const parkedFrom = origins[stage(model, deal.stage).kind];
  return {
    pipeline: deal.pipeline,
    stage: to,
    entered,
    reason: `Step ${entered}`,
    ...(kind === "parked" && parkedFrom !== undefined && { parkedFrom }),
    ...(kind === "lost" && { lostReason: "price" }),
  };
}

const handedOver = (entered: number): DealModel => ({ pipeline: target, stage: "first", entered });

const date = (day: number): string => `2026-11-${String(day).padStart(2, "0")}`;

function dealText(deal: DealModel, model: PipelineModel): string {
  const confirmed = model.stages.filter(({ id, asks }) => asks && id !== deal.unconfirmed).map(({ id }) => `  ok-${id}: 2026-11-01`);
  return [
    "---",
    "title: T",
    "company: C",
    `pipeline: ${deal.pipeline}`,
    `stage: ${deal.stage}`,
    `stage_entered: ${date(deal.entered)}`,
    "owner: ann",
    ...(deal.parkedFrom === undefined ? [] : [`parked_from: ${deal.parkedFrom}`]),
    ...(deal.reason === undefined ? [] : [`stage_reason: ${deal.reason}`]),
    ...(deal.lostReason === undefined ? [] : [`lost_reason: ${deal.lostReason}`]),
    ...(confirmed.length === 0 ? [] : ["confirmed:", ...confirmed]),
    "---",
    "",
  ].join("\n");
}

const stageLine = ({ id, kind, asks }: StageModel): string =>
  `  - { id: ${id}, name: ${id}, kind: ${kind}, probability: 1, goal: G.${asks ? `, exit: [{ confirm: ok-${id}, say: Confirmed. }]` : ""} }`;

function pipelineText({ stages, edges, handoffs }: PipelineModel): string {
  const moves = [
    ...edges.map(({ from, to, forbidden }) => `  - { from: ${from}, to: ${to}, say: S.${forbidden ? ", forbidden: true" : ""} }`),
    ...handoffs.map((from) => `  - { from: ${from}, to: ${target}/first, say: S. }`),
  ];
  const head = ["name: P", "summary: S.", `born_in: [${stages[0]?.id}]`, "lost_reasons: [{ id: price, name: Price }]"];
  return [...head, ...(moves.length > 0 ? ["moves:", ...moves] : []), "stages:", ...stages.map(stageLine), ""].join("\n");
}

const settings: readonly (readonly [string, string])[] = [
  ["dealbook.yaml", "name: E\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n"],
  ["people.yaml", "roles:\n  rep: { name: Rep }\npeople:\n  ann: { name: Ann, role: rep }\n"],
  [
    `pipelines/${target}.yaml`,
    pipelineText({
      stages: [
        { id: "first", kind: "open", asks: false },
        { id: "second", kind: "open", asks: false },
        { id: "done", kind: "won", asks: false },
        { id: "gone", kind: "lost", asks: false },
      ],
      edges: [],
      handoffs: [],
    }),
  ],
];

const pathOf = (index: number): string => `deals/2026/deal-${index}.md`;

const textsOf = (model: PipelineModel, deals: readonly DealModel[]): Map<string, string> =>
  new Map([
    ...settings,
    ["pipelines/walk.yaml", pipelineText(model)],
    ...deals.map((deal, index) => [pathOf(index), dealText(deal, model)] as const),
  ]);

/** What the judge says to the change from some deals to others. */
function judged(model: PipelineModel, before: readonly DealModel[], after: readonly DealModel[]) {
  return judgeCase({ base: textsOf(model, before), head: textsOf(model, after), links: [], expected: [], elsewhere: [] });
}

interface Illegal {
  readonly deal: DealModel;
  readonly code: string;
}

const refusalOf = (model: PipelineModel, deal: DealModel, to: string): string => {
  if (model.edges.some((edge) => edge.forbidden && edge.from === deal.stage && edge.to === to)) return "stage/forbidden";
  const { kind } = stage(model, deal.stage);
  if (kind === "parked") return "stage/resume";
  return kind === "open" ? "stage/jump" : "stage/closed";
};

/** Moves into a stage that the deal may not go to. */
function illegalTargets(model: PipelineModel, deal: DealModel, entered: number): Illegal[] {
  const allowed = targets(model, deal);
  return model.stages
    .filter(({ id }) => id !== deal.stage && !allowed.includes(id))
    .map(({ id }) => ({ deal: moved(model, deal, { to: id, entered }), code: refusalOf(model, deal, id) }));
}

/** Legal moves with something left out. */
function sloppyMoves(model: PipelineModel, deal: DealModel, entered: number): Illegal[] {
  const open = ids(model, "open");
  const isOpen = open.includes(deal.stage);
  return targets(model, deal).flatMap((to): Illegal[] => {
    const { reason, lostReason, parkedFrom, ...move } = moved(model, deal, { to, entered });
    const kept = { ...move, ...(reason !== undefined && { reason }) };
    const { kind } = stage(model, to);
    if (kind === "lost" && isOpen) return [{ deal: kept, code: "stage/reason" }];
    if (kind === "parked") return [{ deal: { ...kept, parkedFrom: "nowhere" }, code: "stage/park" }];
    if (!isOpen) return [];
    if (open.indexOf(to) !== -1 && open.indexOf(to) < open.indexOf(deal.stage)) return [{ deal: move, code: "stage/backward" }];
    return stage(model, deal.stage).asks ? [{ deal: { ...kept, unconfirmed: deal.stage }, code: "gate/confirm" }] : [];
  });
}

function illegalInTarget(model: PipelineModel, deal: DealModel, entered: number): Illegal[] {
  const back = { pipeline: "walk", stage: ids(model, "open")[0] ?? "", entered };
  const jump = { deal: { ...deal, stage: "done", entered }, code: "stage/jump" };
  return [{ deal: back, code: "stage/pipeline" }, ...(deal.stage === "first" ? [jump] : [])];
}

function illegalMoves(model: PipelineModel, deal: DealModel, entered: number): Illegal[] {
  if (deal.pipeline === target) return illegalInTarget(model, deal, entered);
  const unlisted = model.handoffs.includes(deal.stage) ? [] : [{ deal: handedOver(entered), code: "stage/pipeline" }];
  const wrongStage = { deal: { ...handedOver(entered), stage: "second" }, code: "stage/pipeline" };
  return [...illegalTargets(model, deal, entered), ...sloppyMoves(model, deal, entered), ...unlisted, wrongStage];
}

function legalMoves(model: PipelineModel, deal: DealModel, entered: number): DealModel[] {
  if (deal.pipeline === target) return deal.stage === "first" ? [{ ...deal, stage: "second", entered }] : [];
  const handoff = model.handoffs.includes(deal.stage) ? [handedOver(entered)] : [];
  return [...targets(model, deal).map((to) => moved(model, deal, { to, entered })), ...handoff];
}

const pick = <T>(choices: readonly T[], choice: number): T | undefined => choices[choice % choices.length];

const shapes = fc.record({
  open: fc.integer({ min: 1, max: 4 }),
  parked: fc.integer({ min: 0, max: 2 }),
  won: fc.integer({ min: 1, max: 2 }),
  lost: fc.integer({ min: 1, max: 2 }),
  asks: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 5 }),
  handoffs: fc.array(fc.nat(), { maxLength: 2 }),
});

const stagesOf = (kind: Kind, count: number): { id: string; kind: Kind }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${kind}-${index}`, kind }));

const pipelines = shapes.map(({ open, parked, won, lost, asks, edges, handoffs }): PipelineModel => {
  const parts = [...stagesOf("open", open), ...stagesOf("parked", parked), ...stagesOf("won", won), ...stagesOf("lost", lost)];
  const stages = parts.map((part, index) => ({ ...part, asks: asks[index] === true }));
  const at = (choice: number): string => pick(stages, choice)?.id ?? "";
  const pairs = edges.map(([from, to, forbidden]) => ({ from: at(from), to: at(to), forbidden })).filter(({ from, to }) => from !== to);
  // One line for each pair: of two the first would count.
  const unique = new Map(pairs.toReversed().map((edge) => [`${edge.from} ${edge.to}`, edge]));
  return { stages, edges: [...unique.values()], handoffs: [...new Set(handoffs.map(at))] };
});

const steps = 6;
const deals = 3;
const walks = fc.record({
  model: pipelines,
  choices: fc.array(fc.array(fc.nat(), { minLength: deals, maxLength: deals }), { minLength: steps, maxLength: steps }),
  slip: fc.record({ step: fc.nat({ max: steps - 1 }), deal: fc.nat({ max: deals - 1 }), choice: fc.nat() }),
});

const beginning = (model: PipelineModel): DealModel[] =>
  Array.from({ length: deals }, () => ({ pipeline: "walk", stage: model.stages[0]?.id ?? "", entered: 1 }));

/** The deals after each step of their walks, beginning with where they begin. */
function walked(model: PipelineModel, choices: readonly (readonly number[])[]): DealModel[][] {
  const states = [beginning(model)];
  for (const [step, row] of choices.entries()) {
    const last = states.at(-1) ?? [];
    states.push(last.map((deal, index) => pick(legalMoves(model, deal, step + 2), row[index] ?? 0) ?? deal));
  }
  return states;
}

describe("walks through random pipelines", () => {
  test("every legal step is accepted", () => {
    fc.assert(
      fc.property(walks, ({ model, choices }) => {
        const states = walked(model, choices);
        for (const [index, after] of states.entries()) {
          const before = states[index - 1];
          if (before) expect(judged(model, before, after).findings).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("an illegal step anywhere is refused, at that deal alone", () => {
    fc.assert(
      fc.property(walks, ({ model, choices, slip }) => {
        const states = walked(model, choices);
        const [before = [], after = []] = states.slice(slip.step, slip.step + 2);
        const deal = before[slip.deal];
        const illegal = deal && pick(illegalMoves(model, deal, slip.step + 2), slip.choice);
        if (!illegal) return;
        const report = judged(model, before, after.with(slip.deal, illegal.deal));
        const findings = report.findings.map(placed);
        expect(findings.filter((each) => !each.startsWith(pathOf(slip.deal)))).toEqual([]);
        expect(report.findings.filter(({ severity }) => severity === "error").map(({ code }) => code)).toContain(illegal.code);
        expect(report.elsewhere).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("every kind of illegal step is tried", () => {
    const codes = fc.sample(walks, { numRuns: 300, seed: 1 }).flatMap(({ model, choices }) =>
      walked(model, choices)
        .flat()
        .flatMap((deal) => illegalMoves(model, deal, 9).map(({ code }) => code)),
    );
    expect([...new Set(codes)].sort()).toEqual([
      "gate/confirm",
      "stage/backward",
      "stage/closed",
      "stage/forbidden",
      "stage/jump",
      "stage/park",
      "stage/pipeline",
      "stage/reason",
      "stage/resume",
    ]);
  });
});
