import type { Asker } from "./asker.ts";

/** What a command gets from the process that runs it, so that tests can give it something else. */
export interface World {
  /** Absolute folder in which the command was called. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The instant of the call, in milliseconds since 1970. */
  readonly now: number;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes to standard error: progress and refusals. */
  readonly complain: (text: string) => void;
  /** True where standard output is a terminal that shows colour. */
  readonly isColoured: boolean;
  /** True where questions can be asked: standard input and output are terminals. */
  readonly isInteractive: boolean;
  /** True where standard error is a terminal, so that somebody sees how far a long command is; absent where it is not. */
  readonly isWatched?: boolean;
  /** Version of Node that runs this, such as 24.1.0; absent where it does not matter. */
  readonly nodeVersion?: string;
  /** Who answers questions, where it is not the person at the terminal. */
  readonly ask?: Asker;
}

/** The world of the running process. */
export function processWorld(): World {
  const { stdin, stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    env,
    now: Date.now(),
    print: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    nodeVersion: process.versions.node,
    isWatched: stderr.isTTY === true,
    isColoured: stdout.isTTY === true && stdout.hasColors(),
    isInteractive: stdin.isTTY === true && stdout.isTTY === true && env.CI === undefined,
  };
}
