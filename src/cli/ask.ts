import type { Asker } from "./asker.ts";
import { answered, loadPrompts } from "./prompts.ts";
import type { World } from "./world.ts";

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
