import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { forgePlace } from "../../src/core/organisation/forge-place.ts";
import { type Rep, rep } from "../cli/rep.ts";

const acme = "acme-robotics-line-monitoring";
const branch = `deal/${acme}-qualification`;

const trelloAnswers = `from: trello
stages: { Lead: prospecting, Ideas: skip, "Offer (5f00000000000000000000a2)": proposal, "Offer (5f00000000000000000000a3)": proposal, Won: closed-won, Lost: closed-lost }
people: { "": mei, Ann Archer: amara, Robert (Bob) Baker: jonas }
lost_reasons: { "": no-decision }
`;

let forge: Emulator;

beforeAll(async () => {
  forge = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { "token-ann": { login: "ann", scopes: ["repo", "user"] } },
      github: {
        users: [{ login: "ann", name: "Ann", email: "ann@example.com" }],
        repos: [{ owner: "ann", name: "sales", auto_init: true }],
      },
    },
  });
});

afterAll(() => forge.close());

async function call<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${forge.url}/repos/ann/sales${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: "Bearer token-ann", "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** The emulator has no git of its own to push to: the branch is made there, and pushed to a bare repository. */
async function haveBranch(branch: string): Promise<void> {
  const main = await call<{ object: { sha: string } }>("/git/ref/heads/main");
  await call("/git/refs", { ref: `refs/heads/${branch}`, sha: main.object.sha });
  const content = Buffer.from("stage: qualification\n").toString("base64");
  const response = await fetch(`${forge.url}/repos/ann/sales/contents/deal.md`, {
    method: "PUT",
    headers: { authorization: "Bearer token-ann", "content-type": "application/json" },
    body: JSON.stringify({ message: "Move", content, branch }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** A rep whose clone has a remote. */
function repWithRemote(env: Readonly<Record<string, string>> = {}): Rep & { readonly bare: string } {
  const bare = mkdtempSync(join(tmpdir(), "dealbook-bare-"));
  onTestFinished(() => rmSync(bare, { recursive: true, force: true }));
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", bare]);
  const address = { GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: "ann/sales", GITHUB_TOKEN: "token-ann" };
  const one = rep({ env: { ...address, ...env } });
  one.git("remote", "add", "origin", bare);
  one.git("push", "--quiet", "origin", "main");
  return { ...one, bare };
}

/** A forge that gives one answer to everything. */
async function forgeThatAnswers(status: number, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end('{"message":"No."}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("--pr", () => {
  test("pushes the branch and opens the pull request in sales words", async () => {
    await haveBranch(branch);
    const { dealbook, git } = repWithRemote();
    const { code, out } = await dealbook("advance", acme, "--pr");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/Pull request \d+: http/) });
    expect(git("ls-remote", "origin", branch).trim()).toContain(git("rev-parse", "HEAD").trim());
    const [pull] = await call<{ number: number; title: string; body: string; head: { ref: string }; base: { ref: string } }[]>("/pulls");
    expect(pull).toMatchObject({
      title: "Acme Robotics | Line monitoring: Prospecting → Qualification",
      head: { ref: branch },
      base: { ref: "main" },
    });
    expect(pull?.body).toContain("| Value | €48,000");
    expect(pull?.body).toContain("| Owner | Diego Fuentes |");
    expect(pull?.body).toContain("- [x] We know how to reach the contact");
    expect(pull?.body).toContain("### What to do next");
    expect(pull?.body).not.toMatch(/\bcommit\b|\bbranch\b/);
  });

  test("the next step on the branch goes into the pull request that is open", async () => {
    await haveBranch(`deal/${acme}-log-2026-11-21`);
    const { dealbook } = repWithRemote();
    const [first, second] = [
      await dealbook("log", acme, "call", "--pr", "--json"),
      await dealbook("log", acme, "email", "--pr", "--json"),
    ].map(({ out }) => (JSON.parse(out) as { pullRequest: { number: number; isNew: boolean } }).pullRequest);
    expect(first).toMatchObject({ isNew: true });
    expect(second).toMatchObject({ number: first?.number, isNew: false });
  });

  test.each<{ what: string; status?: number; headers?: Record<string, string>; env?: Record<string, string>; words: string }>([
    { what: "a token that is refused", status: 401, words: "The token is not accepted" },
    { what: "too many requests", status: 403, headers: { "x-ratelimit-remaining": "0" }, words: "limit of requests is reached" },
    { what: "a token that may not", status: 403, words: "may not open pull requests" },
    { what: "a server that is down", status: 503, words: "not in reach at the moment" },
    { what: "a server that does not answer", env: { GITHUB_API_URL: "http://127.0.0.1:9" }, words: "not in reach at the moment" },
    { what: "no token", env: { GITHUB_TOKEN: "" }, words: "needs a token" },
  ])("$what: the work stays, with a sentence that helps", async ({ status, headers, env, words }) => {
    const api: Record<string, string> = status === undefined ? {} : { GITHUB_API_URL: await forgeThatAnswers(status, headers) };
    const { dealbook, git } = repWithRemote({ ...api, ...env });
    const { code, out, err } = await dealbook("advance", acme, "--pr");
    expect({ code, out, err }).toMatchObject({
      code: 2,
      out: expect.stringContaining("✓ Acme Robotics"),
      err: expect.stringContaining(words),
    });
    expect(err).toContain("Your change is committed; nothing is lost.");
    expect(err).not.toContain("    at ");
    expect(git("log", "-1", "--format=%s")).toContain("Advance Acme Robotics");
  });

  test("an import is proposed with what it brings, what it leaves out, and who has to approve it", async () => {
    const branch = "import/trello-sales-2026-11-21";
    await haveBranch(branch);
    const { dealbook, git, folder } = repWithRemote();
    const board = fileURLToPath(new URL("../fixtures/imports/trello-board.json", import.meta.url));
    mkdirSync(join(folder, "content/imports"));
    writeFileSync(join(folder, "content/imports/trello-sales.yaml"), trelloAnswers);
    const run = ["import", "trello", board, "--pipeline", "sales"] as const;
    expect(await dealbook(...run, "--pr")).toMatchObject({ code: 2, err: expect.stringContaining("Add --write") });
    const { code, out } = await dealbook(...run, "--write", "--pr");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/Pull request \d+: http/) });
    expect(git("ls-remote", "origin", branch).trim()).toContain(git("rev-parse", "HEAD").trim());
    const pulls = await call<{ title: string; body: string; head: { ref: string } }[]>("/pulls");
    const pull = pulls.find(({ head }) => head.ref === branch);
    expect(pull?.title).toBe("Import 4 deals from trello");
    expect(pull?.body).toContain("| new | card 65f0a00000000000000000e1 | Line monitoring |");
    expect(pull?.body).toContain("| left out | card 65f0a50000000000000000e6 | How to use this board | The mapping leaves out");
    expect(pull?.body).toContain("Commits of rep@\u200bexample.com may not import");
    expect(pull?.body).not.toMatch(/secret|\u202e|<script/);
    expect((await dealbook("undo")).code).toBe(0);
    expect(git("branch", "--show-current").trim()).toBe("main");
  });

  test.each([
    {
      what: "a document",
      branch: `deal/${acme}-nda`,
      args: ["doc", acme, "nda"],
      title: "Acme Robotics | Line monitoring: Non-disclosure agreement, as a draft",
      says: "| Value | €48,000",
    },
    {
      what: "a forecast",
      branch: "forecast/2026-12-amara-2026-11-21",
      args: ["forecast", "submit", "--month", "2026-12", "--commit", "100", "--person", "amara"],
      title: "Forecast of Amara Okafor for December 2026: €100",
      says: "Look it over and merge it",
    },
  ])("$what is proposed like every other change", async ({ branch, args, title, says }) => {
    await haveBranch(branch);
    const { dealbook, git } = repWithRemote();
    expect(await dealbook(...args, "--pr")).toMatchObject({ code: 0, out: expect.stringMatching(/Pull request \d+: http/) });
    expect(git("ls-remote", "origin", branch).trim()).toContain(git("rev-parse", "HEAD").trim());
    const pulls = await call<{ title: string; body: string; head: { ref: string } }[]>("/pulls");
    const pull = pulls.find(({ head }) => head.ref === branch);
    expect(pull?.title).toBe(title);
    expect(pull?.body).toContain(says);
  });

  test("a deal's name acts on nothing, in the pull request or in the commit that it is squashed into", async () => {
    const { dealbook, edit, git } = repWithRemote();
    edit(`content/deals/2026/${acme}.md`, (text) =>
      text.replace(/^title: .*$/m, 'title: "Fixes #1, closes GH-2 @ann [skip ci]\\nCo-authored-by: Eve <eve@example.com>\\e[31m"'),
    );
    await haveBranch(branch.replace("qualification", "snooze-2026-12-08"));
    expect(await dealbook("snooze", acme, "--until", "2026-12-08", "--reason", "Away.", "--pr")).toMatchObject({ code: 0 });
    const [pull] = (await call<{ title: string; head: { ref: string } }[]>("/pulls")).filter(({ title }) => title.includes("Fixes"));
    const message = git("log", "-1", "--format=%B").trim();
    for (const text of [pull?.title ?? "", message]) {
      expect(text).toContain("Fixes #\u200b1, closes GH\u200b-2 @\u200bann [\u200bskip ci] Co-authored-by: Eve");
      expect(text).not.toMatch(/[\n\u001b]|#\d|@\w|\[skip/);
    }
    expect(git("log", "-1", "--format=%(trailers)").trim()).toBe("");
  });

  test("what a colleague has pushed meanwhile is fetched and told first", async () => {
    const { bare, dealbook, git } = repWithRemote();
    const colleague = mkdtempSync(join(tmpdir(), "dealbook-colleague-"));
    onTestFinished(() => rmSync(colleague, { recursive: true, force: true }));
    const theirs = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Mei", "-c", "user.email=mei@example.com", ...args], { cwd: colleague, encoding: "utf8" });
    theirs("clone", "--quiet", bare, ".");
    const file = join(colleague, `content/deals/2026/${acme}.md`);
    writeFileSync(file, readFileSync(file, "utf8").replace("value: 48000", "value: 52000"));
    theirs("-c", "commit.gpgsign=false", "commit", "--quiet", "--all", "--message", "Price");
    theirs("push", "--quiet", "origin", "main");
    const { code, err } = await dealbook("advance", acme, "--pr");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("amount.value: 48000 → 52000") });
    expect(err).toContain("changed on origin/main by Mei");
    expect(git("status", "--porcelain", "--branch").trim()).toMatch(/^## main/);
    git("merge", "--quiet", "origin/main");
    expect((await dealbook("advance", acme)).code).toBe(0);
  });

  test("what a colleague has pushed under the same name stays theirs", async () => {
    const log = `deal/${acme}-log-2026-11-21`;
    const { dealbook, git } = repWithRemote();
    git("push", "--quiet", "origin", `main:refs/heads/${log}`);
    git("update-ref", "-d", `refs/remotes/origin/${log}`);
    const { out } = await dealbook("log", acme, "call", "--pr");
    expect(out).toContain(`Committed on the branch ${log}-2.`);
    expect(git("ls-remote", "origin", `refs/heads/${log}-2`)).toContain(git("rev-parse", "HEAD").trim());
  });

  test("a branch that somebody pushed to meanwhile is told, with a way on that works", async () => {
    const log = `deal/${acme}-log-2026-11-21`;
    const { dealbook, git } = repWithRemote();
    await dealbook("log", acme, "call");
    const theirs = git("commit-tree", "-p", "main", "-m", "Theirs", "main^{tree}").trim();
    git("push", "--quiet", "origin", `${theirs}:refs/heads/${log}`);
    const { code, err } = await dealbook("log", acme, "email", "--pr");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`git pull --rebase origin ${log}`) });
    expect(err).not.toContain("hint:");
    git("pull", "--quiet", "--rebase", "origin", log);
    git("push", "--quiet", "--set-upstream", "origin", log);
  });

  test("a remote that cannot be pushed to", async () => {
    const { dealbook, git } = repWithRemote();
    git("remote", "set-url", "origin", "/nowhere/at/all");
    const { code, err, out } = await dealbook("log", acme, "call", "--pr");
    expect({ code, err, out }).toMatchObject({
      code: 2,
      err: expect.stringContaining("git could not push"),
      out: expect.stringContaining("✓"),
    });
  });
});

test.each([
  ["git@github.com:ann/sales.git", { host: "github.com", owner: "ann", repo: "sales" }],
  ["https://user:secret@git.example.com/ann/sales", { host: "git.example.com", owner: "ann", repo: "sales" }],
  ["ssh://git@git.example.com:22/ann/sales.git", { host: "git.example.com", owner: "ann", repo: "sales" }],
  ["/srv/git/sales.git", null],
  ["../sales", null],
])("%s leads to a repository of a forge, or to a folder", (address, place) => {
  expect(forgePlace(address)).toEqual(place);
});
