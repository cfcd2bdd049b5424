import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { startBrowser } from "./browser.ts";
import { type BuiltSite, buildSite, serveSite } from "./built-site.ts";
import { type EmulatedForge, emulatedForge, textsIn } from "./emulated-forge.ts";

const today = "2026-11-21";

let forge: EmulatedForge;
let browser: Browser;
let content: string;
let site: BuiltSite;
let origin: string;
let stop: () => void;

beforeAll(async () => {
  forge = await emulatedForge();
  content = join(mkdtempSync(join(tmpdir(), "dealbook-desk-")), "content");
  cpSync("content", content, { recursive: true });
  const settings = join(content, "dealbook.yaml");
  const repository = `repository: https://forge.example/ann/sales\nforge_api: ${forge.url}\n`;
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^repository:.*\n/m, repository));
  await forge.commit(textsIn(content, ""), "The handbook and its deals");
  [site, browser] = await Promise.all([buildSite(content, today), startBrowser()]);
  ({ origin, stop } = await serveSite(site.folder));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  stop?.();
  site?.remove();
  rmSync(content, { recursive: true, force: true });
  await forge?.close();
});

/** A rep at a page of the site, on the day of the deals; with a token in the tab, unless there shall be none. */
async function repAt(path: string, { hasToken = true } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 2400, height: 3000 }, timezoneId: "Europe/Berlin", locale: "en-GB" });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(`${today}T10:00:00+01:00`));
  if (hasToken)
    await page.addInitScript(([api, token]) => sessionStorage.setItem(`dealbook:token:${api}`, token ?? ""), [forge.url, forge.token]);
  await page.goto(origin + path);
  return page;
}

interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: { readonly ref: string };
}

const pullFor = async (branch: string): Promise<Pull | undefined> =>
  (await forge.call<Pull[]>("GET", "/pulls?state=open")).find(({ head }) => head.ref === branch);

/** The lines in which a file on a branch differs from the default branch. */
async function linesChanged(path: string, branch: string): Promise<{ readonly added: string[]; readonly removed: string[] }> {
  const [before = [], after = []] = await Promise.all(["main", branch].map(async (each) => (await forge.text(path, each)).split("\n")));
  return { added: after.filter((line) => !before.includes(line)), removed: before.filter((line) => !after.includes(line)) };
}

const dialogOf = (page: Page): Locator => page.getByRole("dialog");
const propose = (page: Page): Promise<void> =>
  dialogOf(page)
    .getByRole("button", { name: /^Propose this/ })
    .click();
const proposed = (page: Page): Promise<void> => dialogOf(page).getByText("Proposed.").waitFor();

/** Opens the form of a move from the deal's own page. */
async function moveFrom(page: Page, stage: string): Promise<void> {
  await page.getByRole("button", { name: "Move to …" }).click();
  await dialogOf(page).getByRole("radio", { name: stage }).check();
}

const kestrel = "kestrel-brewing-fermentation-monitoring";
const acme = "acme-robotics-line-monitoring";

