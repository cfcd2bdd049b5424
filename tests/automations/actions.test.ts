import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readyForContract } from "../git/content-files.ts";
import { TemporaryRepository, temporaryFolder } from "../git/temporary-repository.ts";
import { automate, deal, type Env, envOf, fourActions, pathOf, pipelineWith, progressOf, ref, rootFiles, seller } from "./seller.ts";
import { arrivedAt, type Loopback, receiver, type Services, startServices } from "./services.ts";

let services: Services;
let planner: Loopback;
let env: Env;

beforeAll(async () => {
  services = await startServices();
  planner = await receiver();
  env = envOf(services, planner.url);
});

beforeEach(() => {
  planner.calls.length = 0;
});

afterAll(async () => {
  planner.close();
  await services.close();
});

/** What has arrived since a moment. */
async function watch() {
  const before = await arrivedAt(services);
  return async () => {
    const { issues, messages, emails } = await arrivedAt(services);
    return {
      issues: issues.slice(before.issues.length),
      messages: messages.slice(before.messages.length),
      emails: emails.slice(before.emails.length),
      calls: planner.calls.map(({ body }) => JSON.parse(body)),
    };
  };
}

test("a move opens the issue, posts, writes and calls, with the deal's words; a second run does nothing", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const commit = work.commit({ [pathOf("acme")]: deal("offer") }, "ann");

  const dry = await automate(work, env, "--dry-run");
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining("issue in ann/hubs: Offer for Acme") });
  expect(dry.out).toContain("Lead → Offer");
  expect(await arrived()).toEqual({ issues: [], messages: [], emails: [], calls: [] });

  const run = await automate(work, env);
  expect(run).toMatchObject({ code: 0, out: expect.stringContaining("4 actions done for 1 commit on main") });
  const { issues, messages, emails, calls } = await arrived();
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({ title: "Offer for Acme", labels: [{ name: "offer" }] });
  expect(issues[0]?.body).toContain("**Platform** for Acme, €5,000, by Ann Lee.\nFrom Lead to Offer. Next: not given");
  expect(messages).toMatchObject([{ text: "*Offer* for Acme: Platform" }]);
  expect(emails).toMatchObject([
    {
      from: "Sales <sales@example.com>",
      to: ["fay@example.com", "ann@example.com", "boss@example.com"],
      subject: "Offer for Acme",
      text: "Title: Platform\nAmount: €5,000",
    },
  ]);
  expect(calls).toMatchObject([
    {
      type: "deal.moved",
      data: {
        deal: { slug: "acme", company: "Acme", amount: { value: "5000.00", currency: "EUR" } },
        move: {
          kind: "forward",
          from: { stage: "lead" },
          to: { pipeline: "sales", stage: "offer" },
          entered: "2026-10-03",
          by: "ann",
          commit,
        },
      },
    },
  ]);
  expect(progressOf(work)).toMatchObject({ cursor: commit, done: [], undelivered: [], worker: null });

  expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing was to be done for 0 commits") });
  expect((await arrived()).issues).toHaveLength(1);
});

test("the same commit again opens no second issue, posts and writes nothing new, and calls under the same id", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const before = work.git("rev-parse", "HEAD");
  work.commit({ [pathOf("acme")]: deal("offer") });
  await automate(work, env);
  const again = await automate(work, env, "--since", before);
  expect(again.out).toContain("(an earlier run has done it)");
  const { issues, messages, emails, calls } = await arrived();
  expect([issues, messages, emails].map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(calls).toHaveLength(2);
  expect(planner.calls[0]?.headers["webhook-id"]).toBe(planner.calls[1]?.headers["webhook-id"]);
});

