import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMain } from "../cli/rep.ts";
import { contentFiles, dealText, interest } from "../git/content-files.ts";
import { TemporaryRepository, today } from "../git/temporary-repository.ts";

const people = `roles:
  rep: { name: Rep }
  finance: { name: Finance, imports: true }
people:
  ann: { name: Ann, role: rep, email: ann@example.com, github: ann }
  bob: { name: Bob, role: rep, email: bob@example.com, github: bob }
  fay: { name: Fay, role: finance, email: fay@example.com, github: Fay }
`;
const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]).replace(
  "    exit:\n",
  "    exit:\n      - { approval: finance, say: Finance has approved the offer. }\n",
);
const acme = "content/deals/2026/acme.md";

let forge: Emulator;

beforeAll(async () => {
  const users = ["ann", "bob", "fay"];
  forge = await createEmulator({
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

afterAll(() => forge.close());

interface Call {
  readonly body?: object;
  readonly method?: string;
}

async function call<T>(login: string, path: string, { body, method = body ? "POST" : "GET" }: Call = {}): Promise<T> {
  const response = await fetch(`${forge.url}${path}`, {
    method,
    headers: { authorization: `Bearer token-${login}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const root = "/repos/ann/sales";
/** A pull request that moves a deal; its number. */
async function pullRequest(branch: string, author = "ann"): Promise<number> {
  const main = await call<{ object: { sha: string } }>("ann", `${root}/git/ref/heads/main`);
  await call("ann", `${root}/git/refs`, { body: { ref: `refs/heads/${branch}`, sha: main.object.sha } });
  const body = { message: "Move", content: Buffer.from("stage: offer\n").toString("base64"), branch };
  await call("ann", `${root}/contents/deal-${branch}.md`, { body, method: "PUT" });
  return (await call<{ number: number }>(author, `${root}/pulls`, { body: { title: branch, head: branch, base: "main" } })).number;
}

const review = (login: string, number: number, event: string): Promise<{ id: number }> =>
  call(login, `${root}/pulls/${number}/reviews`, { body: { event, body: "Looked at." } });

function moved(): TemporaryRepository {
  const repository = new TemporaryRepository();
  const settings = { "content/people.yaml": people, "content/pipelines/sales.yaml": pipeline };
  repository.commit({ ...contentFiles(), ...settings, [acme]: dealText({ more: [interest] }) });
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit({ [acme]: dealText({ stage: "offer", entered: "2026-10-05", more: [interest] }) }, "ann");
  return repository;
}

/** Runs in this process: the forge that it asks does, too. */
function check(number: number | string, env: Readonly<Record<string, string>> = {}, repository = moved()) {
  const address = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "ann/sales", GITHUB_TOKEN: "token-ann", DEALBOOK_TODAY: today };
  return callMain(repository.folder, ["check", "--base", "main", "--json", "--pull-request", String(number)], { ...address, ...env });
}

const codes = (out: string): string[] => (JSON.parse(out) as { findings: { code: string }[] }).findings.map(({ code }) => code);

/** A change that brings in a deal of another system, in the middle of the pipeline. */
function importing(): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), "content/people.yaml": people });
  repository.git("switch", "--quiet", "--create", "work");
  const history = "history: [{ stage: lead, entered: 2026-09-01 }, { stage: offer, entered: 2026-10-05 }]";
  const more = [history, "imported: { from: trello, id: a1, digest: x1 }"];
  repository.commit({ [acme]: dealText({ stage: "offer", entered: "2026-10-05", more }) }, "fay");
  return repository;
}

describe("an import", () => {
  const judge = (number: number) => check(number, {}, importing());

  test("is let in once somebody has approved it who may import; addresses of commits are not asked", async () => {
    const number = await pullRequest("import-by-ann");
    await review("bob", number, "APPROVE");
    expect(codes((await judge(number)).out)).toContain("deal/imported");
    await review("fay", number, "APPROVE");
    const { code, out } = await judge(number);
    expect({ code, found: codes(out).includes("deal/imported") }).toEqual({ code: 0, found: false });
  });

  test("is let in from whoever may import, without a further approval", async () => {
    expect(await judge(await pullRequest("import-by-fay", "fay"))).toMatchObject({ code: 0 });
  });
});

describe("an approval on the forge", () => {
  test("counts from the right role, and is lost when it is dismissed", async () => {
    const number = await pullRequest("right");
    expect(codes((await check(number)).out)).toEqual(["gate/approval"]);
    const { id } = await review("fay", number, "APPROVE");
    expect(await check(number)).toMatchObject({ code: 0 });
    await call("ann", `${root}/pulls/${number}/reviews/${id}/dismissals`, {
      body: { message: "The price has changed." },
      method: "PUT",
    });
    expect(codes((await check(number)).out)).toEqual(["gate/approval"]);
  });

  test("does not count from another role, and a comment is none", async () => {
    const number = await pullRequest("wrong");
    await review("bob", number, "APPROVE");
    await review("fay", number, "COMMENT");
    const { code, out } = await check(number);
    expect({ code, found: codes(out) }).toEqual({ code: 1, found: ["gate/approval"] });
    expect(out).toContain('Nobody of the role \\"finance\\" has approved it yet.');
  });

  test("does not count from the author of the pull request", async () => {
    const number = await pullRequest("own", "fay");
    // The forge may refuse it, too.
    await review("fay", number, "APPROVE").catch(() => null);
    expect(codes((await check(number)).out)).toEqual(["gate/approval"]);
  });

  test("does not count for an older commit", async () => {
    const number = await pullRequest("older");
    const main = await call<{ object: { sha: string } }>("ann", `${root}/git/ref/heads/main`);
    await call("fay", `${root}/pulls/${number}/reviews`, { body: { event: "APPROVE", commit_id: main.object.sha } });
    expect(codes((await check(number)).out)).toEqual(["gate/approval"]);
  });
});

describe("what cannot be asked", () => {
  test.each<{ what: string; number: number | string; env?: Record<string, string>; words: string }>([
    { what: "an unknown pull request", number: 999, words: "Not Found" },
    { what: "a number that is none", number: "x", words: "is no number of a pull request" },
    { what: "a repository that is not named", number: 1, env: { GITHUB_REPOSITORY: "" }, words: "GITHUB_REPOSITORY" },
    { what: "a forge out of reach", number: 1, env: { GITHUB_API_URL: "http://127.0.0.1:9" }, words: "in reach" },
  ])("$what is a refusal, no finding", async ({ number, env = {}, words }) => {
    const { code, out, err } = await check(number, env);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(err).not.toContain("    at ");
  });
});
