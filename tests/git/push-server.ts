import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { contentFiles } from "./content-files.ts";
import { type Change, TemporaryRepository, temporaryFolder, today } from "./temporary-repository.ts";

const hook = fileURLToPath(new URL("../../scripts/pre-receive", import.meta.url));

/** What a push was told, and whether it went in. */
export interface Pushed {
  readonly isIn: boolean;
  /** Errors as `file:line code`, or `branch code`. */
  readonly errors: readonly string[];
  /** Everything that git printed. */
  readonly text: string;
}

const errorLine = /^remote: (\S.*?) {2}error {2}([a-z-]+\/[a-z-]+)\s*$/;

function errorsIn(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [, place, code] = errorLine.exec(line) ?? [];
    return place === undefined ? [] : [`${place.replace(/:(\d+):\d+$/, ":$1")} ${code}`];
  });
}

/** A server and a clone to make copies of, in one folder. */
interface Original {
  readonly folder: string;
  readonly work: TemporaryRepository;
}

const originals = new Map<string, Original>();

afterAll(() => {
  for (const { folder } of originals.values()) rmSync(folder, { recursive: true, force: true });
});

function makeOriginal(files: Change | null): Original {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dealbook-server-")));
  mkdirSync(join(folder, "work"));
  const work = new TemporaryRepository(join(folder, "work"));
  work.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main", "../server.git");
  // The way from the one to the other is the same in every copy.
  work.git("remote", "add", "origin", "../server.git");
  mkdirSync(join(folder, "server.git/hooks"));
  if (files === null) return { folder, work };
  work.commit({ ...contentFiles(), ...files });
  work.git("push", "--quiet", "origin", "main");
  return { folder, work };
}

function originalWith(files: Change | null): Original {
  const key = JSON.stringify(files);
  const original = originals.get(key) ?? makeOriginal(files);
  originals.set(key, original);
  return original;
}

/** A bare repository with the hook, and somebody's clone of it. */
export class PushServer {
  readonly bare: string;
  readonly work: TemporaryRepository;

  /** With the small content root and these files on main already; `null` for an empty repository. */
  constructor(files: Change | null = {}) {
    const folder = temporaryFolder();
    const original = originalWith(files);
    this.bare = join(folder, "server.git");
    cpSync(join(original.folder, "server.git"), this.bare, { recursive: true });
    this.work = new TemporaryRepository(join(folder, "work"), original.work);
    symlinkSync(hook, join(this.bare, "hooks/pre-receive"));
  }

  /** Setting of the repository on the server. */
  set(name: string, value: string): void {
    this.work.git("--git-dir", this.bare, "config", name, value);
  }

  /** All refs on the server with what they name. */
  refs(): string {
    return this.work.git("--git-dir", this.bare, "for-each-ref");
  }

  push(...args: string[]): Pushed {
    const before = this.refs();
    const { status, stderr } = spawnSync("git", ["push", ...args], {
      cwd: this.work.folder,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", DEALBOOK_TODAY: today },
    });
    if (status !== 0 && this.refs() !== before) throw new Error("a push that was refused moved a ref");
    return { isIn: status === 0, errors: errorsIn(stderr), text: stderr };
  }
}
