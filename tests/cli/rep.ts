import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Asker } from "../../src/cli/asker.ts";
import { main } from "../../src/cli/main.ts";

/** What a command line printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A rep's clone of the sample content, with one commit on main. */
export interface Rep {
  readonly folder: string;
  readonly dealbook: (...args: string[]) => Promise<Outcome>;
  /** The same, at a terminal where these answers are given. */
  readonly atTerminal: (answers: readonly (string | boolean)[], ...args: string[]) => Promise<Outcome>;
  readonly git: (...args: string[]) => string;
  readonly read: (path: string) => string;
  readonly edit: (path: string, change: (text: string) => string) => void;
}

const today = "2026-11-21";

const gitSettings = ["-c", "user.name=Rep", "-c", "user.email=rep@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"];

type Env = Readonly<Record<string, string>>;

/** Somebody who gives these answers, one after the other. */
function answering(answers: readonly (string | boolean)[]): Asker {
  const rest = [...answers];
  const next = async <T>(question: string): Promise<T> => {
    const answer = rest.shift();
    if (answer === undefined) throw new Error(`Nobody answers "${question}".`);
    return answer as T;
  };
  return { text: (question) => next(question), choose: (question) => next(question), confirm: (question) => next(question) };
}

/** What a command line meets. */
interface Circumstances {
  /** All of the environment but the day. */
  readonly env: Env;
  /** What a person at the terminal answers; nobody is there where it is left out. */
  readonly answers?: readonly (string | boolean)[];
}

/** Runs a command line in this process, in a folder. */
async function runMain(folder: string, args: readonly string[], { env, answers }: Circumstances): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await main(args, {
    cwd: folder,
    env: { DEALBOOK_TODAY: today, ...env },
    now: Date.parse(`${today}T12:00:00Z`),
    print: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
    isColoured: false,
    isInteractive: answers !== undefined,
    isWatched: answers !== undefined,
    ...(answers && { ask: answering(answers) }),
  });
  return { code, out, err };
}

/** Runs a command line in this process, in a folder; `env` is all of the environment but the day. */
export const callMain = (folder: string, args: readonly string[], env: Env): Promise<Outcome> => runMain(folder, args, { env });

/** What a rep has. */
interface Setting {
  /** False leaves plain files. */
  readonly withGit?: boolean;
  /** Texts by path, in place of the sample content. */
  readonly files?: Readonly<Record<string, string>>;
  /** The preset whose content it is, in place of the sample company's. */
  readonly preset?: string;
  /** Added to the environment. */
  readonly env?: Env;
}

function putFiles(folder: string, { files, preset }: Setting): void {
  const source = preset === undefined ? "../../content" : `../../presets/${preset}`;
  if (!files) cpSync(new URL(source, import.meta.url), join(folder, "content"), { recursive: true });
  for (const [path, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Sets up a temporary repository; it is removed when the test is over. */
export function rep(setting: Setting = {}): Rep {
  const { withGit = true, env = {} } = setting;
  const folder = mkdtempSync(join(tmpdir(), "dealbook-rep-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  putFiles(folder, setting);
  const git = (...args: string[]) => execFileSync("git", [...gitSettings, ...args], { cwd: folder, encoding: "utf8" });
  if (withGit) {
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Rep");
    git("config", "user.email", "rep@example.com");
    git("config", "commit.gpgsign", "false");
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "Start");
  }
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  return {
    folder,
    git,
    read,
    dealbook: (...args) => callMain(folder, args, env),
    atTerminal: (answers, ...args) => runMain(folder, args, { env, answers }),
    edit: (path, change) => writeFileSync(join(folder, path), change(read(path))),
  };
}
