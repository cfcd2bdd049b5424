import { describe, expect, test } from "vitest";
import { matchesPattern, patternProblem } from "../../../src/core/expression/pattern.ts";

describe("patterns", () => {
  test.each([
    [".+@acme\\.example", "jane@acme.example", true],
    // The whole text has to match.
    ["acme", "acme robotics", false],
    ["acme.*", "acme robotics", true],
    ["[A-Z]{2}-\\d{4}", "DE-2026", true],
    ["[A-Z]{2}-\\d{4}", "DE-2026\n", false],
    ["(?i)gold|silver", "GOLD", true],
    ["\\p{L}+", "Zürich", true],
    [".", "😀", true],
  ])("%s on %s", (pattern, text, expected) => {
    expect(patternProblem(pattern)).toBeUndefined();
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  test.each([
    ["[a", "missing closing ]: `[a`."],
    ["(?=a)a+", "invalid or unsupported Perl syntax: `(?=`."],
    ["(a)\\1", "invalid escape sequence: `\\1`."],
    ["a{1001}", "invalid repeat count: `{1001}`."],
    ["((a{1,10}){1,10}){1,10}b", "it repeats its parts too often."],
    ["a".repeat(501), "it is longer than 500 characters."],
  ])("%s cannot be used", (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
    expect(matchesPattern(pattern, "a")).toBe(false);
  });

  test("a text over 1,000 characters matches nothing", () => {
    expect(matchesPattern("a*", "a".repeat(1000))).toBe(true);
    expect(matchesPattern("a*", "a".repeat(1001))).toBe(false);
  });

  test.each(["(a+)+b", "(a|a)*b", "(a?){100}a{100}", "(a{1,10}){1,25}b", "([a-z]{0,15}){0,18}x", "(.*)(.*)(.*)(.*)(.*)b"])(
    "%s is quick",
    (pattern) => {
      const elapsed = [1, 2, 3, 4, 5].map(() => {
        const start = performance.now();
        matchesPattern(pattern, "a".repeat(1000));
        return performance.now() - start;
      });
      expect(elapsed.sort((a, b) => a - b)[2]).toBeLessThan(100);
    },
  );
});
