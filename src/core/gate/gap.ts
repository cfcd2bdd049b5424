import type { BusinessDate } from "../calendar/business-date.ts";
import type { RuleBook } from "../content/rule-book.ts";
import type { Deal } from "../deal/deal.ts";
import type { DealDocument } from "../deal/document.ts";
import type { Severity } from "../finding/finding.ts";
import type { People } from "../people/people.ts";
import type { MoveKind } from "../pipeline/move.ts";
import type { Position } from "../text/position.ts";
import type { YamlPath } from "../text/yaml-source.ts";

/** A person's approval of a move, from a review on the forge or a sign-off in the deal's file. */
export interface Approval {
  /** Id of a role. */
  readonly role: string;
  /** Id of the person. */
  readonly by: string;
}

/** What a requirement is held against. */
export interface GateFacts {
  readonly deal: Deal;
  /** The deal's documents that could be read. */
  readonly documents: readonly DealDocument[];
  readonly rules: RuleBook;
  /** Who may sign; `null` where people.yaml is missing or wrong. */
  readonly people: People | null;
  readonly today: BusinessDate;
  /** The deal before the change; `null` where it is new or no change is judged. */
  readonly before?: Deal | null;
  /** The move that is made; absent where no change is judged. */
  readonly move?: { readonly kind: MoveKind; readonly from: string; readonly to: string };
  /** Who has approved the move; absent where that cannot be known here. */
  readonly approvals?: readonly Approval[];
  /** Why nobody's approval can count; absent where it can. */
  readonly approvalDoubt?: string;
}

/** One thing that is missing before a requirement holds. */
export interface Gap {
  readonly message: string;
  readonly hint: string;
  /** The same for somebody who does not see the deal's file; absent where the requirement's own words say it all. */
  readonly plain?: string;
  /** `warning` for what is still to be decided by others. */
  readonly severity?: Severity;
  /** Where in the deal's front matter it belongs. */
  readonly path?: YamlPath;
  /** Where in a document it belongs. */
  readonly place?: { readonly file: string; readonly at: Position };
}
