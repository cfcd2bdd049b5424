import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BusinessDate } from "../../../src/core/calendar/business-date.ts";
import type { Deal } from "../../../src/core/deal/deal.ts";
import { parseDocument } from "../../../src/core/deal/document.ts";
import { documentGaps } from "../../../src/core/deal/document-gaps.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";
import { lineItemTotals } from "../../../src/core/document/document-values.ts";
import { newDocumentText } from "../../../src/core/document/new-document.ts";
import { decimalOf, type Money } from "../../../src/core/money/money.ts";
import type { Pipeline } from "../../../src/core/pipeline/pipeline.ts";
import { parseTemplate, type Template } from "../../../src/core/pipeline/template.ts";
import { parseMarkdown, walk } from "../../../src/core/text/markdown.ts";

const today = "2026-11-21" as BusinessDate;

// Of a pipeline only the definitions of its own fields count here.
const pipeline = { fields: [{ id: "go-live", name: "Go-live", type: "date" }] } as unknown as Pipeline;

function dealWith(fields: Readonly<Record<string, unknown>>): Deal {
  const front = { title: "Pilot", company: "Acme", pipeline: "sales", stage: "lead", stage_entered: today, owner: "zack", ...fields };
  const { deal, problems } = parseDeal(`---\n${JSON.stringify(front)}\n---\n`, "deals/2026/acme.md");
  if (!deal) throw new Error(JSON.stringify(problems));
  return deal;
}

function templateOf(body: string): Template {
  const { value } = parseTemplate(`---\ntitle: Offer\n---\n${body}`, "offer");
  if (!value) throw new Error("no template");
  return value;
}

interface Options {
  readonly locale?: string;
  readonly language?: string;
  readonly organisation?: string;
}

const write = (body: string, fields: Readonly<Record<string, unknown>> = {}, { locale = "en-GB", ...others }: Options = {}): string =>
  newDocumentText({
    id: "offer",
    template: templateOf(body),
    language: others.language,
    facts: { deal: dealWith(fields), pipeline, owner: "Zack Lee", organisation: others.organisation, today, locale },
  });

const body = (text: string): string => text.slice(text.indexOf("\n---\n") + 6).trimEnd();

const filled = (template: string, fields = {}, options: Options = {}): string => body(write(template, fields, options));

const eur = (value: string | number) => ({ value, currency: "EUR" });

describe("a new document", () => {
  test("is a draft of its template, in its language", () => {
    expect(write("Text", {}, { language: "es-MX" })).toBe(
      "---\ntemplate: offer\ntitle: Offer\nlanguage: es-MX\nstatus: draft\n---\n\nText\n",
    );
    expect(write("\n# Own title\n\nText\n")).toBe("---\ntemplate: offer\nstatus: draft\n---\n\n# Own title\n\nText\n");
  });

  test("knows the deal", () => {
    const fields = {
      contact: { name: "Jane Roe", role: "Head of Data" },
      amount: eur("48000.50"),
      expected_close: "2027-01-31",
      fields: { seats: 1200, "go-live": "2027-03-01", plan: "Gold" },
    };
    const template =
      "{{company}}, {{ Title }}, {{contact}}, {{contact.role}}, {{owner}}, {{organisation}}, {{slug}}, {{amount}}, {{date}}, {{expected_close}}, {{fields.seats}}, {{fields.go-live}}, {{fields.plan}}";
    expect(filled(template, fields, { organisation: "Northwind" })).toBe(
      "Acme, Pilot, Jane Roe, Head of Data, Zack Lee, Northwind, acme, €48,000.50, 21 November 2026, 31 January 2027, 1,200, 1 March 2027, Gold",
    );
  });

  test.each([
    ["es", "21 de noviembre de 2026", "48.000 €"],
    ["de-DE", "21. November 2026", "48.000 €"],
    ["en-GB", "21 November 2026", "€48,000"],
  ])("writes days and amounts as %s does", (locale, day, amount) => {
    expect(
      filled("On {{date}}: {{amount}}", { amount: eur(48000) }, { locale })
        .replaceAll("\u00a0", " ")
        .replace("\\.", "."),
    ).toBe(`On ${day}: ${amount}`);
  });

  test.each([
    "{{contact}}",
    "{{fields.none}}",
    "{{fields.__proto__}}",
    "{{constructor}}",
    "{{amount}}",
    "{{describe *this* here}}",
    "{{}}",
  ])("leaves %s, which the deal cannot fill", (placeholder) => {
    const text = write(`Line\n\nHere: ${placeholder}.`);
    expect(body(text)).toBe(`Line\n\nHere: ${placeholder}.`);
    const { document } = parseDocument(text, "deals/2026/acme/offer.md");
    expect(document?.placeholders).toEqual([{ text: placeholder, at: { line: 9, column: 7 } }]);
  });

  test.each([
    ["code", "`{{company}}`\n\n```\n{{company}}\n```"],
    ["HTML", '<p class="{{company}}">\n{{company}}\n</p>'],
    ["an address", "[a link]({{company}}) and ![a picture]({{company}})"],
    ["a placeholder with its first brace escaped", "\\{{company}}"],
  ])("leaves %s as it is", (_, text) => {
    expect(filled(text)).toBe(text);
  });

  test("does without the currency's sign where the template names it, and does not call one currency another", () => {
    const text = filled("EUR {{amount}}; {{amount}} EUR; USD {{amount}}; VAT {{amount}}", { amount: eur(48000) });
    expect(text).toBe("EUR 48,000; 48,000 EUR; USD {{amount}}; VAT €48,000");
  });

  test("keeps a heading that names the deal, and the check knows it", () => {
    const template = templateOf("## Offer for {{company}}, {{title}}\n\nText\n");
    const document = (heading: string) => parseDocument(`## ${heading}\n\nText\n`, "deals/2026/acme/offer.md").document;
    const gaps = (heading: string) => {
      const read = document(heading);
      return read ? documentGaps(read, template).length : undefined;
    };
    expect(gaps("Offer for Acme, Pilot")).toBe(0);
    expect(gaps("offer for acme, Inc., Pilot")).toBe(0);
    expect(gaps("Offer to Acme, Pilot")).toBe(1);
    expect(gaps("Offer for Acme")).toBe(1);
  });
});