describe("a rep at the board", () => {
  test("drags a card, is shown what is missing, fills it in and proposes; merged, the board shows the move", async () => {
    const page = await repAt("/board/sales/");
    await page.locator(`li[data-deal="${kestrel}"]`).dragTo(page.locator('section[data-stage="discovery"]'));
    const dialog = dialogOf(page);
    await dialog.getByRole("status").getByText("Something is missing").waitFor();
    await dialog.getByLabel(/Timeline/).fill("Two new tanks in March");
    await dialog.getByLabel("It is so").check();
    await dialog.getByRole("status").getByText("Allowed").waitFor();
    await propose(page);
    await proposed(page);

    const branch = `deal/${kestrel}-discovery`;
    const pull = await pullFor(branch);
    expect(pull?.title).toContain("Qualification → Discovery");
    expect(pull?.body).toContain("### What the gate asked for");
    expect(pull?.body).not.toMatch(/\bcommit\b|\bbranch\b/);
    const path = `deals/2026/${kestrel}.md`;
    expect(await linesChanged(path, branch)).toEqual({
      added: ["stage: discovery", `stage_entered: ${today}`, "    timeline: Two new tanks in March", `  meeting-scheduled: ${today}`],
      removed: ["stage: qualification", "stage_entered: 2026-11-09"],
    });
    await dialog.getByRole("button", { name: "Done" }).click();
    expect(await page.locator(`li[data-deal="${kestrel}"]`).getByText("Proposed: Discovery").isVisible()).toBe(true);

    await forge.call("PUT", `/pulls/${pull?.number}/merge`, {});
    writeFileSync(join(content, path), await forge.text(path, "main"));
    const after = await buildSite(content, today);
    onTestFinished(after.remove);
    const board = readFileSync(join(after.folder, "board/sales/index.html"), "utf8");
    const [, column = ""] = board.split('data-stage="discovery"');
    expect(column.split("</section>")[0]).toContain(kestrel);
  });

  test("does the same with the keyboard alone", async () => {
    const slug = "graz-life-sciences-freezer-monitoring";
    const page = await repAt("/board/sales/");
    const card = page.locator(`li[data-deal="${slug}"]`);
    await card.getByRole("link").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const dialog = dialogOf(page);
    await dialog.waitFor();
    await page.keyboard.press("Space");
    expect(await dialog.getByRole("radio", { name: "Discovery" }).isChecked()).toBe(true);
    const tick = dialog.getByLabel("It is so");
    await tick.waitFor();
    for (let tabs = 0; tabs < 5 && !(await tick.evaluate((element) => element === document.activeElement)); tabs += 1)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await dialog.getByRole("status").getByText("Allowed").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await proposed(page);
    expect(await pullFor(`deal/${slug}-discovery`)).toBeDefined();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    expect(await card.getByRole("button", { name: /^Move/ }).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test("reads on the deal's page in plain words what is missing, and fills it in from there", async () => {
    const page = await repAt("/deals/stavelot-motors-paint-shop/");
    const missing = page.getByRole("region", { name: "What is missing for Closed Won" });
    expect(await missing.locator(".checklist").textContent()).not.toMatch(/:|\.md|field/);
    await missing.getByRole("button", { name: "Fill it in here" }).click();
    expect(await dialogOf(page).getByRole("radio", { name: "Closed Won" }).isChecked()).toBe(true);
    expect(await dialogOf(page).getByText("The terms are final.").isVisible()).toBe(true);
  });

  test("begins a new deal, whatever is in its name", async () => {
    const page = await repAt("/board/sales/");
    await page.exposeFunction("ran", () => {
      throw new Error("Something from a form ran.");
    });
    await page.getByRole("button", { name: "New deal" }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel("Company").fill("Zephyr <img src=x onerror=ran()> Wind");
    await dialog.getByLabel("What is it about?").fill("Blade sensors @everyone");
    await dialog.getByLabel("Owner").selectOption({ label: "Amara Okafor" });
    await dialog.getByLabel("Value").fill("48000.50");
    await dialog.getByLabel("Contact", { exact: true }).fill("Zoe Zimmer");
    await propose(page);
    await proposed(page);
    const slug = "zephyr-img-src-x-onerror-ran-wind-blade-sensors-everyone";
    const text = await forge.text(`deals/2026/${slug}.md`, `deal/${slug}-prospecting`);
    expect(text).toContain("stage: prospecting\nstage_entered: 2026-11-21\nowner: amara");
    expect(text).toContain("amount: { value: 48000.50, currency: EUR }");
    const pull = await pullFor(`deal/${slug}-prospecting`);
    expect(pull?.body).not.toMatch(/@everyone|<img/);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.reload();
    const shown = page.getByRole("link", { name: "Proposed: Zephyr <img src=x onerror=ran()> Wind" });
    expect(await shown.getAttribute("href")).toContain(`/pull/${pull?.number}`);
    await forge.call("PATCH", `/pulls/${pull?.number}`, { state: "closed" });
    await page.reload();
    await shown.waitFor({ state: "hidden" });
  });

  test("logs an activity, and loses a deal for a reason", async () => {
    const page = await repAt(`/deals/${acme}/`);
    await page.getByRole("button", { name: "Log an activity" }).click();
    await dialogOf(page).getByLabel("What came of it?").fill("Jane wants a pilot on line 3");
    await dialogOf(page).getByLabel("The customer answered").check();
    await propose(page);
    await proposed(page);
    const { added } = await linesChanged(`deals/2026/${acme}.md`, `deal/${acme}-log-${today}`);
    expect(added).toEqual([
      expect.stringMatching(/^ {2}- \{ date: 2026-11-21, kind: call, by: \w+, note: Jane wants a pilot on line 3, reply: true \}$/),
    ]);
    await dialogOf(page).getByRole("button", { name: "Done" }).click();

    await moveFrom(page, "Closed Lost");
    await dialogOf(page).getByRole("status").getByText("Something is missing").waitFor();
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 1 });
    await propose(page);
    await proposed(page);
    expect((await linesChanged(`deals/2026/${acme}.md`, `deal/${acme}-closed-lost`)).added).toContain("stage: closed-lost");
    await dialogOf(page).getByRole("button", { name: "Done" }).click();
    expect(await page.locator("[data-proposed] a").allTextContents()).toEqual(["Proposed: an activity", "Proposed: Closed Lost"]);
  });

  test("logs a second activity on the same day: one proposal holds both, once each, though an answer was lost", async () => {
    const slug = "vasari-glass-furnace-insight";
    const page = await repAt(`/deals/${slug}/`);
    const log = async (note: string) => {
      await page.getByRole("button", { name: "Log an activity" }).click();
      await dialogOf(page).getByLabel("What came of it?").fill(note);
      await propose(page);
    };
    await log("Luca called");
    await proposed(page);
    await dialogOf(page).getByRole("button", { name: "Done" }).click();
    const branch = `deal/${slug}-log-${today}`;
    const first = await pullFor(branch);

    await page.route(/git\/refs\/heads/, async (route) => {
      if (route.request().method() !== "PATCH") return route.fallback();
      await route.fetch();
      await route.abort();
    });
    await log("He called again");
    await dialogOf(page).getByRole("alert").waitFor();
    await page.unrouteAll();
    await propose(page);
    await proposed(page);
    expect((await pullFor(branch))?.number).toBe(first?.number);
    const { added, removed } = await linesChanged(`deals/2026/${slug}.md`, branch);
    expect(added.map((line) => /note: ([^,}]+?)[ ,}]*$/.exec(line)?.[1])).toEqual(["Luca called", "He called again"]);
    expect(removed).toEqual([]);
  });

  test("sees at once what is not allowed, and cannot propose it", async () => {
    const page = await repAt(`/deals/${acme}/`);
    await moveFrom(page, "Proposal");
    await dialogOf(page).getByRole("status").getByText("Not allowed").waitFor();
    await dialogOf(page)
      .getByRole("button", { name: /^Propose this/ })
      .click({ force: true });
    expect(await dialogOf(page).getByText("Proposed.").count()).toBe(0);
    expect(await pullFor(`deal/${acme}-proposal`)).toBeUndefined();
  });
});

