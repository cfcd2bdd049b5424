import { expect, test } from "vitest";
import { documentBody, statusIn, withBody, withStatus } from "../../../src/core/document/edit-document.ts";

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
