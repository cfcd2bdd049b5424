import { spawn } from "node:child_process";

/** What git gets besides its arguments. */
interface GitInput {
  /** For its standard input. */
  readonly input?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git and returns what it printed. For streams that simple-git would hold as text; everything else goes through simple-git. */
export function runGit(folder: string, args: readonly string[], { input = "", env: added = {} }: GitInput = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Plain paths mean themselves, whatever characters they hold; messages are read by this program, so they are in English.
    const env = { ...process.env, LC_ALL: "C", GIT_LITERAL_PATHSPECS: "1", ...added };
    const git = spawn("git", [...args], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    git.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    git.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    git.on("error", reject);
    // git may stop reading early, after an error that its exit code reports.
    git.stdin.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") reject(error);
    });
    git.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`git ${args[0]} failed (${code}): ${Buffer.concat(errors).toString().trim()}`));
    });
    git.stdin.end(input);
  });
}
