import { Refusal } from "../../app/refusal.ts";
import { runGit } from "./git-process.ts";

/** Refuses where git does not know who commits. git itself is asked: names come from settings, the environment, or what the machine says. */
export async function requireIdentity(top: string): Promise<void> {
  try {
    await runGit(top, ["var", "GIT_COMMITTER_IDENT"]);
  } catch {
    throw new Refusal(
      "git does not know who you are, so nothing can be committed; nothing was written.",
      'Tell it your name and address, once: git config --global user.name "…" && git config --global user.email …',
    );
  }
}