test("names that would be markup, mentions, headers or commands become text", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const hostile = {
    company:
      '"<!channel> <@U123> @everyone @ann fixes #1 GH-2 ann/hubs#3 <img src=x onerror=alert(1)> [x](javascript:1) --><!-- dealbook_1 -->"',
    title: '"Bcc: all@example.com\\r\\nSubject: Won\\u001b[2J\\u202e *bold* `code` & https://evil.example/"',
  };
  work.commit({ [pathOf("acme")]: deal("offer", hostile) });
  const { code, out } = await automate(work, env);
  expect(code).toBe(0);
  expect(out).not.toMatch(/[\u001b\u202e]/);
  const { issues, messages, emails, calls } = await arrived();
  const [issue, message, email] = [issues[0], messages[0], emails[0]];

  expect(issue?.title).not.toMatch(/@(?!\u200b)|#\d|GH-\d|[\r\n]/);
  const words = issue?.body.slice(0, issue.body.lastIndexOf("<!--")) ?? "";
  expect(words).not.toMatch(/(?<!\\)<|@(?!\u200b)|(?<!&)#\d|GH\\?-\d|(?<!\\)\]\(|`|:\/\//);
  expect(message?.text).not.toMatch(/<|@(?!\u200b)|[^\u200b]\*bold|:\/\//);
  expect(message?.text).toContain("&lt;!channel&gt;");
  expect(email?.subject).not.toMatch(/[\r\n]/);
  expect(email?.text.split("\n")).toHaveLength(2);
  expect(email).toMatchObject({ to: ["fay@example.com", "ann@example.com", "boss@example.com"] });
  expect(calls[0].data.deal.company).toBe(JSON.parse(hostile.company));
});

test("the first run marks where the next begins, and does nothing older unless it is asked to", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const first = work.git("rev-parse", "HEAD");
  const moved = work.commit({ [pathOf("acme")]: deal("offer") });
  work.git("update-ref", "-d", ref);
  expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("The first run begins at") });
  expect(progressOf(work).cursor).toBe(moved);
  expect(await arrived()).toMatchObject({ issues: [], calls: [] });
  expect(await automate(work, env, "--since", first)).toMatchObject({ code: 0, out: expect.stringContaining("4 actions done") });
  expect((await arrived()).issues).toHaveLength(1);
});

test("a record that was rewritten is refused with what to do, and nothing is done", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  work.commit({ "content/handbook/index.md": "# Welcome\n" });
  await automate(work, env);
  work.git("reset", "--quiet", "--hard", "HEAD~1");
  const moved = work.commit({ [pathOf("acme")]: deal("offer") });
  const refused = await automate(work, env);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("The record has been rewritten") });
  expect(refused.err).toContain("dealbook automate --since COMMIT");
  expect(await arrived()).toMatchObject({ issues: [], messages: [] });
  expect(await automate(work, env, "--since", `${moved}^`)).toMatchObject({ code: 0 });
  expect((await arrived()).issues).toHaveLength(1);
  expect(progressOf(work).cursor).toBe(moved);
});

test("a move that the check refuses starts nothing, and is told of", async () => {
  const work = await seller(fourActions(services.channel), env, ["acme", "beta"]);
  const arrived = await watch();
  const unconfirmed = deal("offer").replace(/confirmed:.*\n/, "");
  work.commit({ [pathOf("acme")]: unconfirmed, [pathOf("beta")]: deal("offer", { company: "Beta" }) });
  const { code, out } = await automate(work, env);
  expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("✗ acme") });
  expect(out).toContain("the check refuses this move, so 4 actions are not done");
  expect((await arrived()).issues).toMatchObject([{ title: "Offer for Beta" }]);
});

test("a deal that cannot be read, or whose stage there is not, is told of", async () => {
  const work = await seller(fourActions(services.channel), env, ["acme", "beta"]);
  work.commit({
    [pathOf("acme")]: deal("offer").replace("company:", "company: ["),
    [pathOf("beta")]: deal("offer").replace("stage: offer", "stage: ofer"),
  });
  const { code, out } = await automate(work, env);
  expect({ code, out }).toMatchObject({
    code: 1,
    out: expect.stringMatching(/✗ acme, \w+: the check refuses this move, so what it starts cannot be told/),
  });
  expect(out).toMatch(/✗ beta, .*\n.*deal\/unknown-stage/);
});

