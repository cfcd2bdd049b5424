import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../src/adapters/git/ledger.ts";
import { TemporaryRepository, temporaryFolder } from "../git/temporary-repository.ts";
import { automate, deal, envOf, fourActions, pathOf, progressOf, ref, type Started, seller, start } from "./seller.ts";
import { arrivedAt, type Call, gate, type Loopback, receiver, type Services, startServices } from "./services.ts";

let services: Services;

beforeAll(async () => {
  services = await startServices();
});

afterAll(() => services.close());

/** A repository in which a deal has moved, with a receiver of its own. */
async function moved(company: string, answer?: Parameters<typeof receiver>[0]) {
  const planner = await receiver(answer);
  onTestFinished(planner.close);
  const env = envOf(services, planner.url);
  const work = await seller(fourActions(services.channel), env);
  const commit = work.commit({ [pathOf("acme")]: deal("offer", { company }) });
  return { work, env, planner, commit };
}

/** How often each action of a company's deal has arrived; webhooks by how many ids they have. */
async function arrivedOf(company: string, planner: Loopback) {
  const { issues, messages, emails } = await arrivedAt(services);
  return {
    issues: issues.filter(({ title }) => title.endsWith(` ${company}`)).length,
    messages: messages.filter(({ text }) => text.includes(` ${company}:`)).length,
    emails: emails.filter(({ subject }) => subject.endsWith(` ${company}`)).length,
    webhooks: new Set(planner.calls.map(({ headers }) => headers["webhook-id"])).size,
  };
}

const once = { issues: 1, messages: 1, emails: 1, webhooks: 1 };

/** The next run does what is left, and the one after that nothing. */
async function expectMended(company: string, { work, env, planner, commit }: Awaited<ReturnType<typeof moved>>): Promise<void> {
  expect(await automate(work, env)).toMatchObject({ code: 0, err: "" });
  expect(await arrivedOf(company, planner)).toEqual(once);
  expect(progressOf(work)).toMatchObject({ cursor: commit, done: [], undelivered: [], worker: null });
  const calls = planner.calls.length;
  expect((await automate(work, env)).out).toContain("Nothing was to be done");
  expect({ ...(await arrivedOf(company, planner)), calls: planner.calls.length }).toEqual({ ...once, calls });
}

type Place = "GITHUB_API_URL" | "SLACK_API_URL" | "RESEND_BASE_URL";

const targetOf = (place: Place): string =>
  ({ GITHUB_API_URL: services.github.url, SLACK_API_URL: `${services.slack.url}/api`, RESEND_BASE_URL: services.resend.url })[place];

const isWriting = ({ method, path }: Call): boolean => method === "POST" && !path.includes("conversations.history");
const isLooking = (call: Call): boolean => !isWriting(call);

describe("killed", () => {
  test.each<{ when: string; place: Place; side: "before" | "after"; at: (call: Call) => boolean }>([
    { when: "while it looks whether the issue is there", place: "GITHUB_API_URL", side: "after", at: isLooking },
    { when: "before the issue is opened", place: "GITHUB_API_URL", side: "before", at: isWriting },
    { when: "when the issue is open, and it has not heard so", place: "GITHUB_API_URL", side: "after", at: isWriting },
    { when: "while it looks whether the message is there", place: "SLACK_API_URL", side: "after", at: isLooking },
    { when: "before the message is posted", place: "SLACK_API_URL", side: "before", at: isWriting },
    { when: "when the message is posted, and it has not heard so", place: "SLACK_API_URL", side: "after", at: isWriting },
    { when: "before the e-mail is sent", place: "RESEND_BASE_URL", side: "before", at: isWriting },
    { when: "when the e-mail is sent, and it has not heard so", place: "RESEND_BASE_URL", side: "after", at: isWriting },
  ])("$when: the next run does each action once", async ({ when, place, side, at }) => {
    const company = `Acme ${when.replaceAll(" ", "-").replaceAll(",", "")}`;
    const setting = await moved(company);
    let run: Started | undefined;
    const stop = (call: Call): boolean => {
      if (at(call)) run?.kill();
      return !at(call);
    };
    const between = await gate(targetOf(place), { [side]: stop });
    onTestFinished(between.close);
    run = start(setting.work, { ...setting.env, [place]: between.url });
    expect(await run.ended).toMatchObject({ code: null });
    expect(progressOf(setting.work)).toMatchObject({ worker: { process: run.id } });
    await expectMended(company, setting);
  });

  test("when the webhook has the call, and has not answered", async () => {
    let run: Started | undefined;
    const setting = await moved("Acme hooked", (_, count) => {
      if (count === 1) run?.kill();
      return count === 1 ? null : 204;
    });
    run = start(setting.work, setting.env);
    expect(await run.ended).toMatchObject({ code: null });
    await expectMended("Acme hooked", setting);
    expect(setting.planner.calls).toHaveLength(2);
  });

  // Begin, four actions, the cursor, the end: git asks this hook before and after it moves the ref.
  const moves = [
    { nth: 1, what: "begin" },
    { nth: 5, what: "keep the call" },
    { nth: 6, what: "move the cursor" },
    { nth: 7, what: "end" },
  ];
  test.each(
    moves.flatMap((move) => [
      { ...move, state: "prepared" },
      { ...move, state: "committed" },
    ]),
  )("with the ref $state to $what", async ({ nth, what, state }) => {
    const company = `Acme ${state}-${what.replaceAll(" ", "-")}`;
    const setting = await moved(company);
    killAt(setting.work, { nth, state });
    const run = start(setting.work, setting.env);
    writeFileSync(join(setting.work.folder, ".git/run"), String(run.id));
    expect(await run.ended).toMatchObject({ code: null });
    writeFileSync(join(setting.work.folder, ".git/hooks/reference-transaction"), "");
    await expectMended(company, setting);
  });
});

