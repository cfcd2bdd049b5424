import { expect, test } from "vitest";
import { parseOrganisation } from "../../../src/core/organisation/organisation.ts";
import { inOrder } from "../../../src/core/organisation/pipeline-order.ts";
import { pipeline } from "../metrics/records.ts";

const named = (names: Readonly<Record<string, string>>) =>
  new Map(Object.entries(names).map(([id, name]) => [id, { ...pipeline, id, name }] as const));

const organisation = (pipelines: string) =>
  parseOrganisation(`name: Example\ncurrency: EUR\nlocale: de-DE\ntime_zone: UTC\npipelines: ${pipelines}\n`).value;

const pipelines = named({ a: "Zoo", b: "Ärger", c: "Board 10", d: "Board 9" });

const orderOf = (list: string): string => [...inOrder(pipelines, organisation(list)).keys()].join(" ");

test("listed pipelines come first and in that order, the others after them by name", () => {
  expect(orderOf("[a, d]")).toBe("a d b c");
  expect(orderOf("[]")).toBe("b d c a");
});

test("what is listed twice or is none moves nothing", () => {
  expect(orderOf("[d, nowhere, c, d]")).toBe("d c b a");
});

test("without settings the names decide", () => {
  expect([...inOrder(pipelines, null).keys()].join(" ")).toBe("b d c a");
});
