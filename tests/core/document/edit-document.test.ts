import { expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { parseDocument } from "../../../src/core/deal/document.ts";
import { documentBody, statusIn, withBody, withSignature, withStatus } from "../../../src/core/document/edit-document.ts";

const text = "---\ntemplate: nda # ours\nstatus: draft\n---\n\n## Parties\n";

test("a document's body and status change, and nothing else", () => {
  expect(documentBody(text)).toBe("\n## Parties\n");
  expect(withBody(text, "\n## Both\n")).toBe("---\ntemplate: nda # ours\nstatus: draft\n---\n\n## Both\n");
  expect(withStatus(text, "sent")).toBe(text.replace("draft", "sent"));
  expect(statusIn(withStatus(text, "signed"))).toBe("signed");
});

test("a document without front matter, or with a broken one, is all body and has no status", () => {
  for (const plain of ["## Parties\n", "---\ntemplate: nda\n## Parties\n"]) {
    expect(documentBody(plain)).toBe(plain);
    expect(withStatus(plain, "sent")).toBe(plain);
    expect(statusIn(plain)).toBeUndefined();
  }
});

test.each([
  { what: "no list", list: "" },
  { what: "an empty list", list: "signatures: []\n" },
  { what: "a list without a value", list: "signatures:\n" },
  { what: "a list in one line", list: "signatures: [{ side: us, by: Amara, date: 2026-11-01 }]\n" },
  { what: "a list of lines", list: "signatures:\n- side: us\n  by: Amara\n  date: 2026-11-01\n" },
  { what: "a list in front of other fields", list: "signatures:\n  - { side: us, by: Amara, date: 2026-11-01 }\nlanguage: es\n" },
])("a signature is added to $what", ({ list }) => {
  const before = text.replace("draft\n", `signed\n${list}`);
  const after = withSignature(before, { side: "them", by: "Roe, Jane: CFO", date: "2026-11-20" as BusinessDate });
  const known = parseDocument(before, "nda.md").document?.signatures ?? [];
  expect(parseDocument(after, "nda.md").document?.signatures).toEqual([
    ...known,
    { side: "them", by: "Roe, Jane: CFO", date: "2026-11-20" },
  ]);
  expect(documentBody(after)).toBe(documentBody(before));
});