describe("a rep updates a deal", () => {
  const update = async (page: Page): Promise<void> => {
    await page
      .getByRole("button", { name: /^Update/ })
      .first()
      .click();
    await dialogOf(page).getByLabel("Next step", { exact: true }).waitFor();
  };
  const path = (slug: string): string => `deals/2026/${slug}.md`;

  test("with the keyboard alone: the next step, the amount and one more line item", async () => {
    const page = await repAt(`/deals/${acme}/`);
    const { keyboard } = page;
    const tabTo = async (target: Locator): Promise<void> => {
      for (let tabs = 0; tabs < 40 && !(await target.evaluate((element) => element === document.activeElement)); tabs += 1)
        await keyboard.press("Tab");
      expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
    };
    await tabTo(page.getByRole("button", { name: "Update" }));
    await keyboard.press("Enter");
    const dialog = dialogOf(page);
    await dialog.getByLabel("Next step", { exact: true }).waitFor();
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type("Send the offer");
    await tabTo(dialog.getByRole("button", { name: "Add a row" }));
    await keyboard.press("Enter");
    await keyboard.type("Training");
    await keyboard.press("Tab");
    await keyboard.type("2");
    await keyboard.press("Tab");
    await keyboard.type("450.50");
    await keyboard.press("Enter");
    expect(await dialog.getByText(/^Total/).textContent()).toContain("€48,901");
    await keyboard.press("Shift+Tab");
    await keyboard.press("Shift+Tab");
    await tabTo(dialog.getByRole("button", { name: "Make it €48,901" }));
    await keyboard.press("Enter");
    await tabTo(dialog.getByRole("button", { name: "Propose this update" }));
    await keyboard.press("Enter");
    await proposed(page);
    const branch = `deal/${acme}-update-next-step-amount-line-items`;
    expect(await linesChanged(path(acme), branch)).toEqual({
      added: [
        "amount: { value: 48901, currency: EUR }",
        "  - { description: Training, quantity: 2, price: { value: 450.5, currency: EUR } }",
        "next_step: { action: Send the offer, due: 2026-11-25 }",
      ],
      removed: [
        "amount: { value: 48000, currency: EUR }",
        "next_step: { action: Hold the initial discovery call with Jane, due: 2026-11-25 }",
      ],
    });
    const pull = await pullFor(branch);
    expect(pull?.title).toContain("next step: Send the offer (due 25 November 2026); value €48,000 → €48,901; line items");
    expect(pull?.body).toContain("| value | €48,000 | €48,901 |");
    await keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Proposed: next step, value, line items").waitFor();
  });

  test("what the stage needs cannot be emptied, and what was emptied is still so in another tab", async () => {
    const page = await repAt("/board/sales/");
    const card = page.locator(`li[data-deal="${kestrel}"]`);
    await card.hover();
    await card.getByRole("button", { name: /^Update/ }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel("The contact's e-mail address").fill("");
    await dialog.getByLabel("The contact's role").fill("");
    await dialog.getByRole("button", { name: "Propose this update" }).press("Enter");
    await dialog.getByText("“The contact's e-mail address” is not filled in.").waitFor();
    expect(await dialog.getByLabel("Contact", { exact: true }).getAttribute("aria-invalid")).toBe("true");
    await page.goto(`${origin}/deals/${kestrel}/`);
    await update(page);
    expect(await dialog.getByLabel("The contact's e-mail address").inputValue()).toBe("");
    expect(await dialog.getByLabel("The contact's role").inputValue()).toBe("");
    await dialog.getByLabel("The contact's e-mail address").fill("ask@kestrel.example");
    await dialog.getByRole("button", { name: "Do it by hand" }).click();
    expect(await dialog.locator("mark").allTextContents()).toEqual([expect.stringContaining("email: ask@kestrel.example")]);
    expect(await dialog.locator("del").allTextContents()).toEqual([expect.stringMatching(/^contact: .*role: /)]);
    expect(await dialog.getByRole("link", { name: "Open the editor for it" }).getAttribute("href")).toContain(
      `/edit/main/${path(kestrel)}`,
    );
  });

  test("where others changed the same: both values are shown, and theirs can be taken", async () => {
    const slug = "orrin-steel-cooling-water";
    const page = await repAt(`/deals/${slug}/`);
    await update(page);
    await dialogOf(page).getByLabel("Value", { exact: true }).fill("190000");
    await dialogOf(page).getByLabel("Source").fill("fair");
    const text = await forge.text(path(slug), "main");
    await forge.commit({ [path(slug)]: text.replace(/^amount: .*$/m, "amount: { value: 200000, currency: EUR }") }, "Another amount");
    await propose(page);
    const row = dialogOf(page)
      .getByRole("alert")
      .getByRole("row", { name: /^Value/ });
    expect(await row.textContent()).toMatch(/187000.*200000.*190000/s);
    await row.getByRole("button", { name: "Take theirs" }).click();
    expect(await dialogOf(page).getByLabel("Value", { exact: true }).inputValue()).toBe("200000");
    await propose(page);
    await proposed(page);
    expect((await linesChanged(path(slug), `deal/${slug}-update-source`)).added).toEqual(["source: fair"]);
  });

  test.each(["light", "dark"] as const)("on a phone, in %s: it passes axe, and nothing is wider than the screen", async (colorScheme) => {
    const page = await repAt(`/deals/${acme}/`);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await update(page);
    await dialogOf(page).getByRole("button", { name: "Add a row" }).click();
    await dialogOf(page).getByLabel("Price of one of row 4").fill("12,5");
    await dialogOf(page).getByText("Links").click();
    await dialogOf(page).getByText("In digits, such as 1250.50").waitFor();
    expect(await dialogOf(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
  });
});

describe("what a rep may do wrong", () => {
  test("a second click proposes nothing twice, and a form closed meanwhile comes back with what went wrong", async () => {
    const slug = "saltmarsh-minerals-brine-flow";
    const page = await repAt(`/deals/${slug}/`);
    await moveFrom(page, "Closed Lost");
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 1 });
    await page.route(`${forge.url}/repos/ann/sales/git/trees`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.abort();
    });
    await propose(page);
    await dialogOf(page).getByText("Sending it").waitFor();
    await dialogOf(page).getByRole("button", { name: "Close" }).click();
    await dialogOf(page).getByRole("alert").getByText("not in reach").waitFor();
    await page.unrouteAll();

    let asked = 0;
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/git/trees")) asked += 1;
    });
    await dialogOf(page)
      .getByRole("button", { name: /^Propose this/ })
      .evaluate((button) => {
        for (const _ of [1, 2, 3]) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      });
    await proposed(page);
    expect(asked).toBe(1);
  });

  test("what was typed wrongly is said at its field, in plain words, and focus leads there", async () => {
    const page = await repAt("/board/sales/");
    await page.getByRole("button", { name: "New deal" }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel("Company").fill("Quarz");
    await dialog.getByLabel("What is it about?").fill("Kilns");
    await dialog.getByLabel("Owner").selectOption({ label: "Amara Okafor" });
    const value = dialog.getByLabel("Value");
    await value.fill("12,5");
    await dialog.getByRole("button", { name: /^Propose this/ }).press("Enter");
    expect(await value.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await value.getAttribute("aria-invalid")).toBe("true");
    const words = await page.locator(`[id="${await value.getAttribute("aria-describedby")}"]`).textContent();
    expect(words).toContain("12500.50");
    expect(await violationsOn(page)).toEqual([]);
    await value.fill("12.5");
    await dialog.getByLabel("The contact's e-mail address").fill("jane@example.com");
    await dialog.getByText("“The contact's e-mail address” needs this, too.").waitFor();
    await dialog.getByLabel("Contact", { exact: true }).fill("Jane Roe");
    await propose(page);
    await proposed(page);
  });
});

