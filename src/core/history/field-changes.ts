import type { BusinessDate } from "../calendar/business-date.ts";
import type { Money } from "../money/money.ts";
import type { DealVersion, Recorded } from "./deal-versions.ts";
import type { DealFacts } from "./facts.ts";

/** A change of what a deal is worth; an end that is absent had no amount. */
export interface AmountChange extends Recorded {
  readonly kind: "amount";
  readonly from?: Money | undefined;
  readonly to?: Money | undefined;
}

/** A change of the day on which a deal is expected to close; one to a later day is a push. */
export interface CloseDateChange extends Recorded {
  readonly kind: "close-date";
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
}

/** A deal that another person took over. */
export interface OwnerChange extends Recorded {
  readonly kind: "owner";
  readonly from: string;
  readonly to: string;
}

/** A change of a deal's fields, besides its stage, that git recorded. */
export type FieldChange = AmountChange | CloseDateChange | OwnerChange;

const isSameMoney = (a: Money | undefined, b: Money | undefined): boolean => a?.minor === b?.minor && a?.currency === b?.currency;

function changesBetween(before: DealFacts, after: DealFacts, { recorded, commit, author }: Recorded): FieldChange[] {
  const by = { recorded, commit, author };
  return [
    ...(isSameMoney(before.amount, after.amount) ? [] : [{ kind: "amount", from: before.amount, to: after.amount, ...by } as const]),
    ...(before.expected_close === after.expected_close
      ? []
      : [{ kind: "close-date", from: before.expected_close, to: after.expected_close, ...by } as const]),
    ...(before.owner === after.owner ? [] : [{ kind: "owner", from: before.owner, to: after.owner, ...by } as const]),
  ];
}

/** What changed from version to version of a deal (oldest first), besides its stage. */
export function fieldChanges(versions: readonly DealVersion[]): FieldChange[] {
  const readable = versions.flatMap(({ deal, ...by }) => (deal ? [{ deal, by }] : []));
  return readable.slice(1).flatMap(({ deal, by }, index) => changesBetween(readable[index]?.deal ?? deal, deal, by));
}

/** True for a change of the expected close to a later day. */
export const isPush = (change: FieldChange): boolean =>
  change.kind === "close-date" && change.from !== undefined && change.to !== undefined && change.to > change.from;
