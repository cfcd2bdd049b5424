import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

async function callMain(folder: string, args: readonly string[]): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await main(args, {
    cwd: folder,
    env: { DEALBOOK_TODAY: today },
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

/** Sets up a temporary repository; it is removed when the test is over. `withGit` false leaves plain files. */
export function rep({ withGit = true } = {}): Rep {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-rep-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(new URL("../../content", import.meta.url), join(folder, "content"), { recursive: true });
  const git = (...args: string[]) => execFileSync("git", [...gitSettings, ...args], { cwd: folder, encoding: "utf8" });
  if (withGit) {
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Rep");
    git("config", "user.email", "rep@example.com");
    git("config", "commit.gpgsign", "false");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Start");
  }
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  return {
    folder,
    git,
    read,
    dealbook: (...args) => callMain(folder, args),
    edit: (path, change) => writeFileSync(join(folder, path), change(read(path))),
  };
}