describe("what was proposed is shown on cards", () => {
  const slug = "pelikan-print-press-vibration";

  test("until it is turned down", async () => {
    const page = await repAt(`/deals/${slug}/`);
    await moveFrom(page, "Closed Lost");
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 1 });
    await propose(page);
    await proposed(page);
    await page.reload();
    await page.getByText("Proposed: Closed Lost").waitFor();
    const pull = await pullFor(`deal/${slug}-closed-lost`);
    await forge.call("PATCH", `/pulls/${pull?.number}`, { state: "closed" });
    await page.reload();
    await page.getByText("Proposed: Closed Lost").waitFor({ state: "hidden" });
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Proposed:");
  });

  test("until the page shows it", async () => {
    const page = await repAt(`/deals/${slug}/`, { hasToken: false });
    const made = { words: "Proposed: Discovery", branch: "deal/x", stage: "sales/qualification" };
    await page.evaluate(([key, text]) => localStorage.setItem(`dealbook:proposed:${key}`, text ?? ""), [slug, JSON.stringify([made])]);
    await page.reload();
    await page.getByRole("button", { name: "Move to …" }).waitFor();
    expect(await page.getByText("Proposed: Discovery").count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Proposed:");
  });

  test("an address that is none of the web's becomes no link", async () => {
    const page = await repAt("/deals/norrdal-paper-drying-section/");
    await page.route(`${forge.url}/repos/ann/sales/pulls`, async (route) => {
      const response = await route.fetch();
      const json = { ...((await response.json()) as object), html_url: "javascript:alert(1)" };
      await route.fulfill({ response, json });
    });
    await moveFrom(page, "Closed Lost");
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 1 });
    await propose(page);
    await dialogOf(page).getByRole("alert").getByText("no web address").waitFor();
    expect(await page.locator("a[href^='javascript']").count()).toBe(0);
  });
});

