import type { Key } from "node:readline";
import { Refusal } from "../app/refusal.ts";

/** Ctrl-D closes a terminal's input for good, and a prompt would wait for ever: it means what Ctrl-C means. */
function endOnControlD(_: string | undefined, key: Key | undefined): void {
  if (key?.ctrl && key.name === "d") process.stdin.emit("keypress", "\u0003", { ctrl: true, name: "c", sequence: "\u0003" });
}

/** The prompts, loaded where somebody is asked: most commands ask nothing. */
export async function loadPrompts() {
  if (!process.stdin.listeners("keypress").includes(endOnControlD)) process.stdin.on("keypress", endOnControlD);
  return import("@clack/prompts");
}

/** Takes an answer of a prompt; Ctrl-C, which is a symbol, ends the command without having done anything. */
export function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === "symbol") throw new Refusal("Cancelled.", "Nothing was changed.");
  return answer as Exclude<T, symbol>;
}