const table =
  "| Item | Quantity | Unit price | Total |\n| --- | ---: | ---: | ---: |\n| {{item}} | {{quantity}} | {{unit price}} | {{total}} |";

describe("line items", () => {
  test("have a row each, and a sum", () => {
    const fields = {
      line_items: [
        { description: "Sensor | type <b>A</b>", quantity: 3, price: eur("1999.99") },
        { description: "Assembly", quantity: 2.5, price: eur("95.55") },
        { description: "Licence", price: eur(1200) },
      ],
    };
    const rows = filled(`${table}\n| **Sum** | | | {{line_items.total}} |\n\nIn all {{amount}}.`, fields).split("\n").slice(2);
    expect(rows).toEqual([
      "| Sensor \\| type \\<b\\>A\\</b\\> | 3 | €1,999.99 | €5,999.97 |",
      "| Assembly | 2.5 | €95.55 | €238.88 |",
      "| Licence | 1 | €1,200 | €1,200 |",
      "| **Sum** | | | €7,438.85 |",
      "",
      "In all €7,438.85.",
    ]);
  });

  test("leave the row where there are none, or where it is no table", () => {
    expect(filled(table)).toBe(table);
    const list = "- {{item}}: {{total}}";
    expect(filled(list, { line_items: [{ description: "Licence", price: eur(1200) }] })).toBe(list);
  });

  test("keep the row's place in a quotation or a list", () => {
    const fields = { line_items: [1, 2].map((quantity) => ({ description: "Licence", quantity, price: eur(10) })) };
    const quoted = filled(table.replace(/^/gm, "> "), fields).split("\n");
    expect(quoted.slice(2)).toEqual(["> | Licence | 1 | €10 | €10 |", "> | Licence | 2 | €10 | €20 |"]);
  });

  test("add up to the cent", () => {
    const item = fc.record({
      description: fc.constant("x"),
      quantity: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(0.1, 0.25, 0.333, 1.005, 2.5, 1e-7, 12.345)),
      price: fc.integer({ min: -1_000_000, max: 1_000_000_000 }).map((minor): Money => ({ minor, currency: "EUR" })),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), (items) => {
        const deal = dealWith({ line_items: items.map(({ price, ...each }) => ({ ...each, price: eur(decimalOf(price)) })) });
        const cents = (shown: string): bigint =>
          BigInt(
            shown
              .replace(/[€,]/g, "")
              .replace(/^(-?\d+)$/, "$1.00")
              .replace(".", ""),
          );
        const text = filled(`${table}\n| Sum | | | {{line_items.total}} |`, {
          line_items: items.map(({ price, ...each }) => ({ ...each, price: eur(decimalOf(price)) })),
        });
        const totals = text
          .split("\n")
          .slice(2)
          .map((row) => cents(row.split("|").at(-2)?.trim() ?? ""));
        const sum = totals.pop();
        expect(totals.reduce((a, b) => a + b, 0n)).toBe(sum);
        expect(lineItemTotals(deal).map(({ minor }) => BigInt(minor))).toEqual([sum]);
      }),
    );
  });
});

describe("a hostile deal", () => {
  const attack = `"> <script>ran("x")</script> *a* _b_ \`c\` [d](http://e.example) | f | {{owner}}\n---\n# g\n\n- h\n\`\`\`\n1. i`;

  /** The kinds of nodes, in order; bare addresses may become links to themselves. */
  function structure(markdown: string): string[] {
    const kinds: string[] = [];
    walk(parseMarkdown(markdown), ({ type }) => {
      if (type !== "text" && type !== "link") kinds.push(type);
    });
    return kinds;
  }

  const places = [
    "{{company}}",
    "# {{company}}\n\n{{company}}\n{{title}}",
    "<{{company}}>",
    "a <b {{company}}>",
    "[x]({{company}} {{title}})",
    "{{fields.n}}. {{company}}",
    "{{fields.n}}{{fields.dot}}",
    "{{company}}[x](http://x.example)",
    "`{{company}} {{title}}",
    `${table}\n\n- {{company}}`,
    "> {{company}}\n> {{title}}",
  ];

  test.each(places)("adds nothing but words to %s", (place) => {
    const values = (text: string) => ({ company: text, title: text, line_items: [{ description: text, price: eur(1) }] });
    const hostile = { ...values(attack), fields: { n: "1", dot: ". x" } };
    const harmless = { ...values("w"), fields: { n: "w", dot: "w" } };
    expect(structure(filled(place, hostile))).toEqual(structure(filled(place, harmless)));
  });

  test("cannot reach the front matter, or pose as something to fill in", () => {
    const text = write("{{company}}", { company: "---\nstatus: signed\n---\n{{owner}}" });
    const { document } = parseDocument(text, "deals/2026/acme/offer.md");
    expect(document).toMatchObject({ status: "draft", placeholders: [], signatures: [] });
  });

  test.each(["br", "script", "a href=x", "!-- x --", "/p"])("makes no tag of a template's angle brackets with %s", (company) => {
    expect(structure(filled("See <{{company}}> and <b {{company}}>.", { company }))).toEqual(["root", "paragraph"]);
  });
});
