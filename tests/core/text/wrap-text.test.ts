import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth, wrapText } from "../../../src/core/text/wrap-text.ts";

describe("a text", () => {
  test.each([
    ["Negotiation: send contract", ["Negotiation: send", "contract"]],
    ["Partners/networking event", ["Partners/", "networking event"]],
    ["Ready for P&S Request", ["Ready for P&S", "Request"]],
    ["Lead", ["Lead"]],
    ["  ", []],
  ])("%j is broken between its words", (text, lines) => {
    expect(wrapText(text, 9)).toEqual(lines);
  });

  test.each([
    ["Qualifizierungsgesprächsvorbereitung", ["Qualifizierungsgesp-", "rächsvorbereitung"]],
    ["商談のフォローアップと契約", ["商談のフォロー", "アップと契約"]],
  ])("%j is broken into parts about as long as each other", (text, lines) => {
    expect(wrapText(text, 10)).toEqual(lines);
  });

  test("of any letters keeps them all, in lines that fit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 4, max: 20 }), (text, width) => {
        const lines = wrapText(text, width);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        const letters = (part: string) => part.replace(/[\s-]/gu, "");
        expect(letters(lines.join(""))).toBe(letters(text));
      }),
    );
  });
});
