import { Refusal } from "../app/refusal.ts";

/** The prompts, loaded where somebody is asked: most commands ask nothing. */
export const loadPrompts = () => import("@clack/prompts");

/** Takes an answer of a prompt; Ctrl-C, which is a symbol, ends the command without having done anything. */
export function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === "symbol") throw new Refusal("Cancelled.", "Nothing was changed.");
  return answer as Exclude<T, symbol>;
}
