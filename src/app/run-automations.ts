import { type Progress, parseProgress, progressText, type Undelivered, type Worker } from "../core/automation/progress.ts";
import { type CommitPlan, type HeldDeal, type KeyedAction, type PlanSetting, planCommit } from "./plan-automations.ts";
import type { Delivery, Ledger, LineCommit, Messenger, Repository } from "./ports.ts";
import { recordRef } from "./record-change.ts";
import { Refusal } from "./refusal.ts";

/** The ref that says how far automations have come, and what could not be done. */
export const automationsRef = "refs/dealbook/automations";

/** Which part of the record to look at. */
export interface AutomationScope {
  readonly setting: PlanSetting;
  readonly defaultBranch: string;
  readonly ledger: Ledger;
  /** The commit to begin after; `null` for where the last run came to. */
  readonly since: string | null;
}

/** What a run needs besides. */
export interface AutomationRequest extends AutomationScope {
  readonly messenger: Messenger;
  readonly self: Omit<Worker, "seen">;
  /** True where a worker may be at work still; false where it is known to be gone. */
  readonly mayBeAtWork: (worker: Worker) => boolean;
  /** The instant, in milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of each action as soon as it is done, or has failed. */
  readonly tell: (action: KeyedAction, delivery: Delivery) => void;
}

/** Where a run stands: the record, and what earlier runs left. */
interface Standing {
  readonly record: string;
  readonly to: string;
  readonly version: string | null;
  readonly progress: Progress | null;
  /** The commits to look at, oldest first; none where this is the first run. */
  readonly line: readonly LineCommit[];
  /** The commit that they come after; `null` where this is the first run. */
  readonly from: string | null;
}

/** What is to be done. */
export interface AutomationPlan extends Pick<Standing, "record" | "from" | "to"> {
  readonly actions: readonly KeyedAction[];
  readonly held: readonly HeldDeal[];
  readonly undelivered: readonly Undelivered[];
}

/** What a run did. */
export interface AutomationOutcome extends AutomationPlan {
  /** How many commits were looked at. */
  readonly count: number;
}

async function readProgress(ledger: Ledger): Promise<Pick<Standing, "version" | "progress">> {
  const entry = await ledger.read();
  if (entry === null) return { version: null, progress: null };
  const progress = parseProgress(entry.text);
  if (progress) return { version: entry.version, progress };
  throw new Refusal(
    `${automationsRef} holds something that this version of Dealbook does not read.`,
    "Bring Dealbook up to date. To begin anew, delete the ref (on origin: git push origin :refs/dealbook/automations), then: dealbook automate --since COMMIT",
  );
}

const short = (commit: string): string => commit.slice(0, 9);

/** The commits of the record after one of them; `null` where that one is not on it. */
async function lineAfter(repository: Repository, from: string, to: string): Promise<LineCommit[] | null> {
  if ((await repository.commitOf(from)) === null || (await repository.countCommits(to, from)) > 0) return null;
  const line = await repository.line(from, to);
  return line[0] && line[0].parent !== from ? null : line;
}

function rewritten(record: string, cursor: string): Refusal {
  return new Refusal(
    `The record has been rewritten: ${record} does not go on from ${short(cursor)}, the last commit that automations saw. Nothing was done.`,
    `If ${record} is behind here: git pull. Else look at what they may have missed (git log --first-parent ${record}), and name the commit to begin after: dealbook automate --since COMMIT`,
  );
}

async function startOf(scope: AutomationScope, record: string, progress: Progress | null): Promise<string | null> {
  if (scope.since === null) return progress?.cursor ?? null;
  const from = await scope.setting.repository.commitOf(scope.since);
  if (from !== null) return from;
  throw new Refusal(`git knows no commit "${scope.since}".`, `Fetch it, or give another commit of ${record} with --since.`);
}

async function standingOf(scope: AutomationScope): Promise<Standing> {
  const { setting, defaultBranch, ledger, since } = scope;
  const { repository } = setting;
  await repository.requireFullHistory();
  const record = await recordRef(repository, defaultBranch);
  const to = record && (await repository.commitOf(record));
  if (!record || !to) throw new Refusal(`There is no branch ${defaultBranch} to look at.`, `Fetch it: git fetch origin ${defaultBranch}`);
  const { version, progress } = await readProgress(ledger);
  const from = await startOf(scope, record, progress);
  const line = from === null ? [] : await lineAfter(repository, from, to);
  if (line !== null) return { record, to, version, progress, line, from };
  if (since === null) throw rewritten(record, from ?? to);
  throw new Refusal(
    `The commit "${since}" is not on the first-parent line of ${record}.`,
    `See: git log --first-parent --oneline ${record}`,
  );
}