/** A hook that kills the run when git is about to move the ref for the nth time, and keeps it where it is; or just after it has. */
function killAt({ folder }: TemporaryRepository, { nth, state }: { readonly nth: number; readonly state: string }): void {
  const hook = join(folder, ".git/hooks/reference-transaction");
  const script = `#!/bin/sh
[ "$1" = ${state} ] || exit 0
grep -q ' ${ref}$' || exit 0
echo move >> .git/moves
[ "$(wc -l < .git/moves)" -eq ${nth} ] || exit 0
kill -9 "$(cat .git/run)"
exit 1
`;
  writeFileSync(hook, script);
  chmodSync(hook, 0o755);
}

/** Moves what is kept to an origin of the repository's own, and returns another clone of that. */
function shareWithClone(work: TemporaryRepository): TemporaryRepository {
  const bare = temporaryFolder();
  work.git("clone", "--quiet", "--bare", work.folder, bare);
  work.git("remote", "add", "origin", bare);
  work.git("push", "--quiet", "origin", `${ref}:${ref}`);
  work.git("update-ref", "-d", ref);
  const clone = temporaryFolder();
  work.git("clone", "--quiet", bare, clone);
  return new TemporaryRepository(clone);
}

test("killed in one clone, when the message is posted: another clone goes on from what is on origin", async () => {
  const setting = await moved("Acme elsewhere");
  const other = shareWithClone(setting.work);
  let run: Started | undefined;
  const between = await gate(targetOf("SLACK_API_URL"), {
    after: (call) => {
      if (isWriting(call)) run?.kill();
      return isLooking(call);
    },
  });
  onTestFinished(between.close);
  run = start(setting.work, { ...setting.env, SLACK_API_URL: between.url });
  expect(await run.ended).toMatchObject({ code: null });
  await expectMended("Acme elsewhere", { ...setting, work: other });
});

describe("two runs at once", () => {
  test("one works, the other stops with a sentence", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrive = () => {};
    const reached = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const setting = await moved("Acme twice", async () => {
      arrive();
      await held;
      return 204;
    });
    const first = start(setting.work, setting.env);
    await reached;
    const second = await automate(setting.work, setting.env);
    expect(second).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/Another run of the automations is at work \(on .+, last heard of \d+ minutes? ago\); this one stops\./),
    });
    release();
    expect(await first.ended).toMatchObject({ code: 0, out: expect.stringContaining("4 actions done") });
    expect({ ...(await arrivedOf("Acme twice", setting.planner)), calls: setting.planner.calls.length }).toEqual({ ...once, calls: 1 });
  });

  test("started in the same moment, in two clones that share origin: each action once", async () => {
    const setting = await moved("Acme shared");
    const other = shareWithClone(setting.work);
    const runs = [start(setting.work, setting.env), start(other, setting.env)];
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toContain(0);
    for (const { code, out, err } of ends) {
      if (code === 0) expect(out).toMatch(/4 actions done|Nothing was to be done/);
      else expect(err).toContain("Another run of the automations is at work");
    }
    expect({ ...(await arrivedOf("Acme shared", setting.planner)), calls: setting.planner.calls.length }).toEqual({ ...once, calls: 1 });
    other.git("fetch", "--quiet", "origin", `+${ref}:${ref}`);
    expect(progressOf(other)).toMatchObject({ cursor: setting.commit, worker: null });
  });

  test.each([
    { minutes: 5, code: 2 },
    { minutes: 20, code: 0 },
  ])("one on another machine that was last heard of $minutes minutes ago: $code", async ({ minutes, code }) => {
    const { work, env } = await moved(`Acme away-${minutes}`);
    // What runs in this process begins at noon.
    const seen = Date.parse("2026-11-21T12:00:00Z") - minutes * 60_000;
    const text = JSON.stringify({ ...progressOf(work), worker: { run: "another", host: "elsewhere", process: 1, seen } });
    await openLedger(work.folder, ref, false).replace(work.git("rev-parse", ref), text, "Begin");
    expect(await automate(work, env)).toMatchObject({ code });
  });
});