const sections = [
  "Summary",
  "Solution",
  "Implementation plan",
  "Return on investment",
  "Pricing",
  "Terms and service levels",
  "Next steps",
];
const filledProposal = sections.map((section) => `## ${section}\n\nAs agreed.\n`).join("\n");

describe("nothing is lost", () => {
  const slug = "lumenara-optics-cleanroom-climate";
  const branch = `deal/${slug}-qualification`;

  /** Fills the move in, all but proposing it. */
  async function fillIn(page: Page): Promise<void> {
    await moveFrom(page, "Qualification");
    await dialogOf(page).getByLabel("It is so").check();
    await dialogOf(page).getByRole("status").getByText("Allowed").waitFor();
  }

  test("where a tab is closed half-way", async () => {
    const page = await repAt(`/deals/${slug}/`);
    await fillIn(page);
    const again = await page.context().newPage();
    await page.close();
    await again.clock.setFixedTime(new Date(`${today}T10:00:00+01:00`));
    await again.goto(`${origin}/deals/${slug}/`);
    await again.getByRole("button", { name: "Move to …" }).click();
    await dialogOf(again).getByText("You had begun this before.").waitFor();
    expect(await dialogOf(again).getByLabel("It is so").isChecked()).toBe(true);
  });

  test.each([
    { what: "the token is refused", status: 401, words: "The token is not accepted" },
    { what: "the limit is reached", status: 403, headers: { "x-ratelimit-remaining": "0" }, words: "asks to wait" },
    { what: "the token may not", status: 403, words: "The token may not do this" },
    { what: "the server is down", status: 503, words: "not in reach" },
    { what: "there is no connection", status: 0, words: "not in reach" },
  ])("where $what", async ({ status, headers, words }) => {
    const page = await repAt(`/deals/${slug}/`);
    const open = { "access-control-allow-origin": "*", "access-control-expose-headers": "x-ratelimit-remaining", ...headers };
    await page.route(`${forge.url}/**`, (route) =>
      status === 0 ? route.abort() : route.fulfill({ status, headers: open, contentType: "application/json", body: '{"message":"No."}' }),
    );
    await fillIn(page);
    await propose(page);
    await dialogOf(page).getByRole("alert").getByText(words).waitFor();
    expect(await dialogOf(page).getByLabel("It is so").isChecked()).toBe(true);
  });

  test("where it stops between the branch and the proposal: the next try goes on with it", async () => {
    const page = await repAt(`/deals/${slug}/`);
    await page.route(`${forge.url}/repos/ann/sales/pulls`, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await fillIn(page);
    await propose(page);
    await dialogOf(page).getByRole("alert").getByText("not in reach").waitFor();
    const { object } = await forge.call<{ object: { sha: string } }>("GET", `/git/ref/heads/${branch}`);
    await page.unrouteAll();
    await propose(page);
    await proposed(page);
    expect((await forge.call<{ object: { sha: string } }>("GET", `/git/ref/heads/${branch}`)).object.sha).toBe(object.sha);
    expect(await pullFor(branch)).toBeDefined();
  });

  test("where somebody has proposed something else already", async () => {
    const page = await repAt(`/deals/${slug}/`);
    await fillIn(page);
    await page.clock.setFixedTime(new Date(`${today}T10:00:00+01:00`));
    await dialogOf(page).getByRole("radio", { name: "Closed Lost" }).check();
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 1 });
    await propose(page);
    await proposed(page);
    await dialogOf(page).getByRole("button", { name: "Done" }).click();
    await moveFrom(page, "Closed Lost");
    await dialogOf(page).getByLabel("Why was it lost?").selectOption({ index: 2 });
    await propose(page);
    await dialogOf(page).getByText("There is a proposal for this already").waitFor();
    await dialogOf(page).getByRole("button", { name: "Put mine in its place" }).click();
    await proposed(page);
  });

  test("where the deal was changed meanwhile: both values are shown, and it is asked", async () => {
    const deal = "baltic-timber-kiln-climate";
    const file = `deals/2026/${deal}.md`;
    const page = await repAt(`/deals/${deal}/`);
    await moveFrom(page, "Qualification");
    await dialogOf(page).getByLabel("It is so").check();
    await forge.commit({ [file]: (await forge.text(file, "main")).replace(/^owner: .*$/m, "owner: mei") }, "Another owner");
    await propose(page);
    const notice = dialogOf(page).getByRole("alert");
    await notice.getByText("Somebody changed this deal meanwhile.").waitFor();
    expect(await notice.getByRole("row", { name: /^Owner/ }).textContent()).toContain("mei");
    expect(await dialogOf(page).getByLabel("It is so").isChecked()).toBe(true);
    await propose(page);
    await proposed(page);
    expect(await forge.text(file, `deal/${deal}-qualification`)).toContain("owner: mei");
    expect((await linesChanged(file, `deal/${deal}-qualification`)).added).toContain("stage: qualification");
  });

  test("where a document was changed meanwhile: it is said, and theirs can be taken", async () => {
    const deal = "hansa-foods-oven-lines";
    const page = await repAt(`/deals/${deal}/`);
    await moveFrom(page, "Proposal");
    await dialogOf(page)
      .getByRole("button", { name: /Proposal here/ })
      .first()
      .click();
    await dialogOf(page).getByLabel("Proposal", { exact: true }).waitFor();
    for (const tick of await dialogOf(page).getByLabel("It is so").all()) await tick.check();
    await dialogOf(page).getByLabel("Proposal", { exact: true }).fill(filledProposal);
    await dialogOf(page)
      .getByRole("status")
      .getByText(/^Allowed$|^Needs approval$/)
      .waitFor();
    await forge.commit(
      { [`deals/2026/${deal}/proposal.md`]: "---\ntemplate: proposal\nstatus: draft\n---\n\n## Theirs\n" },
      "Another proposal",
    );
    await propose(page);
    const notice = dialogOf(page).getByRole("alert");
    await notice.getByText("Proposal was changed, too.").waitFor();
    await notice.getByRole("button", { name: "Take theirs" }).click();
    await dialogOf(page).getByRole("button", { name: "Change Proposal here" }).click();
    expect(await dialogOf(page).getByLabel("Proposal", { exact: true }).inputValue()).toContain("## Theirs");
  });

  test("without a token: it is asked for, kept in the tab, and never in the page or an address", async () => {
    const page = await repAt("/deals/aarau-biologics-cold-storage/", { hasToken: false });
    const urls: string[] = [];
    page.on("request", (request) => urls.push(request.url()));
    await moveFrom(page, "Qualification");
    for (const tick of await dialogOf(page).getByLabel("It is so").all()) await tick.check();
    await dialogOf(page).getByRole("button", { name: "Do it by hand" }).click();
    await dialogOf(page).getByText("stage: qualification").waitFor();
    expect(await dialogOf(page).getByRole("link", { name: "Open the editor for it" }).getAttribute("href")).toBe(
      "https://forge.example/ann/sales/edit/main/deals/2026/aarau-biologics-cold-storage.md",
    );
    await dialogOf(page).getByRole("button", { name: "Back" }).click();
    await propose(page);
    await dialogOf(page).getByLabel("Token").fill(forge.token);
    await dialogOf(page).getByRole("button", { name: "Sign in and propose" }).click();
    await proposed(page);
    expect(urls.join(" ")).not.toContain(forge.token);
    expect(await page.content()).not.toContain(forge.token);
    expect(
      await page.evaluate(
        (token) => [JSON.stringify(sessionStorage).includes(token), JSON.stringify(localStorage).includes(token)],
        forge.token,
      ),
    ).toEqual([true, false]);
    expect(await pullFor("deal/aarau-biologics-cold-storage-qualification")).toBeDefined();
  });
});

