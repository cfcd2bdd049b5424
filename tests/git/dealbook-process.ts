import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { today } from "./temporary-repository.ts";

const script = fileURLToPath(new URL("../../scripts/dealbook.ts", import.meta.url));

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `dealbook` as people do, in a folder, and waits for its end. `env` is added to the environment. */
export function dealbook(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const { DEALBOOK_CONTENT: _, GITHUB_ACTIONS: __, ...inherited } = process.env;
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...inherited, DEALBOOK_TODAY: today, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", ...env },
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}
