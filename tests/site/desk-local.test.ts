import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isolated } from "../git/temporary-repository.ts";
import { violationsOn } from "./accessibility.ts";
import { startBrowser } from "./browser.ts";
import { cleanEnv } from "./built-site.ts";

const today = "2026-11-21";
const slug = "lumenara-optics-cleanroom-climate";
const branch = `deal/${slug}-qualification`;
const file = `content/deals/2026/${slug}.md`;

let folder: string;
let origin: string;
let server: ChildProcess;
let browser: Browser;

const env = { ...cleanEnv(), ...isolated };

const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, env, encoding: "utf8" }).trim();

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dealbook-local-")));
  cpSync("content", join(folder, "content"), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message", "The handbook and its deals");
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const args = ["scripts/dealbook.ts", "dev", "--content", join(folder, "content"), "--today", today, "--port", String(port)];
  server = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let log = "";
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
  await vi.waitFor(
    async () => {
      const answer = await fetch(`${origin}/favicon.svg`).catch(() => undefined);
      if (!answer?.ok) throw new Error(`The server does not answer yet:\n${log}`);
    },
    { timeout: 90_000, interval: 200 },
  );
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  if (server?.pid !== undefined) process.kill(-server.pid);
  rmSync(folder, { recursive: true, force: true });
});

async function at(path: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await page.clock.setFixedTime(new Date(`${today}T10:00:00+01:00`));
  await page.goto(origin + path, { timeout: 60_000 });
  return page;
}

