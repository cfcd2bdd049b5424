import { execFileSync } from "node:child_process";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commentMarker } from "../../src/adapters/reports/comment.ts";
import { callMain, type Outcome } from "../cli/rep.ts";
import { contentFiles, dealText, interest } from "../git/content-files.ts";
import { TemporaryRepository, temporaryFolder, today } from "../git/temporary-repository.ts";
import { type Answer, type StandIn, standIn } from "./stand-in.ts";

const people = `roles:
  rep: { name: Rep }
  finance: { name: Finance }
  manager: { name: Sales Manager }
  legal: { name: Legal }
people:
  ann: { name: Ann, role: rep, email: ann@example.com, github: ann }
  fay: { name: Fay, role: finance, email: fay@example.com, github: fay }
  mel: { name: Mel, role: manager, email: mel@example.com, github: mel }
  gus: { name: Gus, role: manager, email: gus@example.com, github: gus, until: 2026-01-31 }
  lea: { name: Lea, role: legal, github: lea-without-access }
`;
const reviewers = `reviewers:
  - { role: manager, say: Large offers are looked at., when: 'move.to == "offer" && deal.amount.value > 10000' }
  - { role: legal, say: Contracts abroad are looked at., when: 'deal.company == "Abroad"' }
stages:
`;
const pipeline = String(contentFiles()["content/pipelines/sales.yaml"])
  .replace("    exit:\n", "    exit:\n      - { approval: finance, say: Finance has approved the offer. }\n")
  .replace("stages:\n", reviewers);
const acme = "content/deals/2026/acme.md";
const amount = (value: number) => `amount: { value: ${value}, currency: EUR }`;
const lead = dealText({ more: [interest, amount(5000)] });
const offer = (value: number) => dealText({ stage: "offer", entered: "2026-10-05", more: [interest, amount(value)] });

let emulator: Emulator;

beforeAll(async () => {
  const users = ["ann", "bob", "fay", "mel", "gus", "judge"];
  emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: Object.fromEntries(users.map((login) => [`token-${login}`, { login, scopes: ["repo", "user"] }])),
      github: {
        users: users.map((login) => ({ login, name: login, email: `${login}@example.com` })),
        repos: [{ owner: "ann", name: "sales", auto_init: true }],
      },
    },
  });
});

afterAll(() => emulator.close());

const root = "/repos/ann/sales";

