import type { Finding } from "../finding/finding.ts";
import type { PolicyEffect } from "./policy-effect.ts";

/** A deal that a change touches, in words for people. */
export interface JudgedDeal {
  readonly slug: string;
  /** Path of the file. */
  readonly file: string;
  readonly title: string;
  /** Name of the stage before the change; absent for a new deal, and where it is unknown. */
  readonly from?: string;
  /** Name of the stage after the change, as far as it is known. */
  readonly to?: string;
  readonly isNew: boolean;
  /** What is to happen when the deal arrives in its new stage, in plain words; absent where it stays, or may not go there. */
  readonly onEnter?: readonly string[];
  /** True where the change takes the deal away. */
  readonly isDeleted?: true;
}

/** The outcome of a check. */
export interface CheckReport {
  /** What fails the check, and warnings about what was judged; sorted. */
  readonly findings: readonly Finding[];
  /** What was wrong before the change and is not touched by it; reported, never blamed on it. Empty without a base. */
  readonly elsewhere: readonly Finding[];
  /** The deals that the change touches. Empty without a base. */
  readonly deals: readonly JudgedDeal[];
  readonly counts: CheckCounts;
  /** What a change of rules does to open deals, and would have done to past moves; absent where no rule changes. */
  readonly policy?: PolicyEffect;
}

/** How much was looked at. */
export interface CheckCounts {
  readonly deals: number;
  readonly pages: number;
  /** Files that the change touches; absent without a base. */
  readonly changed?: number;
}
