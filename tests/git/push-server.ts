import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { contentFiles } from "./content-files.ts";
import { judgeHere } from "./judge-here.ts";
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

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

async function endOf(child: ChildProcess): Promise<Ended> {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stderr };
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

/** A bare repository that judges what is pushed by the methods here, and somebody's clone of it. */
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
  }

  /** Setting of the repository on the server. */
  set(name: string, value: string): void {
    this.work.git("--git-dir", this.bare, "config", name, value);
  }

  /** All refs on the server with what they name. */
  refs(): string {
    return this.work.git("--git-dir", this.bare, "for-each-ref");
  }

  /** Pushes; the hook is the very script that servers have. */
  push(...args: string[]): Pushed {
    const before = this.refs();
    const place = join(this.bare, "hooks/pre-receive");
    if (!existsSync(place)) symlinkSync(hook, place);
    return this.#pushed(spawnSync("git", ["push", ...args], { ...this.#options(), encoding: "utf8" }), before);
  }

  /** Pushes; the hook's work is done in this process, which saves starting one. */
  async pushHere(...args: string[]): Promise<Pushed> {
    const before = this.refs();
    return this.#pushed(await judgeHere(this.bare, () => endOf(spawn("git", ["push", ...args], this.#options()))), before);
  }

  #options() {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null", DEALBOOK_TODAY: today };
    return { cwd: this.work.folder, env };
  }

  #pushed({ status, stderr }: Ended, before: string): Pushed {
    if (status !== 0 && this.refs() !== before) throw new Error("a push that was refused moved a ref");
    return { isIn: status === 0, errors: errorsIn(stderr), text: stderr };
  }
}
