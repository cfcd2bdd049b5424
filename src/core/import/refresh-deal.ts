import { itemsAfter, itemText } from "../deal/add-item.ts";
import type { Deal } from "../deal/deal.ts";
import { editDeal, type FieldEdit } from "../deal/edit-deal.ts";
import { type DealFile, parseDeal } from "../deal/parse-deal.ts";
import { decimalOf } from "../money/money.ts";
import { applySplices } from "../text/splice.ts";

type Fact = string | number | undefined;

/** What an import writes of a deal and a later one brings up to date, by the name of its field. Its place on the board is ours from then on. */
export function importedFacts(deal: Deal): Record<string, Fact> {
  const { contact, amount, next_step } = deal;
  return {
    title: deal.title,
    company: deal.company,
    "contact.name": contact?.name,
    "contact.email": contact?.email,
    stage: deal.stage,
    stage_entered: deal.stage_entered,
    parked_from: deal.parked_from,
    lost_reason: deal.lost_reason,
    owner: deal.owner,
    "amount.value": amount && decimalOf(amount),
    "amount.currency": amount?.currency,
    expected_close: deal.expected_close,
    "next_step.action": next_step?.action,
    source: deal.source,
    archived: deal.archived,
  };
}

/** The names of what two deals say differently. */
export function differences(a: Deal, b: Deal): string[] {
  const [before, after] = [importedFacts(a), importedFacts(b)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

/** An amount is a number, unless that could change it. */
const written = (name: string, fact: string | number): string | number =>
  name === "amount.value" && String(Number(fact)) === String(fact).replace(/\.?0+$/, "") ? Number(fact) : fact;

/** Groups that do not stand without one of their parts. */
const headOf: Readonly<Record<string, string>> = { "contact.name": "contact", "amount.value": "amount", "next_step.action": "next_step" };

/** What sets a field to a fact, or takes it away. */
function editOf(name: string, fact: Fact): FieldEdit[] {
  if (fact !== undefined) return [{ field: name, value: written(name, fact), after: "owner" }];
  const field = headOf[name] ?? (name.includes(".") ? undefined : name);
  return field === undefined ? [] : [{ field, value: null, after: "owner" }];
}

/** The text of a deal with what a later export says in place of what the earlier one said; every other byte stays. */
export function refreshDeal(file: DealFile & { readonly deal: Deal }, now: Deal): string {
  const facts = importedFacts(now);
  const changed = differences(file.deal, now).flatMap((name) => editOf(name, facts[name]));
  const text = editDeal(file, [...changed, { field: "imported.digest", value: now.imported?.digest ?? "", after: "owner" }]);
  const edited = parseDeal(text, file.path);
  const count = file.deal.history.length;
  const entries = now.history.slice(count).map((entry) => itemText(entry));
  return applySplices(text, itemsAfter(edited, { field: "history", count }, entries) ?? []);
}