/** What was done of the commit after one already; where it begins elsewhere, what was done of the next commit is not of this one. */
const doneAfter = (cursor: string, progress: Progress | null): string[] => (progress?.cursor === cursor ? progress.done : []);

/** What is to be done since the last run; nothing is done. */
export async function planAutomations(scope: AutomationScope): Promise<AutomationPlan> {
  const { record, from, to, line, progress } = await standingOf(scope);
  const plans: CommitPlan[] = [];
  for (const commit of line) plans.push(await planCommit(scope.setting, commit));
  const done = new Set(doneAfter(from ?? to, progress));
  const actions = plans.flatMap((plan) => plan.actions).filter(({ key }) => !done.has(key));
  return { record, from, to, actions, held: plans.flatMap(({ held }) => held), undelivered: progress?.undelivered ?? [] };
}

const overtaken = (by = ""): Refusal =>
  new Refusal(
    `Another run of the automations is at work${by}; this one stops.`,
    "It does what there is to do. One that was cut short counts as gone after a quarter of an hour.",
  );

const minutesText = (minutes: number): string => (minutes === 1 ? "1 minute" : `${minutes} minutes`);

const workerText = ({ host, seen }: Worker, now: number): string =>
  ` (on ${host}, last heard of ${minutesText(Math.max(0, Math.floor((now - seen) / 60_000)))} ago)`;

/** A run: before it does anything it takes the ref over, and what it has done is kept there before the next thing is begun. */
class AutomationRun {
  readonly #request: AutomationRequest;
  #version: string | null;
  #progress: Progress;
  readonly #actions: KeyedAction[] = [];
  readonly #held: HeldDeal[] = [];
  #isBegun = false;

  constructor(request: AutomationRequest, { version, progress, from, to }: Standing) {
    if (progress?.worker && request.mayBeAtWork(progress.worker)) throw overtaken(workerText(progress.worker, request.now()));
    const cursor = from ?? to;
    const done = doneAfter(cursor, progress);
    this.#request = request;
    this.#version = version;
    this.#progress = { version: 1, cursor, done, undelivered: progress?.undelivered ?? [], worker: null };
  }

  /** Takes the ref over; refuses where another run has taken it since this one looked. */
  async #begin(): Promise<void> {
    if (!this.#isBegun) await this.#keep({}, "Begin");
  }

  async #keep(change: Partial<Progress>, note: string, isOver = false): Promise<void> {
    const { ledger, self, now } = this.#request;
    this.#progress = { ...this.#progress, worker: isOver ? null : { ...self, seen: now() }, ...change };
    const version = await ledger.replace(this.#version, progressText(this.#progress), note);
    if (version === null) throw overtaken();
    this.#version = version;
    this.#isBegun = !isOver;
  }