/** Fills in and proposes a move from the board. */
async function proposeMove(page: Page): Promise<void> {
  const card = page.locator(`li[data-deal="${slug}"]`);
  // The dev server compiles what a page asks for when it is asked.
  await expect.poll(() => page.evaluate(() => document.readyState), { timeout: 30_000 }).toBe("complete");
  await card.hover();
  await card.getByRole("button", { name: /^Move/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Qualification" }).check({ timeout: 60_000 });
  await dialog.getByLabel("It is so").check();
  await dialog.getByRole("button", { name: "Propose this move" }).click();
  await dialog.getByText("It is kept on this computer").waitFor({ timeout: 30_000 });
}

/** Proposes a text of a file under a branch's name, as a page would. */
async function proposeText(text: string, { path, name }: { path: string; name: string }): Promise<void> {
  const files = [{ path: path.replace("content/", ""), text }];
  const body = JSON.stringify({
    ask: "propose",
    proposal: { from: git("rev-parse", "main"), branch: name, files, title: "Qualification", isReplacing: true },
  });
  const response = await fetch(`${origin}/-/desk`, { method: "POST", headers: { "x-dealbook-desk": "1" }, body });
  expect(await response.json()).toHaveProperty("answer");
}

test("a move is proposed, taken back, proposed again and put on the board by a button, which then shows it", {
  timeout: 180_000,
}, async () => {
  const page = await at("/board/sales/");
  const before = git("status", "--short");
  const dialog = page.getByRole("dialog");
  await proposeMove(page);
  expect(git("log", "-1", "--format=%s", branch)).toBe("Lumenara Optics | Clean room climate: Prospecting → Qualification");
  expect(git("diff", "--stat", "main", branch)).toMatch(/1 file changed, [34] insertions\(\+\), 2 deletions\(-\)/);
  expect(git("diff", "--name-only", "main", branch)).toBe(file);
  expect({ head: git("branch", "--show-current"), status: git("status", "--short") }).toEqual({ head: "main", status: before });
  expect(await dialog.textContent()).not.toMatch(/\bgit\b|\bbranch\b|\bmerge\b|deal\//);
  expect(await violationsOn(page)).toEqual([]);

  await dialog.getByRole("button", { name: "Take it back" }).click();
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await dialog.getByText("Taken back: Lumenara Optics | Clean room climate: Prospecting → Qualification").waitFor();
  expect(git("branch", "--list", branch)).toBe("");
  await dialog.getByRole("button", { name: "Done" }).click();
  const card = page.locator(`li[data-deal="${slug}"]`);
  await card.getByText("Proposed: Qualification").waitFor({ state: "hidden" });

  await proposeMove(page);
  await dialog.getByRole("button", { name: "Later" }).click();
  const good = `${git("show", `${branch}:${file}`)}\n`;
  await proposeText(good.replace("stage: qualification", "stage: proposal"), { path: file, name: branch });
  await card.getByRole("button", { name: "Put it on the board" }).click({ timeout: 60_000 });
  await dialog.getByRole("alert").getByText('The deal jumps from "prospecting" to "proposal"').waitFor({ timeout: 60_000 });
  expect(await violationsOn(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Leave it for now" }).click();
  await proposeText(good, { path: file, name: branch });

  await card.getByRole("button", { name: "Put it on the board" }).click({ timeout: 60_000 });
  await page.locator(`section[data-stage="qualification"] li[data-deal="${slug}"]`).waitFor({ timeout: 60_000 });
  expect(await page.getByText("Proposed: Qualification").count()).toBe(0);
  expect(git("show", `main:${file}`)).toBe(good.trim());
  expect([git("status", "--short"), git("branch", "--list", branch)]).toEqual([before, ""]);
});

test("an update is put on the board, which then says it and no longer that it is proposed", { timeout: 120_000 }, async () => {
  const updated = "baltic-timber-kiln-climate";
  const page = await at(`/deals/${updated}/`);
  await page.getByRole("button", { name: "Update" }).click({ timeout: 60_000 });
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Value", { exact: true }).fill("61000", { timeout: 60_000 });
  await dialog.getByLabel("Next step", { exact: true }).fill("Send Andris the offer");
  await dialog.getByRole("button", { name: "Propose this update" }).click();
  await dialog.getByText("It is kept on this computer").waitFor({ timeout: 30_000 });
  const name = `deal/${updated}-update-next-step-amount`;
  expect(git("diff", "--stat", "main", name)).toMatch(/1 file changed, 2 insertions\(\+\), 1 deletion\(-\)/);
  expect(git("log", "-1", "--format=%s", name)).toMatch(/^Baltic Timber .*: next step: Send Andris the offer .*; value: €61,000$/);
  await dialog.getByRole("button", { name: "Later" }).click();
  const shown = page.locator("main").getByText("Proposed: next step, value");
  await shown.waitFor();
  await page.locator("main").getByRole("button", { name: "Put it on the board" }).click({ timeout: 60_000 });
  await page.locator("dd", { hasText: /^€61,000$/ }).waitFor({ timeout: 60_000 });
  expect(await shown.count()).toBe(0);
});

test("on a deal's page a warning can be read before the page loads anew", { timeout: 120_000 }, async () => {
  const lost = "greycliff-mining-conveyor-vibration";
  const path = `content/deals/2026/${lost}.md`;
  const name = `deal/${lost}-reason`;
  await proposeText(`${git("show", `main:${path}`)}\n`.replace("lost_reason: no-fit", "lost_reason: timing"), { path, name });
  const page = await at(`/deals/${lost}/`);
  const made = JSON.stringify([{ words: "Proposed: another reason", branch: name }]);
  await page.evaluate(([key, text]) => localStorage.setItem(`dealbook:proposed:${key}`, text ?? ""), [lost, made]);
  await page.reload();
  await page.evaluate(() => Object.assign(window, { isBefore: true }));
  await page.getByRole("button", { name: "Put it on the board" }).click({ timeout: 60_000 });
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Keep it only if it mends a mistake.").waitFor({ timeout: 60_000 });
  expect(git("show", `main:${path}`)).toContain("lost_reason: timing");
  await page.waitForTimeout(1000);
  expect(await dialog.getByText("Keep it only if it mends a mistake.").isVisible()).toBe(true);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.waitForFunction(() => !("isBefore" in window), undefined, { timeout: 20_000 });
  expect(await page.getByText("Proposed: another reason").count()).toBe(0);
});

test.each([
  { what: "another site's page", headers: { "content-type": "text/plain" }, path: "deals/2026/x.md", status: 404 },
  { what: "a path outside of the deals", headers: { "x-dealbook-desk": "1" }, path: "deals/../../evil.md", status: 200 },
  { what: "a rule", headers: { "x-dealbook-desk": "1" }, path: "pipelines/sales.yaml", status: 200 },
])("$what changes nothing", async ({ headers, path, status }) => {
  const proposal = { from: git("rev-parse", "main"), branch: "deal/evil", files: [{ path, text: "x" }], title: "x", isReplacing: false };
  const response = await fetch(`${origin}/-/desk`, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: JSON.stringify({ ask: "propose", proposal }),
  });
  expect(response.status).toBe(status);
  if (status === 200) expect(await response.json()).toMatchObject({ hint: "Load the page again." });
  expect(git("branch", "--list", "deal/evil")).toBe("");
});

test.each(["accept", "withdraw"])("%s is asked for proposals only, and by pages of this server", async (ask) => {
  const post = async (branch: string, headers: Record<string, string>) =>
    fetch(`${origin}/-/desk`, { method: "POST", headers, body: JSON.stringify({ ask, branch }) });
  const main = git("rev-parse", "main");
  expect((await post("deal/x", { "content-type": "text/plain" })).status).toBe(404);
  for (const branch of ["main", "deal/../main", "deal/--x\n", "deal/X"])
    expect(await (await post(branch, { "x-dealbook-desk": "1" })).json()).toMatchObject({ problem: expect.stringContaining("not known") });
  expect(git("rev-parse", "main")).toBe(main);
});

test("what is no request is refused, not fallen over", async () => {
  const response = await fetch(`${origin}/-/desk`, { method: "POST", headers: { "x-dealbook-desk": "1" }, body: "{ no JSON" });
  expect([response.status, await response.json()]).toEqual([200, { problem: expect.any(String), hint: "Load the page again." }]);
});

test("a page of another name that leads here, as in DNS rebinding, is refused", async () => {
  const { port } = new URL(origin);
  const asked = request({
    port,
    host: "localhost",
    method: "POST",
    path: "/-/desk",
    headers: { host: "evil.example", "x-dealbook-desk": "1" },
  });
  asked.end(JSON.stringify({ ask: "newest" }));
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(403);
});
