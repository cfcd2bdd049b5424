import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** What git gets besides its arguments. */
interface GitInput {
  /** For its standard input. */
  readonly input?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

function startGit(folder: string, args: readonly string[], added: GitInput["env"]): ChildProcessWithoutNullStreams {
  // Plain paths mean themselves, whatever characters they hold; messages are read by this program, so they are in English.
  const env = { ...process.env, LC_ALL: "C", GIT_LITERAL_PATHSPECS: "1", ...added };
  return spawn("git", [...args], { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
}

/** A git process whose output is taken piece by piece. */
export interface GitStream {
  /** Sends text to its standard input. */
  readonly write: (text: string) => void;
  /** Closes its standard input, and waits for its end. Throws where git failed. */
  readonly end: () => Promise<void>;
}

/** What becomes of git's output, and what git gets in its environment. */
interface StreamOptions {
  readonly take: (piece: Buffer) => void;
  readonly env?: GitInput["env"];
}

/** Starts git and hands on what it prints as it comes. For streams that simple-git would hold as text; everything else goes through simple-git. */
export function streamGit(folder: string, args: readonly string[], { take, env }: StreamOptions): GitStream {
  const git = startGit(folder, args, env);
  const errors: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    git.stdout.on("data", (piece: Buffer) => {
      try {
        take(piece);
      } catch (error) {
        git.kill();
        reject(error);
      }
    });
    git.stderr.on("data", (piece: Buffer) => errors.push(piece));
    git.on("error", reject);
    // git may stop reading early, after an error that its exit code reports.
    git.stdin.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") reject(error);
    });
    git.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`git ${args[0]} failed (${code}): ${Buffer.concat(errors).toString().trim()}`));
    });
  });
  // Whoever waits for the end sees the error; until then it is nobody's.
  ended.catch(() => undefined);
  return {
    write: (text) => git.stdin.write(text),
    end: () => {
      git.stdin.end();
      return ended;
    },
  };
}

/** Runs git and returns what it printed. */
export async function runGit(folder: string, args: readonly string[], { input = "", env }: GitInput = {}): Promise<Buffer> {
  const output: Buffer[] = [];
  const git = streamGit(folder, args, { take: (piece) => output.push(piece), env });
  git.write(input);
  await git.end();
  return Buffer.concat(output);
}
