import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals, Settings } from "../content/content.ts";
import type { HandbookState } from "../content/handbook-state.ts";
import type { Finding } from "../finding/finding.ts";
import type { PastMove } from "../history/past-moves.ts";
import type { DealCommit, Reviews } from "./approvals.ts";
import type { Content } from "./check-content.ts";

/** What stood before the change, as far as the change touches it. */
export interface BaseContent {
  /** Settings and rules in force at the base; `null` where there was no content yet. */
  readonly settings: Settings | null;
  /** What was wrong with the settings where the change began. */
  readonly settingsFindings: readonly Finding[];
  /** The base's version of every deal that the change touches, by its file or by a document. */
  readonly deals: Deals;
  /** Paths of all files at the base. */
  readonly paths: readonly string[];
  /** Paths of all deals at the base. */
  readonly dealPaths: readonly string[];
  /** `null` where the handbook is not judged. */
  readonly handbook: HandbookState | null;
}

/** A change to judge. Paths are relative to the content root. */
export interface Change {
  readonly base: BaseContent;
  readonly head: Content;
  /** Files changed, added or deleted between the merge base and the head. */
  readonly changed: ReadonlySet<string>;
  /** Those of them at which a symbolic link or a submodule stands now. */
  readonly links: readonly string[];
  readonly today: BusinessDate;
  /** Commits of the change that touch a deal, oldest first, by the deal's path. */
  readonly commits: ReadonlyMap<string, readonly DealCommit[]>;
  /** What the forge knows of the pull request; absent where there is none. */
  readonly reviews?: Reviews;
  /** Moves that the record holds, to try new rules on; empty where no rule changes. */
  readonly pastMoves: readonly PastMove[];
}
