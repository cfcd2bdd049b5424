import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

/** A bare repository with the hook, and somebody's clone of it. */
export class PushServer {
  readonly bare: string;
  readonly work: TemporaryRepository;

  /** With the small content root and these files on main already; `null` for an empty repository. */
  constructor(files: Change | null = {}) {
    const folder = temporaryFolder();
    this.bare = join(folder, "server.git");
    this.work = new TemporaryRepository();
    this.work.git("init", "--quiet", "--bare", "--initial-branch=main", this.bare);
    this.work.git("remote", "add", "origin", `file://${this.bare}`);
    if (files !== null) {
      this.work.commit({ ...contentFiles(), ...files });
      this.work.git("push", "--quiet", "origin", "main");
    }
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
