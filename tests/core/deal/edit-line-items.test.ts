import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDeal } from "../../../src/core/deal/edit-deal.ts";
import type { WrittenItem } from "../../../src/core/deal/edit-line-items.ts";
import { parseDeal } from "../../../src/core/deal/parse-deal.ts";

const head = "---\ntitle: A\ncompany: B\npipeline: sales\nstage: lead\nstage_entered: 2026-01-01\nowner: ann\n";
const deal = (more: string) => `${head}${more}source: fair # in Linz\n---\nNotes.\n`;

const item = (description: string, value: number, quantity = 1): WrittenItem => ({
  description,
  ...(quantity !== 1 && { quantity }),
  price: { value, currency: "EUR" },
});

const set = (text: string, items: readonly WrittenItem[]): string =>
  editDeal(parseDeal(text, "deals/a.md"), [{ field: "line_items", value: items, after: "owner" }]);

const written = `line_items: # as agreed
  - { description: 'Sensor', quantity: 40, price: { value: 600.00, currency: EUR } } # list price
  # optional
  -   description: Gateway
      price: { value: 1500, currency: EUR }
  - { description: "Platform, three years", price: { value: 18000, currency: EUR } }
`;
const [sensor, gateway, platform] = [item("Sensor", 600, 40), item("Gateway", 1500), item("Platform, three years", 18000)] as const;

describe("line items", () => {
  test.each([
    ["nothing changed", [sensor, gateway, platform], written],
    ["a quantity changed", [{ ...sensor, quantity: 50 }, gateway, platform], written.replace("40", "50")],
    [
      "a price and a name changed",
      [sensor, item("Gateway, big", 1600), platform],
      written.replace("description: Gateway", 'description: "Gateway, big"').replace("1500", "1600"),
    ],
    ["a quantity added", [sensor, item("Gateway", 1500, 2), platform], written.replace("EUR }\n  - {", "EUR }\n      quantity: 2\n  - {")],
    [
      "the first one taken out and the last one changed",
      [gateway, item("Platform, three years", 17000)],
      written.replace(/ {2}- \{ description: 'Sensor'.*\n/, "").replace("18000", "17000"),
    ],
    [
      "one added in the middle, one at the end",
      [sensor, item("Cable: 5 m", 9), gateway, platform, item("Training", 900)],
      `${written.replace("  # optional", '  - { description: "Cable: 5 m", price: { value: 9, currency: EUR } }\n  # optional')}  - { description: Training, price: { value: 900, currency: EUR } }\n`,
    ],
    ["all taken out", [], ""],
  ])("%s: every other byte stays", (_, items, expected) => {
    expect(set(deal(written), items)).toBe(deal(expected));
  });

  test("a list that is not there is written in lines of its own", () => {
    expect(set(deal(""), [sensor])).toBe(
      deal("line_items:\n  - { description: Sensor, quantity: 40, price: { value: 600, currency: EUR } }\n"),
    );
    expect(set(deal("").replaceAll("\n", "\r\n"), [gateway])).toBe(
      deal("line_items:\n  - { description: Gateway, price: { value: 1500, currency: EUR } }\n").replaceAll("\n", "\r\n"),
    );
  });

  test.each([
    ["in brackets", "line_items: [{ description: Gateway, price: { value: 1500, currency: EUR } }]\n"],
    ["empty", "line_items: []\n"],
    ["with a name for other places", "line_items: &items\n  - &one { description: Gateway, price: { value: 1500, currency: EUR } }\n"],
  ])("a list %s is written anew, and nothing but it", (_, before) => {
    expect(set(deal(before), [item("Training", 900)])).toBe(
      deal("line_items:\n  - { description: Training, price: { value: 900, currency: EUR } }\n"),
    );
  });

  test("whatever is wanted is what the file says then", () => {
    const items = fc.array(
      fc.record({
        description: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ""),
        price: fc.record({ value: fc.integer({ min: 0, max: 999 }), currency: fc.constantFrom("EUR", "USD") }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(items, items, (first, second) => {
        const read = parseDeal(set(set(deal(""), first), second), "deals/a.md").deal;
        expect(read?.line_items.map(({ description, price }) => [description, price.minor / 100, price.currency])).toEqual(
          second.map(({ description, price }) => [description, price.value, price.currency]),
        );
        expect(read?.source).toBe("fair");
      }),
    );
  });
});
