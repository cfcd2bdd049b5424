import type { BusinessDate } from "../calendar/business-date.ts";
import type { Recorded } from "../history/deal-versions.ts";
import type { Idleness } from "../metrics/deal-state.ts";
import type { Money } from "../money/money.ts";

/** What can happen to a deal, in the order in which a review tells it, and what readers call it. */
export const changeNames = {
  new: "New",
  restored: "Came back",
  won: "Won",
  lost: "Lost",
  advanced: "Advanced",
  "went-back": "Went back",
  parked: "Parked",
  resumed: "Resumed",
  reopened: "Reopened",
  "handed-over": "Handed over",
  moved: "Moved from or to a stage that is gone",
  grown: "Grown",
  shrunk: "Shrunk",
  slipped: "Slipped",
  "pulled-in": "Brought forward",
  owner: "New owner",
  removed: "Removed",
  quiet: "Gone quiet",
} as const;

/** What happened to a deal. */
export type ChangeKind = keyof typeof changeNames;

/** The stage that a deal was in; `name` is its id where it no longer exists. */
export interface StageName {
  readonly pipeline: string;
  readonly id: string;
  readonly name: string;
}

/** The deal that a change is about, as it was after it; before it, where the change took it away. */
export interface ChangedDeal {
  readonly slug: string;
  readonly title: string;
  readonly owner: string;
  /** The stage that it is in. */
  readonly stage: StageName;
}

interface AnyChange {
  readonly deal: ChangedDeal;
  /** By how much the change moved the weighted pipeline. */
  readonly effect: Money;
  /** What the deal is worth; of a deal that grew or shrank, by how much. In the base currency, nothing where it has no amount or no rate. */
  readonly worth: Money;
}

/** A deal that began, moved or went. */
export interface StageMove extends AnyChange, Recorded {
  readonly kind: Exclude<ChangeKind, AmountMove["kind"] | DateMove["kind"] | OwnerMove["kind"] | QuietMove["kind"]>;
  readonly from?: StageName;
  readonly to?: StageName;
  /** Why it was lost, went back or was reopened. */
  readonly reason?: string;
}

/** A deal whose amount changed; an end that is absent had none. */
export interface AmountMove extends AnyChange, Recorded {
  readonly kind: "grown" | "shrunk";
  readonly from?: Money;
  readonly to?: Money;
}

/** A deal whose expected close was put off, or brought forward. */
export interface DateMove extends AnyChange, Recorded {
  readonly kind: "slipped" | "pulled-in";
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly days: number;
}

/** A deal that another person took over. */
export interface OwnerMove extends AnyChange, Recorded {
  readonly kind: "owner";
  readonly from: string;
  readonly to: string;
}

/** A deal that became rotting: nobody did anything, so no commit says so. */
export interface QuietMove extends AnyChange {
  readonly kind: "quiet";
  readonly day: BusinessDate;
  readonly idleness: Idleness;
}

/** Something that happened to a deal. */
export type Change = StageMove | AmountMove | DateMove | OwnerMove | QuietMove;
