import type { Position } from "../text/position.ts";

/** An error fails the check; a warning is printed only. */
export type Severity = "error" | "warning";

/** One result of the check. `line` and `column` are absent where the whole file is meant. */
export interface Finding {
  /** Permanent name of the rule, `area/what`. */
  readonly code: string;
  readonly severity: Severity;
  /** Path of the file, with forward slashes, from the top of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 code units. */
  readonly column?: number;
  /** What happened, expected against found, in a full sentence. */
  readonly message: string;
  /** The part of the message that says what is missing, without the rule's own sentence; for findings of a gate. */
  readonly gap?: string;
  /** What to do next: a command or an edit. */
  readonly hint?: string;
  /** The handbook page and anchor that explain the rule. */
  readonly docs?: string;
}

/** What a rule or a parser reports; the engine adds severity and, where absent, the file. */
export interface Problem {
  readonly code: string;
  readonly severity?: Severity;
  readonly file?: string;
  readonly at?: Position | undefined;
  readonly message: string;
  readonly gap?: string;
  readonly hint?: string | undefined;
  readonly docs?: string | undefined;
}

/** Makes a problem of `file` into a finding, leaving out what is not known. */
export function toFinding(problem: Problem, file: string): Finding {
  return {
    code: problem.code,
    severity: problem.severity ?? "error",
    file: problem.file ?? file,
    ...(problem.at && { line: problem.at.line, column: problem.at.column }),
    message: problem.message,
    ...(problem.gap !== undefined && { gap: problem.gap }),
    ...(problem.hint !== undefined && { hint: problem.hint }),
    ...(problem.docs !== undefined && { docs: problem.docs }),
  };
}

// Not localeCompare: the order must not depend on the machine's language.
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By file, then line, column, code and message, so that the same content always prints the same list. */
export function sortFindings(findings: Iterable<Finding>): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

/** How many of the findings fail the check. */
export const countErrors = (findings: readonly Finding[]): number => findings.filter((finding) => finding.severity === "error").length;