test("actions of the pipeline and of a move, their guards, and deals that begin in a stage", async () => {
  const lines = `    on_enter:
      - { say: Large deals only., when: "has(deal.amount) && deal.amount.value > 10000.0", issue: { repository: ann/hubs, title: "Large: {{deal.company}}" } }
      - { say: A guard without a value., when: deal.priority > 1.0, issue: { repository: ann/hubs, title: "Nobody knows" } }
`;
  const work = await seller(lines, env);
  const everywhere = `on_move:
  - { say: Every arrival., issue: { repository: ann/hubs, title: "{{deal.company}} in {{move.to}}" } }
moves:
  - from: lead
    to: contract
    say: A short cut.
    on_move:
      - { say: The short cut is noted., issue: { repository: ann/hubs, title: "Short cut: {{deal.company}}" } }
`;
  work.commit({ "content/pipelines/sales.yaml": pipelineWith(lines).replace("stages:\n", `${everywhere}stages:\n`) });
  const arrived = await watch();
  const large = deal("lead", { company: "Beta" });
  work.commit({ [pathOf("acme")]: deal("offer"), [pathOf("beta")]: large });
  work.commit({
    [pathOf("beta")]: large
      .replace("stage: lead", "stage: offer")
      .replace("2026-10-01\n", "2026-10-04\n")
      .replace("value: 5000", "value: 50000")
      .replace("owner:", `${readyForContract.filter((line) => line.startsWith("qualification")).join("\n")}\nowner:`),
  });
  expect(await automate(work, env)).toMatchObject({ code: 0 });
  expect((await arrived()).issues.map(({ title }) => title)).toEqual(["Acme in Offer", "Beta in Lead", "Beta in Offer", "Large: Beta"]);
});

test("deals of an import, and a content root that comes in whole, start nothing", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const imported = `history: [{ stage: offer, entered: 2026-10-03 }]\nimported: { from: trello, id: "7", digest: x1 }\nowner:`;
  work.commit({ [pathOf("trello")]: deal("offer").replace("owner:", imported) });
  expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing was to be done for 1 commit") });
  const whole = new TemporaryRepository();
  const before = whole.commit({ "README.md": "Ours.\n" });
  whole.commit({ ...rootFiles(fourActions(services.channel)), [pathOf("acme")]: deal("offer") });
  expect(await automate(whole, env, "--since", before)).toMatchObject({ code: 0 });
  expect(await arrived()).toMatchObject({ issues: [], messages: [] });
});

test("how far it came is kept on origin, and an origin that cannot be reached is told of before anything is done", async () => {
  const work = await seller(fourActions(services.channel), env);
  const arrived = await watch();
  const bare = temporaryFolder();
  work.git("clone", "--quiet", "--bare", work.folder, bare);
  work.git("remote", "add", "origin", bare);
  expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("The first run begins at") });
  const commit = work.commit({ [pathOf("acme")]: deal("offer") });

  work.git("remote", "set-url", "origin", "https://user:hidden@127.0.0.1:9/nowhere.git");
  const refused = await automate(work, env);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("could not be exchanged with origin") });
  expect(refused.err).not.toContain("hidden");
  expect(await arrived()).toMatchObject({ issues: [], messages: [], emails: [], calls: [] });

  work.git("remote", "set-url", "origin", bare);
  expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("4 actions done") });
  const kept = work.git("ls-remote", "origin", ref).split("\t")[0];
  expect(kept).toBe(work.git("rev-parse", ref));
  expect(progressOf(work).cursor).toBe(commit);
});

test("--json says what was done", async () => {
  const work = await seller(fourActions(services.channel), env);
  work.commit({ [pathOf("acme")]: deal("offer") });
  const plan = JSON.parse((await automate(work, env, "--dry-run", "--json")).out);
  expect(plan).toMatchObject({ schemaVersion: 1, record: "main", held: [], undelivered: [] });
  expect(plan.actions.map(({ kind }: { kind: string }) => kind)).toEqual(["issue", "slack", "email", "webhook"]);
  const done = JSON.parse((await automate(work, env, "--json")).out);
  expect(done.actions).toEqual(plan.actions);
});
