import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { checkRepositoryChange } from "../../src/app/run-check.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import type { CheckReport } from "../../src/core/check/report.ts";

/** A text, bytes, or `null` for a file that is to go. */
export type Change = Readonly<Record<string, string | Uint8Array | null>>;

/** Every change is judged on this day. */
export const today = "2026-11-20" as BusinessDate;

/** Settings of git that no machine changes, and somebody to commit. */
export const isolated = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Rep",
  GIT_AUTHOR_EMAIL: "rep@example.com",
  GIT_COMMITTER_NAME: "Rep",
  GIT_COMMITTER_EMAIL: "rep@example.com",
};

/** An empty folder of its own, removed when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dealbook-git-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A git repository in a temporary folder, without the machine's configuration, signing or background work. */
export class TemporaryRepository {
  readonly folder: string;
  #day = 1;
  #now: string | undefined;

  /** An empty one, or a copy of an original as it is now: that takes a tenth of the time of making it anew. */
  constructor(folder = temporaryFolder(), original: TemporaryRepository | null = null) {
    this.folder = folder;
    if (original) {
      this.#day = original.#day;
      cpSync(original.folder, folder, { recursive: true, preserveTimestamps: true });
      return;
    }
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "gc.auto", "0");
    this.git("config", "commit.gpgsign", "false");
  }

  /** Sets the clock of all commits from here on to an instant, such as `2026-06-30T22:30:00Z`. */
  setClock(instant: string): void {
    this.#now = instant;
  }

  git(...args: string[]): string {
    const date = this.#now ?? `2026-10-${String(this.#day).padStart(2, "0")}T09:00:00Z`;
    const env = { ...process.env, ...isolated, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  /** Writes into the working tree. */
  write(files: Change): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      if (content === null) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  }

  /** Writes and commits, a day later each time unless the clock was set, as `<author>@example.com`. Returns the commit. */
  commit(files: Change = {}, author = "rep"): string {
    this.#day += 1;
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "Change", `--author=${author} <${author}@example.com>`);
    return this.git("rev-parse", "HEAD");
  }

  /** What the check says to the change since `base`, as the use-case judges it. */
  async check({ base = "main", head = null, content = "content", changedOnly = false }: Partial<CheckRequest> = {}): Promise<CheckReport> {
    const root = join(this.folder, content);
    const open = await openRepository(root);
    if (!open) throw new Error("no repository");
    const { report } = await checkRepositoryChange(open.repository, folderReader(root), { base, head, today, changedOnly });
    return report;
  }
}

interface CheckRequest {
  readonly base: string;
  readonly head: string | null;
  readonly content: string;
  readonly changedOnly: boolean;
}
