import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import { parseDocument } from "../../../src/core/deal/document.ts";
import { documentGaps } from "../../../src/core/deal/document-gaps.ts";
import { parsePeople } from "../../../src/core/people/people.ts";
import { parseTemplate } from "../../../src/core/pipeline/template.ts";

const { value: people } = parsePeople(`
roles:
  ceo: { name: CEO, approves: [finance] }
  finance: { name: Finance }
  rep: { name: Rep }
people:
  zoe: { name: Zoë Bell, role: finance, from: 2026-03-02, until: 2026-10-30 }
  zoe-today: { name: Zoë Bell, role: ceo, from: 2026-11-02 }
  fay: { name: Fay Ortiz, role: finance, from: 2026-09-01 }
  max: { name: Max Ruiz, role: finance, until: 2026-08-31 }
  ann: { name: Ann, role: rep }
`);
const { value: template } = parseTemplate("---\ntitle: Contract\n---\nText.\n", "contract");

/** What is missing from a contract that finance is to sign, with these signatures. */
function gaps(signatures: readonly string[], wanted: { readonly people?: typeof people; readonly today?: string } = {}) {
  const list = signatures.map((each) => `  - ${each}\n`).join("");
  const { document } = parseDocument(
    `---\nstatus: signed-by-us\nsignatures:${list === "" ? " []" : ""}\n${list}---\nText.\n`,
    "contract.md",
  );
  if (!document || !template) throw new Error(list);
  const today = (wanted.today ?? "2026-11-20") as BusinessDate;
  const asked = {
    status: "signed-by-us",
    signedBy: "finance",
    people: wanted.people === undefined ? people : wanted.people,
    today,
  } as const;
  return documentGaps(document, template, asked);
}

const us = (by: string, date = "2026-11-10") => `{ side: us, by: ${by}, date: ${date} }`;

const missing = 'Nobody of the role "finance" has signed Contract for us';

describe("a document that a role signs for us", () => {
  test("is signed by somebody who had the role that day, by name or id", () => {
    for (const by of ["Fay Ortiz", "fay", "FAY ORTIZ"]) expect(gaps([us(by)])).toEqual([]);
    expect(gaps([us("Ann"), us("Fay Ortiz")])).toEqual([]);
    expect(gaps([us("Zoe\u0308 Bell", "2026-03-02")])).toEqual([]);
  });

  test("is not signed by somebody of another role, though they may approve for it", () => {
    expect(gaps([us("Ann")])).toMatchObject([{ message: `${missing}: Ann is of the role "rep".`, at: { line: 4, column: 21 } }]);
    expect(gaps([us("zoe-today")])).toMatchObject([{ message: `${missing}: Zoë Bell is of the role "ceo".` }]);
  });

  test("is not signed by somebody who is not in people.yaml", () => {
    const [gap] = gaps([us("Jo Doe"), us("Ann")]);
    expect(gap?.message).toBe(`${missing}: Jo Doe is nobody in people.yaml; Ann is of the role "rep".`);
    expect(gap?.hint).toBe(
      'Fay Ortiz signs; add it under "signatures:", such as - { side: us, by: Fay Ortiz, date: 2026-11-20 }. ' +
        "Whoever is new, or has changed roles, gets an entry in people.yaml first, in a pull request of its own.",
    );
  });

  test("is not signed by somebody who came later, had left, or has another role since", () => {
    expect(gaps([us("Fay Ortiz", "2026-08-31")])).toMatchObject([
      { message: `${missing}: Fay Ortiz did not have that role on 2026-08-31.` },
    ]);
    expect(gaps([us("Max Ruiz", "2026-09-01")])).toMatchObject([{ message: `${missing}: Max Ruiz did not have that role on 2026-09-01.` }]);
    expect(gaps([us("Zoë Bell")])).toMatchObject([{ message: `${missing}: Zoë Bell did not have that role on 2026-11-10.` }]);
  });

  test("is signed for good by those who left, or changed roles, afterwards", () => {
    expect(gaps([us("Max Ruiz", "2026-08-31")])).toEqual([]);
    expect(gaps([us("Zoë Bell", "2026-10-30")])).toEqual([]);
  });

  test("is not signed by the customer, nor tomorrow", () => {
    const hint = 'Fay Ortiz signs; add it under "signatures:", such as - { side: us, by: Fay Ortiz, date: 2026-11-20 }.';
    const gap = { message: `${missing}.`, at: { line: 2, column: 9 }, hint };
    expect(gaps([])).toEqual([gap]);
    expect(gaps(["{ side: them, by: Fay Ortiz, date: 2026-11-10 }"])).toEqual([gap]);
    expect(gaps([us("Fay Ortiz", "2026-11-21")])).toEqual([gap]);
  });

  test("says so where nobody has the role, or people.yaml cannot be read", () => {
    const nobody = parsePeople("roles: { finance: { name: Finance } }\npeople: {}\n").value;
    expect(gaps([], { people: nobody })[0]?.hint).toContain('Nobody has the role "finance" today');
    expect(gaps([us("Fay Ortiz")], { people: null })).toMatchObject([{ message: expect.stringContaining("people.yaml is missing") }]);
  });
});
