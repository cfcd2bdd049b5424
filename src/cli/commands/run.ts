import type { Command } from "commander";
import type { World } from "../world.ts";

/** Calls a command's function with its options, those of the program included, and keeps its exit code. */
export type Run = <Options>(
  command: Command,
  action: (options: Options, world: World, ...args: string[]) => Promise<number>,
) => Promise<void>;
