import type { DealContext } from "./deal-context.ts";
import type { Rule } from "./rule.ts";

function complaint({ before, deal, importComplaint }: DealContext): string | undefined {
  if (before === undefined) return undefined;
  if (before === null) {
    if (deal.imported) return importComplaint && `The deal says that it was imported, but ${importComplaint}`;
    return deal.history.length > 0 ? 'A new deal has a "history:" only where it was imported, and says from where.' : undefined;
  }
  if (JSON.stringify(before.imported) === JSON.stringify(deal.imported)) return undefined;
  const who = importComplaint === undefined ? "" : ` by somebody who may import; ${importComplaint}`;
  return `"imported:" was changed, which only an import does${who === "" ? "." : who}`;
}

/** Nobody skips gates by calling a deal imported. */
export const dealImported: Rule<DealContext> = {
  code: "deal/imported",
  summary: "A deal is brought in from another system, with its history, by somebody whose role says imports: true.",
  check: (context) => {
    const message = complaint(context);
    if (message === undefined) return [];
    return [
      {
        at: context.file.source?.locateKey(["imported"]) ?? context.file.source?.locateKey(["history"]),
        message,
        hint: 'Let somebody import it, or approve the pull request, whose role in people.yaml has "imports: true"; or take "imported:" and "history:" out and begin where deals begin.',
      },
    ];
  },
};
