import { expect, test } from "vitest";
import { requirementText } from "../../../src/core/gate/gate.ts";
import { requirementSchema } from "../../../src/core/pipeline/requirement.ts";
import { parseTemplate } from "../../../src/core/pipeline/template.ts";

const { value: template } = parseTemplate("---\ntitle: NDA\n---\n## Parties\n\nWho.\n", "nda");
const templates = new Map(template ? [["nda", template]] : []);
const rules = { pipelines: new Map(), frameworks: new Map(), templates, unread: new Set<string>() };

const detailOf = (status?: string, signed_by?: string): string =>
  requirementText(requirementSchema.parse({ document: "nda", say: "An NDA.", status, signed_by }), rules).detail;

test("a document's detail says how far it must have come, and who signs for us", () => {
  expect(detailOf()).toBe("Document NDA, with the sections Parties");
  expect(detailOf("sent")).toBe("Document NDA, sent, with the sections Parties");
  expect(detailOf("signed-by-us", "finance")).toBe("Document NDA, signed by us (finance), with the sections Parties");
  expect(detailOf("signed", "finance")).toBe("Document NDA, signed by both sides (for us: finance), with the sections Parties");
});
