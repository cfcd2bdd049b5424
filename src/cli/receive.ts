import { gitFolder, readGitSettings } from "../adapters/git/git-settings.ts";
import { openBareRepository } from "../adapters/git/repository.ts";
import type { DayOf } from "../app/judge-line.ts";
import { type BranchPolicy, judgePush, type RefUpdate } from "../app/judge-push.ts";
import { Refusal } from "../app/refusal.ts";
import { dateInZone, parseBusinessDate } from "../core/calendar/business-date.ts";
import { pushText } from "./push-output.ts";
import type { World } from "./world.ts";

const noCommit = /^0+$/;

/** A commit id as git gives it to hooks; zeros are none. */
export const idOf = (text: string): string | null => (noCommit.test(text) ? null : text);

/** Reads the lines `old new ref` that git gives to a pre-receive hook. */
const readUpdates = (input: string): RefUpdate[] =>
  input
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [from = "", to = "", ...ref] = line.split(" ");
      return { ref: ref.join(" "), from: idOf(from), to: idOf(to) };
    });

/** The day of the call, in the organisation's zone, or the one that DEALBOOK_TODAY names. */
export function dayOfCall({ env, now }: World): DayOf {
  const given = parseBusinessDate(env.DEALBOOK_TODAY ?? "");
  return (zone) => given ?? dateInZone(now, zone);
}

const policies: readonly BranchPolicy[] = ["warn", "refuse", "ignore"];

function policyOf(text: string | undefined): BranchPolicy {
  const policy = policies.find((each) => each === (text ?? "warn"));
  if (policy) return policy;
  throw new Refusal(
    `The setting dealbook.branches is "${text}".`,
    `Set it to one of ${policies.join(", ")}: git config dealbook.branches warn`,
  );
}

/**
 * Judges what is being pushed into the repository in whose folder git has called the hook. Returns the exit code: 0 to let
 * the push in, 1 to refuse it.
 */
export async function receive(world: World, input: string): Promise<number> {
  const folder = await gitFolder(world.cwd);
  const settings = await readGitSettings(folder, "dealbook");
  const { repository, prefix } = openBareRepository(folder, settings.get("content") ?? "content");
  const branch = settings.get("branch") ?? null;
  const rules = { branch, branches: policyOf(settings.get("branches")), dayOf: dayOfCall(world) };
  const verdicts = await judgePush(repository, readUpdates(input), rules);
  world.complain(pushText(verdicts, prefix, "Nothing of this push has been taken over."));
  return verdicts.some(({ isRefused }) => isRefused) ? 1 : 0;
}

/** Says why a push that could not be judged is refused. Returns the exit code. */
export function refusePush(error: unknown, world: World): number {
  const [message, hint] =
    error instanceof Refusal
      ? [error.message, error.hint]
      : [error instanceof Error ? (error.stack ?? error.message) : String(error), "Show this to whoever looks after the server."];
  world.complain(`dealbook could not judge the push, so nothing of it has been taken over: ${message}\n  → ${hint}\n`);
  return 1;
}
