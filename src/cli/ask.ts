import { answered, loadPrompts } from "./prompts.ts";
import type { World } from "./world.ts";

/** One answer to choose. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Somebody who answers questions. */
export interface Asker {
  /** A text that is not empty; `problemWith` says what is wrong with one, `undefined` where nothing is. */
  text(question: string, problemWith?: (answer: string) => string | undefined): Promise<string>;
  choose(question: string, choices: readonly Choice[]): Promise<string>;
  confirm(question: string): Promise<boolean>;
}

/** The person at the terminal. */
const terminal: Asker = {
  text: async (message, problemWith) => {
    const validate = (value: string | undefined) => (value?.trim() ? problemWith?.(value.trim()) : "Please type something.");
    return answered(await (await loadPrompts()).text({ message, validate })).trim();
  },
  choose: async (message, choices) => answered(await (await loadPrompts()).select({ message, options: [...choices] })),
  confirm: async (message) => answered(await (await loadPrompts()).confirm({ message })),
};

/** Whom to ask; `null` where nobody is at a terminal. */
export const askerOf = ({ isInteractive, ask }: World): Asker | null => (isInteractive ? (ask ?? terminal) : null);
