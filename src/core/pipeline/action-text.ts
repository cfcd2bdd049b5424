/** What a text of an action may name between double braces, and what that stands for. */
export const valueMeanings = {
  "deal.company": "the company",
  "deal.title": "what is being sold",
  "deal.contact": "the contact's name",
  "deal.owner": "the owner's name",
  "deal.amount": "the amount",
  "deal.source": "where the lead came from",
  "deal.expected_close": "the day on which it is expected to close",
  "deal.next_step": "what is to be done next",
  "deal.reason": "why it was lost, went back or was opened again",
  "deal.slug": "the deal's id",
  "deal.page": "the address of its page on the site",
  "move.from": "the name of the stage that it left",
  "move.to": "the name of the stage that it entered",
  "move.pipeline": "the name of the pipeline that it is in now",
  "move.date": "the day on which it entered the stage",
  "move.by": "who made the commit",
} as const;

/** Name of a value that every deal may have. */
export type ValueName = keyof typeof valueMeanings;

/** A stretch of an action's text: as the pipeline's author wrote it, or a name that a value takes the place of. */
export type TextPart = { readonly own: string } | { readonly name: string };

/** The parts of a text; `{{ deal.company }}` with spaces is the same as without. */
export const textParts = (text: string): TextPart[] =>
  text
    .split(/\{\{([^{}\n]*)\}\}/)
    .map((part, index): TextPart => (index % 2 === 0 ? { own: part } : { name: part.trim() }))
    .filter((part) => !("own" in part) || part.own !== "");

/** The names that a text has between double braces. */
export const namesInText = (text: string): string[] => textParts(text).flatMap((part) => ("name" in part ? part.name : []));