  async #deliver(action: KeyedAction): Promise<Delivery> {
    const { key, message, recorded } = action;
    await this.#begin();
    const delivery = await this.#request.messenger.deliver(message, { key, since: Math.min(recorded, this.#request.now()) });
    this.#request.tell(action, delivery);
    if (delivery.status !== "failed") this.#actions.push(action);
    return delivery;
  }

  /** Does one action of the commit after the cursor; one that fails holds up nothing, and is not forgotten. */
  async #do(action: KeyedAction): Promise<void> {
    const { key, commit, slug, say } = action;
    const delivery = await this.#deliver(action);
    const done = [...this.#progress.done, key];
    const others = this.#progress.undelivered.filter((each) => each.key !== key);
    if (delivery.status !== "failed") return this.#keep({ done, undelivered: others }, `Done: ${slug}: ${say}`);
    const { problem, hint } = delivery;
    const undelivered = [...others, { key, commit, slug, say, problem, hint, attempts: 1 }];
    return this.#keep({ done, undelivered }, `Not done: ${slug}: ${say}`);
  }

  /** Tries what earlier runs could not do. */
  async retry(): Promise<void> {
    for (const waiting of this.#progress.undelivered) {
      const problem = await this.#tryAgain(waiting);
      const others = this.#progress.undelivered.filter(({ key }) => key !== waiting.key);
      const kept = problem ? [...others, { ...waiting, ...problem, attempts: waiting.attempts + 1 }] : others;
      await this.#keep({ undelivered: kept }, `${problem ? "Still not done" : "Done"}: ${waiting.slug}: ${waiting.say}`);
    }
  }

  async #tryAgain({ commit, key }: Undelivered): Promise<Pick<Undelivered, "problem" | "hint"> | null> {
    const action = await this.#planned(commit, key);
    const hint = `Do it by hand, and take it off the list: dealbook automate --drop ${key}`;
    if (!action) return { problem: "Its commit is not on the record any more, or the check holds it back by now.", hint };
    const delivery = await this.#deliver(action);
    return delivery.status === "failed" ? { problem: delivery.problem, hint: delivery.hint } : null;
  }

  async #planned(commit: string, key: string): Promise<KeyedAction | undefined> {
    const { setting } = this.#request;
    if ((await setting.repository.commitOf(commit)) === null) return undefined;
    const line = await setting.repository.line(`${commit}^`, commit);
    const plans = await Promise.all(line.filter((each) => each.commit === commit).map((each) => planCommit(setting, each)));
    return plans.flatMap(({ actions }) => actions).find((action) => action.key === key);
  }

  /** Does what a commit starts, and moves the cursor there. */
  async commit(commit: LineCommit): Promise<void> {
    const { actions, held } = await planCommit(this.#request.setting, commit);
    this.#held.push(...held);
    for (const action of actions) if (!this.#progress.done.includes(action.key)) await this.#do(action);
    if (this.#progress.done.length > 0) await this.#keep({ cursor: commit.commit, done: [] }, `Up to ${short(commit.commit)}`);
  }

  /** Moves the cursor to the end of the record, and gives the ref free. */
  async end({ record, from, to, line, progress }: Standing): Promise<AutomationOutcome> {
    const isKept = progress?.cursor === to && progress.worker === null && !this.#isBegun;
    if (!isKept) await this.#keep({ cursor: to, done: [] }, `Up to ${short(to)}`, true);
    const { undelivered } = this.#progress;
    return { record, from, to, count: line.length, actions: this.#actions, held: this.#held, undelivered };
  }

  /** Takes an action off the list of what could not be done. */
  async drop(key: string): Promise<void> {
    const undelivered = this.#progress.undelivered.filter((each) => each.key !== key);
    await this.#keep({ undelivered }, `Dropped: ${key}`, true);
  }

  /** Gives the ref free where something went wrong; what was done is kept there. */
  async stop(): Promise<void> {
    if (this.#isBegun) await this.#keep({}, "Stopped", true);
  }
}

/**
 * Does what the commits of the record start since the last run, one action after the other. Each is kept under the ref before
 * the next is begun, so a run that is cut short leaves at most one in doubt, which its key makes recognisable. The first
 * run only marks where the next one begins.
 */
export async function runAutomations(request: AutomationRequest): Promise<AutomationOutcome> {
  const standing = await standingOf(request);
  const run = new AutomationRun(request, standing);
  try {
    await run.retry();
    for (const commit of standing.line) await run.commit(commit);
    return await run.end(standing);
  } catch (error) {
    // What went wrong first is what counts; where the ref cannot be given free, the next run finds this one gone.
    await run.stop().catch(() => undefined);
    throw error;
  }
}

/** Takes an action that could not be done off the list; `key` may be cut short. Returns it. */
export async function dropUndelivered(request: AutomationRequest, key: string): Promise<Undelivered> {
  const standing = await standingOf({ ...request, since: null });
  const found = (standing.progress?.undelivered ?? []).filter((each) => each.key.startsWith(key));
  const [action] = found;
  if (!action || found.length > 1)
    throw new Refusal(
      `${found.length === 0 ? "No" : "More than one"} action that waits has the key "${key}".`,
      "See: dealbook automate --dry-run",
    );
  const run = new AutomationRun(request, standing);
  await run.drop(action.key);
  return action;
}
