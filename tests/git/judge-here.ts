import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { receive, refusePush } from "../../src/cli/receive.ts";

// git calls a hook in the repository's folder, where the two pipes are.
const script = `#!/bin/sh
{ env -0; printf '\\0'; cat; } > dealbook-ask
{ read -r code; cat >&2; exit "$code"; } < dealbook-answer
`;

/** Sets variables of the environment for as long as an action takes. */
async function withEnvironment<T>(variables: Readonly<Record<string, string>>, action: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await action();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** Judges what a hook was given: its environment, which leads to what is being pushed, and the refs. */
async function answerTo(asked: string, folder: string): Promise<string> {
  const end = asked.indexOf("\0\0");
  const env = Object.fromEntries(
    asked
      .slice(0, end)
      .split("\0")
      .map((line) => line.split(/=(.*)/s)),
  );
  let told = "";
  const world = {
    cwd: folder,
    env,
    now: Date.now(),
    print: () => undefined,
    complain: (text: string) => {
      told += text;
    },
    isColoured: false,
    isInteractive: false,
  };
  const code = await withEnvironment(env, () => receive(world, asked.slice(end + 2))).catch((error: unknown) => refusePush(error, world));
  return `${code}\n${told}`;
}

/** Ends the waiting for a hook that was not called; nobody waits where it was. */
function stopWaiting(pipe: string): void {
  try {
    closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
  }
}

/**
 * Lets pushes into a bare repository be judged by this process instead of one that is started for it, which takes longer than
 * all the rest: the hook is a shell script that hands over what git gave it. One push at a time, which `push` makes.
 */
export async function judgeHere<T>(bare: string, push: () => Promise<T>): Promise<T> {
  const [hook, ask, answer] = ["hooks/pre-receive", "dealbook-ask", "dealbook-answer"].map((name) => join(bare, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(hook, script, { mode: 0o755 });
  execFileSync("mkfifo", [ask, answer]);
  const judging = readFile(ask, "utf8").then(async (asked) => {
    if (asked !== "") await writeFile(answer, await answerTo(asked, bare));
  });
  const pushed = await push();
  stopWaiting(ask);
  await judging;
  return pushed;
}
