import type { Money } from "../../core/money/money.ts";
import type { Change } from "../../core/review/change.ts";
import type { ChangeGroup, Review } from "../../core/review/review.ts";
import type { RuleEffect } from "../../core/review/rule-effect.ts";
import { moneyData } from "./money-data.ts";

const isMoney = (value: unknown): value is Money => typeof value === "object" && value !== null && "minor" in value && "currency" in value;

/** Amounts as exact decimals, wherever in a record they stand. */
const withDecimals = (record: object): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isMoney(value) ? moneyData(value) : value]));

const changeData = ({ kind: _, ...change }: Change): object => withDecimals(change);

const groupData = ({ kind, changes, effect, worth }: ChangeGroup) => ({
  kind,
  count: changes.length,
  effect: moneyData(effect),
  worth: moneyData(worth),
  changes: changes.map(changeData),
});

/** A review as data: amounts are exact decimals, instants are milliseconds since 1970. */
export function reviewData({ period, before, after, rates, groups, withoutRate }: Review, rules: readonly RuleEffect[]) {
  return {
    ...period,
    weighted: { before: moneyData(before), after: moneyData(after), rates: moneyData(rates) },
    withoutRate,
    groups: groups.map(groupData),
    rules,
  };
}