async function call<T>(login: string, path: string, { body, method = body ? "POST" : "GET" }: { body?: object; method?: string } = {}) {
  const response = await fetch(`${emulator.url}${root}${path}`, {
    method,
    headers: { authorization: `Bearer token-${login}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Pull {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly requested_reviewers: readonly { readonly login: string }[];
}

/** A pull request on the emulator, and its commits in a repository whose main branch is checked out. */
interface Scene {
  readonly number: number;
  readonly forge: StandIn;
  readonly repository: TemporaryRepository;
  /** Commits to the pull request. Returns the commit. */
  readonly push: (files: Readonly<Record<string, string>>) => string;
  readonly comment: (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Outcome>;
  readonly comments: () => Promise<{ id: number; body: string; user: { login: string } }[]>;
  readonly requested: () => Promise<string[]>;
}

let branches = 0;

async function scene(files: Readonly<Record<string, string>>, pull: object = {}): Promise<Scene> {
  branches += 1;
  const head = `work-${branches}`;
  const main = await call<{ object: { sha: string } }>("ann", "/git/ref/heads/main");
  await call("ann", "/git/refs", { body: { ref: `refs/heads/${head}`, sha: main.object.sha } });
  const body = { message: "Move", content: Buffer.from(head).toString("base64"), branch: head };
  await call("ann", `/contents/${head}.md`, { body, method: "PUT" });
  const { number, head: end, base } = await call<Pull>("ann", "/pulls", { body: { title: head, head, base: "main", ...pull } });

  const forge = await standIn(emulator);
  const repository = new TemporaryRepository();
  const settings = { "content/people.yaml": people, "content/pipelines/sales.yaml": pipeline };
  forge.commits.set(base.sha, repository.commit({ ...contentFiles(), ...settings, [acme]: lead }));
  repository.git("branch", "work");
  const push = (changed: Readonly<Record<string, string>>) => {
    repository.git("switch", "--quiet", "work");
    const commit = repository.commit(changed, "ann");
    repository.git("switch", "--quiet", "main");
    forge.commits.set(end.sha, commit);
    return commit;
  };
  push(files);
  const address = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "ann/sales", GITHUB_TOKEN: "token-judge", DEALBOOK_TODAY: today };
  return {
    number,
    forge,
    repository,
    push,
    comment: (args = ["--pull-request", String(number)], env = {}) =>
      callMain(repository.folder, ["comment", ...args], { ...address, ...env }),
    comments: () => call("ann", `/issues/${number}/comments`),
    requested: async () => (await call<Pull>("ann", `/pulls/${number}`)).requested_reviewers.map(({ login }) => login),
  };
}

describe("the comment", () => {
  test("is one, brought up to date in place, and left alone where it says the same", async () => {
    const { comment, comments, push, forge } = await scene({ [acme]: offer(5000) });
    expect(await comment()).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^Pull request \d+: commented: http/) });
    const [first] = await comments();
    expect(first?.body).toContain("### ⏳ This change waits for an approval");
    expect(first?.body).toContain("**Lead** → **Offer**");
    expect(first?.body).toContain("| Weighted | €500 at 10 % | €2,000 at 40 % |");
    expect(first?.body).toContain("- ☐ Finance has approved the offer.");
    expect(first?.body).toContain("- ☑ The contact is known.");
    expect(first?.body).toContain("- **Finance** has to approve it (Fay): Finance has approved the offer.");

    forge.requests.length = 0;
    expect((await comment()).out).toContain("the comment says this already");
    expect(forge.writes()).toEqual([]);

    push({ [acme]: dealText({ stage: "contract", entered: "2026-10-05", more: [interest, amount(5000)] }) });
    expect((await comment()).out).toContain("brought up to date");
    const after = await comments();
    expect(after.map(({ id }) => id)).toEqual([first?.id]);
    expect(after[0]?.body).toContain("**❌ Not allowed.**");
    expect(after[0]?.body).toContain("`content/deals/2026/acme.md:6`");
  });

  test("of somebody else is never touched, marker or not", async () => {
    const { number, comment, comments } = await scene({ [acme]: offer(5000) });
    const body = `${commentMarker}\nAll is well.`;
    await call("bob", `/issues/${number}/comments`, { body: { body } });
    await comment();
    await comment();
    expect((await comments()).map(({ user, body: text }) => [user.login, text === body])).toEqual([
      ["bob", true],
      ["judge", false],
    ]);
  });

  test("is found again with a workflow's token, which may not ask who it is in the usual way", async () => {
    const { comment, comments, forge, push } = await scene({ [acme]: offer(5000) });
    await comment();
    push({ [acme]: offer(6000) });
    const response = await fetch(`${emulator.url}/user`, { headers: { authorization: "Bearer token-judge" } });
    const { id } = (await response.json()) as { id: number };
    forge.answers.set("GET /user", { status: 403, body: { message: "Resource not accessible by integration" } });
    forge.answers.set("POST /graphql", { status: 200, body: { data: { viewer: { databaseId: id } } } });
    expect((await comment()).out).toContain("brought up to date");
    expect(await comments()).toHaveLength(1);
  });

  test("says that an approval has come", async () => {
    const { number, comment, comments, push, forge } = await scene({ [acme]: offer(5000) });
    await comment();
    await call("fay", `/pulls/${number}/reviews`, { body: { event: "APPROVE", body: "Yes." } });
    await comment();
    const [one] = await comments();
    expect(one?.body).toContain("### ✅ This change follows the sales process");
    expect(one?.body).toContain("- ☑ Finance has approved the offer.");
    expect(one?.body).toContain("- Look it over and merge it.");
    push({ [acme]: offer(6000) });
    const earlier = { id: 1, user: { id: 3, login: "fay" }, state: "APPROVED", commit_id: "1".repeat(40) };
    forge.answers.set(`GET ${root}/pulls/${number}/reviews`, { status: 200, body: [earlier] });
    await comment();
    expect((await comments())[0]?.body).toContain("**Finance** has to approve it (Fay, who approved an older commit)");
  });

  test("is not made where nothing concerns the sales process, but one that is there follows", async () => {
    const { comment, comments, push } = await scene({ "README.md": "Hello.\n" });
    expect((await comment()).out).toContain("there is nothing to say");
    expect(await comments()).toEqual([]);
    push({ [acme]: offer(5000) });
    await comment();
    push({ [acme]: lead });
    await comment();
    expect((await comments()).map(({ body }) => body)).toEqual([expect.stringContaining("touches nothing that the sales process judges")]);
  });

  test("leads to the lines of the files as they are judged, whatever they are called", async () => {
    const name = "content/deals/2026/a (b)'](c).md";
    const { comment, comments, forge, push } = await scene({});
    const commit = push({ [name]: dealText() });
    forge.commits.set(emulator.url, "https://git.example.com");
    await comment();
    const [one] = await comments();
    const address = `https://git.example.com/ann/sales/blob/${commit}/content/deals/2026/a%20%28b%29%27%5D%28c%29.md`;
    expect(one?.body).toContain(`[\`${name}\`](${address})`);
  });

  test("--dry-run prints it and writes nothing; --json tells all", async () => {
    const { number, comment, comments, forge } = await scene({ [acme]: offer(50000) });
    const { out, err } = await comment(["--pull-request", String(number), "--dry-run"]);
    expect(out).toContain("### ⏳ This change waits for an approval");
    expect(err).toBe("Would be asked to review: fay, mel\n");
    expect(forge.writes()).toEqual([]);
    const data = JSON.parse((await comment(["--pull-request", String(number), "--json"])).out);
    expect(data).toMatchObject({ schemaVersion: 1, pullRequests: [{ number, status: "created", refused: [], asked: ["fay", "mel"] }] });
    expect(data.pullRequests[0].body.trim()).toBe((await comments())[0]?.body.trim());
  });
});

