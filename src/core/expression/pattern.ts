import { RE2JS, RE2JSException } from "re2js";

// RE2 needs time in proportion to the text and the pattern; both are kept short.
const longestPattern = 500;
const longestText = 1000;
// A pattern such as (a{1,30}){1,30} is short, and a thousand steps long.
const mostSteps = 600;

const compiled = new Map<string, RE2JS | string>();

function compile(pattern: string): RE2JS | string {
  if (pattern.length > longestPattern) return `it is longer than ${longestPattern} characters.`;
  try {
    const regex = RE2JS.compile(pattern);
    return regex.programSize() > mostSteps ? "it repeats its parts too often." : regex;
  } catch (error) {
    if (error instanceof RE2JSException) return `${error.message.replace(/^error parsing regexp: /, "")}.`;
    throw error;
  }
}

function patternOf(pattern: string): RE2JS | string {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known;
}

/** What is wrong with a regular expression in the syntax of RE2; `undefined` where it can be used. */
export function patternProblem(pattern: string): string | undefined {
  const found = patternOf(pattern);
  return typeof found === "string" ? found : undefined;
}

/** True where the pattern matches the whole text; a pattern that cannot be used matches nothing, and so does a text over 1,000 characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const found = patternOf(pattern);
  return typeof found !== "string" && text.length <= longestText && found.matches(text);
}
