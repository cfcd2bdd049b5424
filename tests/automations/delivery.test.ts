import { execFileSync } from "node:child_process";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { signatureOf } from "../../src/adapters/messages/webhook.ts";
import { automate, deal, envOf, fourActions, pathOf, progressOf, ref, secret, seller, start } from "./seller.ts";
import { arrivedAt, gate, receiver, type Services, startServices } from "./services.ts";

let services: Services;

beforeAll(async () => {
  services = await startServices();
});

afterAll(() => services.close());

const only = (action: string): string => `    on_enter:\n      - { say: It is done., ${action} }\n`;
const call = only("webhook: { url: PLANNER_URL }");

/** A repository in which a deal has moved, and a receiver that answers in this way. */
async function moved(actions: string, answer?: Parameters<typeof receiver>[0]) {
  const planner = await receiver(answer);
  onTestFinished(planner.close);
  const env = envOf(services, planner.url);
  const work = await seller(actions, env);
  work.commit({ [pathOf("acme")]: deal("offer") });
  return { work, env, planner };
}

describe("a webhook", () => {
  test("is signed as Standard Webhooks says: the published example", () => {
    const signed = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    const key = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
    expect(signatureOf(signed, key)).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("is verified by the reference library, and not with another secret", async () => {
    const { work, env, planner } = await moved(call);
    expect(await start(work, env).ended).toMatchObject({ code: 0 });
    const [{ headers, body } = { headers: {}, body: "" }] = planner.calls;
    const received = headers as Record<string, string>;
    expect(new Webhook(secret).verify(body, received)).toMatchObject({ type: "deal.moved" });
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString("base64")}`).verify(body, received)).toThrow();
    expect(() => new Webhook(secret).verify(body.replace("Acme", "Ecma"), received)).toThrow();
  });

  test("is called again where the receiver cannot take it, under the same id", async () => {
    const { work, env, planner } = await moved(call, (_, count) => (count < 3 ? 503 : 204));
    expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("1 action done") });
    expect(planner.calls).toHaveLength(3);
    expect(new Set(planner.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  test("is called again after as long as the receiver asks for", async () => {
    const times: number[] = [];
    const { work, env } = await moved(call, (_, count) => {
      times.push(performance.now());
      return count === 1 ? { status: 429, headers: { "retry-after": "2" } } : 204;
    });
    expect(await automate(work, env)).toMatchObject({ code: 0 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1900);
  });

  test("that asks to wait for an hour waits for the next run", async () => {
    const { work, env, planner } = await moved(call, (_, count) =>
      count === 1 ? { status: 429, headers: { "retry-after": "3600" } } : 204,
    );
    expect(await automate(work, env)).toMatchObject({ code: 1, out: expect.stringContaining("The webhook asks to wait (429).") });
    expect(planner.calls).toHaveLength(1);
    expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("1 action done") });
  });

  test.each([
    {
      what: "http outside this machine",
      url: "http://hooks.example.com/",
      words: "PLANNER_URL holds no address that begins with https://",
    },
    { what: "no address", url: "token-ann", words: "PLANNER_URL holds no address" },
    { what: "a redirect", url: "redirect", words: "The webhook refuses it (302)" },
  ])("with $what is not called", async ({ url, words }) => {
    const { work, env, planner } = await moved(call, () => ({ status: 302, headers: { location: "http://127.0.0.1:9/" } }));
    const { code, out } = await automate(work, { ...env, PLANNER_URL: url === "redirect" ? planner.url : url });
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining(words) });
    expect(out).not.toContain("token-ann");
  });
});

describe("what cannot be done", () => {
  test("holds up nothing else, is tried again by every run, and can be given up", async () => {
    let isOpen = false;
    const { work, env, planner } = await moved(fourActions(services.channel), () => (isOpen ? 204 : 400));
    const first = await automate(work, { ...env, SLACK_TOKEN: "", RESEND_API_KEY: "" });
    expect(first).toMatchObject({ code: 1, out: expect.stringContaining("1 action done for 1 commit") });
    expect(first.out).toContain("SLACK_TOKEN is not set: it holds the token for Slack.");
    expect(first.out).toContain("The webhook refuses it (400).");
    expect(first.out).toContain("3 actions not done yet; every run tries again:");
    expect(planner.calls).toHaveLength(1);

    isOpen = true;
    const second = await automate(work, { ...env, SLACK_TOKEN: "" });
    expect(second).toMatchObject({ code: 1, out: expect.stringContaining("2 actions done for 0 commits") });
    const [waiting] = progressOf(work).undelivered;
    expect(waiting).toMatchObject({ slug: "acme", attempts: 2, problem: expect.stringContaining("SLACK_TOKEN") });
    expect(await automate(work, env, "--dry-run")).toMatchObject({ out: expect.stringContaining(`--drop ${waiting?.key}`) });

    expect(await automate(work, env, "--drop", "nothing")).toMatchObject({ code: 2, err: expect.stringContaining("No action that waits") });
    expect(await automate(work, env, "--drop", String(waiting?.key))).toMatchObject({
      code: 0,
      out: expect.stringContaining("Taken off the list"),
    });
    expect(await automate(work, env)).toMatchObject({ code: 0 });
    expect(progressOf(work).undelivered).toEqual([]);
  });

  test("because its commit is gone does not keep the next run from its work", async () => {
    const { work, env } = await moved(call, () => 400);
    await automate(work, env);
    const text = JSON.stringify(progressOf(work)).replace(/"commit":"[0-9a-f]+"/, `"commit":"${"0".repeat(40)}"`);
    const keep = (args: string[], input: string) => execFileSync("git", args, { cwd: work.folder, input, encoding: "utf8" }).trim();
    const tree = keep(["mktree"], `100644 blob ${keep(["hash-object", "-w", "--stdin"], text)}\tstate.json\n`);
    work.git("update-ref", ref, work.git("commit-tree", "-p", ref, "-m", "Gone", tree));
    expect(await automate(work, env)).toMatchObject({ code: 1, out: expect.stringContaining("is not on the record any more") });
    expect(progressOf(work)).toMatchObject({ worker: null, undelivered: [{ attempts: 2 }] });
  });

  test("is done once where a run from an earlier commit does it after all", async () => {
    const { work, env, planner } = await moved(call, (_, count) => (count < 3 ? 400 : 204));
    await automate(work, env);
    expect(await automate(work, env, "--since", "HEAD~1")).toMatchObject({ code: 0 });
    expect([planner.calls.length, progressOf(work).undelivered]).toEqual([3, []]);
    await automate(work, env);
    expect(planner.calls).toHaveLength(3);
  });

  test.each([
    { what: "an address that is none", variable: "BOSS", value: "boss\nBcc: all@example.com", words: "BOSS holds no e-mail address" },
    {
      what: "a sender that is none",
      variable: "EMAIL_FROM",
      value: "Sales\r\nBcc: all@example.com",
      words: "EMAIL_FROM holds no e-mail address",
    },
    {
      what: "a secret that is none",
      variable: "WEBHOOK_SECRET",
      value: "wrong-secret",
      words: "WEBHOOK_SECRET holds no secret of a webhook",
    },
    {
      what: "a service that does not answer",
      variable: "RESEND_BASE_URL",
      value: "http://127.0.0.1:9",
      words: "The e-mail service does not answer",
    },
  ])("$what is told of, and its value is not", async ({ variable, value, words }) => {
    const { work, env } = await moved(fourActions(services.channel));
    const { code, out, err } = await automate(work, { ...env, [variable]: value });
    expect({ code, out, err }).toMatchObject({ code: 1, out: expect.stringContaining(words), err: "" });
    expect(out).toContain("3 actions done");
    expect(out + JSON.stringify(progressOf(work))).not.toMatch(/wrong-|all@example|token-ann/);
  });

  test.each([
    { what: "a token that GitHub does not know", variable: "GITHUB_API_URL", answer: { status: 401 }, words: "GitHub refuses it (401)" },
    {
      what: "a repository that is not seen",
      variable: "GITHUB_API_URL",
      answer: { status: 404 },
      words: "The token does not see that repository",
    },
    {
      what: "a token that Slack does not know",
      variable: "SLACK_API_URL",
      answer: { status: 200, body: { ok: false, error: "invalid_auth" } },
      words: "Slack refuses it (invalid_auth).",
    },
    {
      what: "an app that is not in the channel",
      variable: "SLACK_API_URL",
      answer: { status: 200, body: { ok: false, error: "not_in_channel" } },
      words: "Invite the app to the channel",
    },
    {
      what: "a key that Resend does not know",
      variable: "RESEND_BASE_URL",
      answer: { status: 401 },
      words: "The API key is not accepted.",
    },
  ])("$what: it is asked once, and the sentence says what to do", async ({ variable, answer, words }) => {
    const { work, env } = await moved(fourActions(services.channel));
    const refusing = await receiver(() => answer);
    onTestFinished(refusing.close);
    const { code, out } = await automate(work, { ...env, [variable]: refusing.url });
    expect({ code, out, calls: refusing.calls.length }).toMatchObject({ code: 1, out: expect.stringContaining(words), calls: 1 });
  });

  test("a role whose people have no address is told of, and tried again when they have", async () => {
    const mail = only('email: { to: finance, subject: "Won {{deal.company}}", text: "{{deal.title}}" }');
    const { work, env } = await moved(mail);
    const people = work.git("show", "HEAD:content/people.yaml");
    work.commit({ "content/people.yaml": `${people.replace("email: fay@example.com", "github: fay")}\n` });
    expect(await automate(work, env)).toMatchObject({
      code: 1,
      out: expect.stringContaining('has an e-mail address behind "finance".'),
    });
    work.commit({ "content/people.yaml": `${people.replace("fay@", "fay.new@")}\n` });
    expect(await automate(work, env)).toMatchObject({ code: 0, out: expect.stringContaining("fay.new@example.com") });
  });
});

describe("an answer that is lost", () => {
  test.each([
    {
      variable: "GITHUB_API_URL",
      target: () => services.github.url,
      action: 'issue: { repository: ann/hubs, title: "Lost {{deal.company}}" }',
    },
    { variable: "SLACK_API_URL", target: () => `${services.slack.url}/api`, action: "slack" },
    {
      variable: "RESEND_BASE_URL",
      target: () => services.resend.url,
      action: 'email: { to: owner, subject: "Lost", text: "{{deal.title}}" }',
    },
  ])("$variable: what arrived is found by its key", async ({ variable, target, action }) => {
    const text = action === "slack" ? `slack: { channel: ${services.channel}, text: "Lost {{deal.company}}" }` : action;
    const { work, env } = await moved(only(text));
    const count = async () => Object.values(await arrivedAt(services)).reduce((sum, { length }) => sum + length, 0);
    const before = await count();
    let cuts = 1;
    const between = await gate(target(), {
      after: ({ method, path }) => method === "GET" || path.includes("history") || cuts-- <= 0,
    });
    onTestFinished(between.close);
    expect(await automate(work, { ...env, [variable]: between.url })).toMatchObject({ code: 0 });
    expect((await count()) - before).toBe(1);
  });
});

test.each([
  { who: "a stranger", association: "NONE", asked: ["GET", "POST"] },
  { who: "a colleague or an earlier run", association: "MEMBER", asked: ["GET"] },
])("an issue of $who with the key", async ({ association, asked }) => {
  const { work, env } = await moved(only('issue: { repository: ann/hubs, title: "Ours" }'));
  const [{ key }] = JSON.parse((await automate(work, env, "--dry-run", "--json")).out).actions;
  const issue = { html_url: "https://example.com/1", body: `<!-- ${key} -->`, author_association: association, user: { type: "User" } };
  const forge = await receiver(({ method }) => (method === "GET" ? { status: 200, body: [issue] } : { status: 201, body: issue }));
  onTestFinished(forge.close);
  expect(await automate(work, { ...env, GITHUB_API_URL: forge.url })).toMatchObject({ code: 0 });
  expect(forge.calls.map(({ method }) => method)).toEqual(asked);
});