describe("reviewers", () => {
  test("are those whose approval is missing, and those of the pipeline's rules, each asked once", async () => {
    const { comment, requested, forge, push } = await scene({ [acme]: offer(50000) });
    expect((await comment()).out).toContain("Asked to review: fay, mel");
    expect(await requested()).toEqual(["fay", "mel"]);
    forge.requests.length = 0;
    push({ [acme]: offer(60000) });
    await comment();
    expect(forge.writes()).toEqual([expect.stringMatching(/^PATCH .*comments/)]);
  });

  test("of small offers are fewer", async () => {
    const { comment, requested } = await scene({ [acme]: offer(10000) });
    await comment();
    expect(await requested()).toEqual(["fay"]);
  });

  test("who have given a review are not asked again", async () => {
    const { number, comment, requested } = await scene({ [acme]: offer(50000) });
    await call("mel", `/pulls/${number}/reviews`, { body: { event: "COMMENT", body: "I am looking." } });
    await comment();
    expect(await requested()).toEqual(["fay"]);
  });

  test("are not asked for a draft, nor for what cannot go in yet", async () => {
    const draft = await scene({ [acme]: offer(50000) }, { draft: true });
    await draft.comment();
    const jump = await scene({ [acme]: dealText({ stage: "contract", entered: "2026-10-05", more: [interest, amount(50000)] }) });
    await jump.comment();
    expect([await draft.requested(), await jump.requested()]).toEqual([[], []]);
    expect((await jump.comments())[0]?.body).not.toContain("Sales Manager");
  });

  test("are never the author", async () => {
    const { forge, comment, requested, number, comments } = await scene({ [acme]: offer(50000) });
    const pull = await call<{ user: object }>("ann", `/pulls/${number}`);
    const text = JSON.stringify({ ...pull, user: { ...pull.user, login: "MEL" } });
    const ours = [...forge.commits].reduce((all, [theirs, own]) => all.replaceAll(theirs, own), text);
    forge.answers.set(`GET ${root}/pulls/${number}`, { status: 200, body: JSON.parse(ours) });
    await comment();
    expect(await requested()).toEqual(["fay"]);
    expect((await comments())[0]?.body).toContain("**Sales Manager** is asked to look at it (nobody else of that role is in people.yaml)");
  });

  test("without access to the repository hold nobody up", async () => {
    const { comment, requested, comments } = await scene({
      "content/deals/2026/abroad.md": dealText({ company: "Abroad", entered: "2026-10-05" }),
      [acme]: offer(5000),
    });
    const { code, out, err } = await comment();
    expect({ code, out, err }).toEqual({
      code: 0,
      out: expect.stringContaining("Asked to review: fay"),
      err: expect.stringContaining("Could not be asked: lea-without-access"),
    });
    expect(await requested()).toEqual(["fay"]);
    expect((await comments())[0]?.body).toContain("**Legal** is asked to look at it (Lea): Contracts abroad are looked at.");
  });
});

