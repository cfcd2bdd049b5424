import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
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
  readonly git: (...args: string[]) => string;
  readonly read: (path: string) => string;
  readonly edit: (path: string, change: (text: string) => string) => void;
}

const today = "2026-11-21";

const gitSettings = ["-c", "user.name=Rep", "-c", "user.email=rep@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"];

type Env = Readonly<Record<string, string>>;

/** Runs a command line in this process, in a folder; `env` is all of the environment but the day. */
export async function callMain(folder: string, args: readonly string[], env: Env): Promise<Outcome> {
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
    isInteractive: false,
  });
  return { code, out, err };
}

/** What a rep has. */
interface Setting {
  /** False leaves plain files. */
  readonly withGit?: boolean;
  /** Texts by path, in place of the sample content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Added to the environment. */
  readonly env?: Env;
}

function putFiles(folder: string, files: Setting["files"]): void {
  if (!files) cpSync(new URL("../../content", import.meta.url), join(folder, "content"), { recursive: true });
  for (const [path, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Sets up a temporary repository; it is removed when the test is over. */
export function rep({ withGit = true, files, env = {} }: Setting = {}): Rep {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-rep-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  putFiles(folder, files);
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
    edit: (path, change) => writeFileSync(join(folder, path), change(read(path))),
  };
}