describe("the pages", () => {
  test("the desk is told who there is, and neither quotas nor addresses nor user names", async () => {
    const { settings } = (await (await fetch(`${origin}/desk.json`)).json()) as { settings: Record<string, string> };
    expect(settings["people.yaml"]).toContain("Amara Okafor");
    expect(settings["people.yaml"]).not.toMatch(/quota|github|@/);
    expect(
      Object.keys(settings).filter((path) => !/^(?:dealbook|people|rates|(?:pipelines|frameworks|templates)\/.*)\.(?:yaml|md)$/.test(path)),
    ).toEqual([]);
  });

  test.each(["light", "dark"] as const)("the form passes axe in %s", async (colorScheme) => {
    const page = await repAt(`/deals/${kestrel}/`);
    await page.emulateMedia({ colorScheme });
    await page.getByRole("button", { name: "Move to …" }).click();
    await dialogOf(page).getByRole("radio", { name: "Closed Lost" }).check();
    expect(await violationsOn(page)).toEqual([]);
  });

  test.each(["/board/sales/", `/deals/${kestrel}/`])("%s loads under 30 kB of JavaScript before somebody moves something", async (path) => {
    const sizes = new Map<string, number>();
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.on("response", async (response) => {
      if (response.url().endsWith(".js")) sizes.set(response.url(), gzipSync(await response.body()).length);
    });
    await page.goto(origin + path, { waitUntil: "networkidle" });
    const inline = await page.locator("script:not([src], [type='application/json'])").allTextContents();
    const total = [...sizes.values(), ...inline.map((text) => gzipSync(text).length)].reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(30_000);
  });
});