describe("the pull request of a run", () => {
  test("is found by its newest commit", async () => {
    const { comment, comments, push } = await scene({ [acme]: offer(5000) });
    const commit = push({ [acme]: offer(6000) });
    expect((await comment(["--commit", commit])).out).toContain("commented");
    expect(await comments()).toHaveLength(1);
  });

  test("is left alone by the run of an older commit", async () => {
    const { number, comment, push, forge } = await scene({ [acme]: offer(5000) });
    const older = push({ [acme]: offer(6000) });
    push({ [acme]: offer(7000) });
    expect((await comment(["--commit", older])).out).toBe(
      `No open pull request has ${older} as its newest commit; there is nothing to comment on.\n`,
    );
    expect((await comment(["--commit", older, "--pull-request", String(number)])).out).toContain("it has a newer commit");
    expect(forge.writes()).toEqual([]);
  });

  test("is left alone where a newer commit arrives while it is judged", async () => {
    const { number, comment, forge, repository } = await scene({ [acme]: offer(5000) });
    const [theirs, ours] = [...forge.commits].at(-1) ?? [];
    let reads = 0;
    forge.answers.set(`GET ${root}/pulls/${number}`, () => {
      reads += 1;
      forge.commits.set(theirs ?? "", reads === 1 ? (ours ?? "") : repository.git("rev-parse", "main"));
      return undefined;
    });
    expect((await comment()).out).toContain("it has a newer commit, which gets its own comment; nothing was written");
    expect(forge.writes()).toEqual([]);
  });

  test("is left alone once it is closed", async () => {
    const { number, comment, forge } = await scene({ [acme]: offer(5000) });
    await call("ann", `/pulls/${number}`, { body: { state: "closed" }, method: "PATCH" });
    expect((await comment()).out).toBe(`Pull request ${number}: it is closed; nothing was written\n`);
    expect(forge.writes()).toEqual([]);
  });

  test("is fetched as objects, and nothing of it is checked out", async () => {
    const { number, forge, repository, comments } = await scene({ [acme]: offer(5000) });
    const [bare, clone] = [temporaryFolder(), temporaryFolder()];
    repository.git("clone", "--quiet", "--bare", repository.folder, bare);
    execFileSync("git", ["--git-dir", bare, "update-ref", `refs/pull/${number}/head`, "refs/heads/work"]);
    execFileSync("git", ["--git-dir", bare, "update-ref", "-d", "refs/heads/work"]);
    execFileSync("git", ["clone", "--quiet", bare, clone]);
    const run = (...args: string[]) => execFileSync("git", args, { cwd: clone, encoding: "utf8" });
    const before = run("for-each-ref");
    const env = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "ann/sales", GITHUB_TOKEN: "token-judge", DEALBOOK_TODAY: today };
    const { code, out, err } = await callMain(clone, ["comment", "--pull-request", String(number)], env);
    expect({ code, out, err }).toMatchObject({ code: 0, err: "" });
    expect(await comments()).toHaveLength(1);
    expect([run("for-each-ref"), run("status", "--porcelain")]).toEqual([before, ""]);

    run("remote", "set-url", "origin", "/nowhere");
    forge.commits.set([...forge.commits.keys()].at(-1) ?? "", "1".repeat(40));
    const lost = await callMain(clone, ["comment", "--pull-request", String(number)], env);
    expect({ code: lost.code, err: lost.err }).toEqual({
      code: 2,
      err: expect.stringContaining(`git fetch origin refs/pull/${number}/head`),
    });
  });
});

describe("a refusal helps", () => {
  const forbidden = { status: 403, body: { message: "Resource not accessible by integration" } };
  test.each<{ what: string; at?: string; answer?: Answer; env?: Record<string, string>; args?: string[]; words: string }>([
    { what: "a token that is refused", answer: { status: 401 }, words: "The token is not accepted" },
    { what: "a token that may not read", answer: forbidden, words: "pull-requests: write" },
    {
      what: "a token that may not write",
      at: "POST",
      answer: forbidden,
      words: "The comment could not be written: Resource not accessible",
    },
    { what: "an unknown pull request", answer: { status: 404 }, words: "Look at the number" },
    {
      what: "too many requests",
      answer: { status: 403, headers: { "x-ratelimit-remaining": "0" } },
      words: "limit of requests is reached",
    },
    { what: "too many comments", at: "POST", answer: { status: 403, headers: { "retry-after": "60" } }, words: "asks to wait" },
    { what: "a forge that is down", answer: { status: 503 }, words: "not in reach at the moment" },
    { what: "no token", env: { GITHUB_TOKEN: "" }, words: "needs a token" },
    { what: "no number", args: ["--pull-request", "42; rm"], words: "is no number of a pull request" },
    { what: "a short commit", args: ["--commit", "abc"], words: "no full id of a commit" },
    { what: "a branch in place of a commit", args: ["--commit", "--upload-pack=x"], words: "no full id of a commit" },
    { what: "nothing at all", args: [], words: "It is not said what to comment on" },
    { what: "both ways at once", args: ["--pull-request", "1", "--base", "main"], words: "Leave --base and --head out" },
  ])("$what", async ({ at, answer, env, args, words }) => {
    const { number, comment, forge, comments } = await scene({ [acme]: offer(5000) });
    if (answer) forge.answers.set(at === "POST" ? `POST ${root}/issues/${number}/comments` : "*", answer);
    const { code, err } = await comment(args, env);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) });
    expect(err).not.toContain("    at ");
    expect(await comments()).toEqual([]);
  });
});
