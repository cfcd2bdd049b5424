import type { Part } from "./lacking.ts";

/** A stage that a deal entered in the system that it comes from, as that system writes it. */
export interface SourceMove {
  readonly stage: string;
  readonly date: string;
}

/** A deal as another system exported it: texts as they stand there, not yet understood. */
export interface SourceDeal {
  /** Where it stands in the file: `row 12`, or `card 60f1…`. */
  readonly place: string;
  readonly id: string;
  readonly title: string;
  readonly company?: string | undefined;
  readonly contact?: string | undefined;
  readonly contactEmail?: string | undefined;
  readonly stage: string;
  /** When it entered its stage; empty where nobody says. */
  readonly entered: string;
  /** When it began. */
  readonly created?: string | undefined;
  /** Empty where it has none. */
  readonly owner: string;
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
  readonly expectedClose?: string | undefined;
  readonly nextStep?: string | undefined;
  readonly source?: string | undefined;
  readonly lostReason?: string | undefined;
  readonly notes?: string | undefined;
  readonly priority?: number | undefined;
  readonly isArchived?: boolean;
  /** What the export has no place for; what it has a place for, and leaves empty, is another thing. */
  readonly lacks: readonly Part[];
  /** What of it is read in another way than it stands there. */
  readonly remarks?: readonly string[];
  /** Stages that it entered, earliest first, the one that it is in included as far as it is known. */
  readonly moves: readonly SourceMove[];
}

/** Something in a file that no deal is made of, and why. */
export interface LeftOut {
  readonly place: string;
  readonly what: string;
  readonly reason: string;
  /** True for what may be a deal, and cannot be read as one. */
  readonly isRefused?: boolean;
}

/** What a reader finds, in the order of the file. */
export type SourceItem = SourceDeal | LeftOut;

/** True for what no deal is made of. */
export const isLeftOut = (item: SourceItem): item is LeftOut => "reason" in item;
