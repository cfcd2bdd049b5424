import type { Deal } from "../deal/deal.ts";
import { decimalOf, type Money, parseMoney } from "../money/money.ts";
import type { ColumnName } from "./mapping.ts";

/** What an export may have no place for, and a deal that came in earlier, or was filled in here, may have. */
const parts = [
  "id",
  "company",
  "contact",
  "contact_email",
  "owner",
  "amount",
  "currency",
  "expected_close",
  "next_step",
  "source",
  "lost_reason",
] as const satisfies readonly ColumnName[];

/** Something that an export may have no place for. */
export type Part = (typeof parts)[number];

/** The parts of a deal that a table has no column for. */
export const lackingIn = (indexes: ReadonlyMap<ColumnName, number>): Part[] => parts.filter((part) => !indexes.has(part));

const inCurrency = (amount: Money, currency: string): Money => {
  const money = parseMoney(decimalOf(amount), currency);
  return typeof money === "string" ? amount : money;
};

function amountOf(now: Deal, known: Deal, lacks: ReadonlySet<Part>): Money | undefined {
  if (lacks.has("amount")) return known.amount;
  return now.amount && known.amount && lacks.has("currency") ? inCurrency(now.amount, known.amount.currency) : now.amount;
}

function contactOf(now: Deal, known: Deal, lacks: ReadonlySet<Part>): Deal["contact"] {
  if (lacks.has("contact")) return known.contact;
  return now.contact && lacks.has("contact_email") ? { ...now.contact, email: known.contact?.email } : now.contact;
}

/** A deal as a later export has it, where that has no place for something: as it is known here. An empty cell is another thing; it says that there is nothing. */
export function withKnown(now: Deal, known: Deal, lacking: readonly Part[]): Deal {
  const lacks = new Set(lacking);
  const pick = <Name extends "expected_close" | "next_step" | "source">(name: Name): Deal[Name] => (lacks.has(name) ? known : now)[name];
  return {
    ...now,
    // Without a company of its own, a deal has its title for one.
    company: lacks.has("company") && now.company === now.title ? known.company : now.company,
    contact: contactOf(now, known, lacks),
    owner: lacks.has("owner") ? known.owner : now.owner,
    amount: amountOf(now, known, lacks),
    expected_close: pick("expected_close"),
    next_step: pick("next_step"),
    source: pick("source"),
    lost_reason: now.lost_reason && lacks.has("lost_reason") ? (known.lost_reason ?? now.lost_reason) : now.lost_reason,
  };
}

const nothing = { contact: undefined, amount: undefined, expected_close: undefined, next_step: undefined, source: undefined };

/** A deal without what an export with these gaps cannot have said of it. */
export const withoutLacking = (deal: Deal, lacking: readonly Part[]): Deal => withKnown(deal, { ...deal, ...nothing }, lacking);
