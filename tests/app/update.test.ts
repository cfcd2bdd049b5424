import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { pullRequestText } from "../../src/adapters/reports/pull-request.ts";
import type { Answers } from "../../src/app/draft-answers.ts";
import { judgeUpdate } from "../../src/app/draft-update.ts";
import { findDeal } from "../../src/app/find-deal.ts";
import { loadContent, loadFiles, readContent } from "../../src/app/load-content.ts";
import { moveAnswer } from "../../src/core/check/move-answer.ts";
import { ownerOf } from "../../src/core/deal/deal-files.ts";
import { parseDeal } from "../../src/core/deal/parse-deal.ts";
import { rowsOf, rowsText } from "../../src/core/form/line-item-rows.ts";
import { answerIn } from "../../src/core/form/move-form.ts";
import { checked, today } from "./checked-files.ts";
import { answerTo } from "./plausible-answers.ts";

const roots = ["content", ...readdirSync("presets").map((name) => `presets/${name}`)];
const files = await loadFiles(folderReader("content"));
const content = readContent(files);
const acme = "acme-robotics-line-monitoring";
const card = "Acme Robotics | Line monitoring";

const update = (answers: Answers, slug = acme, among = content) =>
  judgeUpdate({ placed: findDeal(among, slug), content: among, today }, answers);

/** The sample content with another text of a deal. */
const contentWith = (text: string, slug = acme) => {
  const { path } = findDeal(content, slug).file;
  return readContent({ ...files, texts: new Map(files.texts).set(path, text) });
};

const textOf = (slug = acme): string => findDeal(content, slug).file.text;

/** The lines that an update changes. */
function linesOf({ file }: ReturnType<typeof update>, before = textOf()) {
  const [old, now] = [before.split("\n"), file.text.split("\n")];
  return { added: now.filter((line) => !old.includes(line)), removed: old.filter((line) => !now.includes(line)) };
}

describe("fields of a deal that are changed", () => {
  test.each([
    {
      answers: { "next_step.action": "Send the offer: today", "next_step.due": "2026-12-01" },
      added: ['next_step: { action: "Send the offer: today", due: 2026-12-01 }'],
      headline: "next step: Send the offer: today (due 1 December 2026)",
    },
    {
      answers: { "amount.value": "52000.50" },
      added: ["amount: { value: 52000.5, currency: EUR }"],
      headline: "value €48,000 → €52,000.50",
    },
    { answers: { "amount.value": "" }, added: [], headline: "no value any more" },
    {
      answers: { expected_close: "2027-04-30" },
      added: ["expected_close: 2027-04-30"],
      headline: "expected close 31 March 2027 → 30 April 2027",
    },
    { answers: { owner: "mei" }, added: ["owner: mei"], headline: "owner Diego Fuentes → Mei Tanaka" },
    { answers: { forecast: "best-case" }, added: ["forecast: best-case"], headline: "forecast: Best case" },
    { answers: { source: "" }, added: [], headline: "no source any more" },
    {
      answers: { "contact.role": "" },
      added: ["contact: { name: Jane Roe, email: jane.roe@acme-robotics.example }"],
      headline: "contact: Jane Roe, jane.roe@acme-robotics.example",
    },
    {
      answers: { "new-link.name": "The recording", "new-link.address": "https://video.example/1" },
      added: ["links: { the-recording: https://video.example/1 }"],
      headline: "link the-recording: https://video.example/1",
    },
    {
      answers: { "snooze.until": "2026-12-24", "snooze.reason": "Jane is away" },
      added: ["snooze: { until: 2026-12-24, reason: Jane is away }"],
      headline: "snooze: until 24 December 2026: Jane is away",
    },
    {
      answers: { title: "Line 3", company: "Acme", owner: "mei", source: "fair" },
      added: ["title: Line 3", "company: Acme", "owner: mei", "source: fair"],
      headline: "company, title, owner, source changed",
    },
  ])("$headline", ({ answers, added, headline }) => {
    const judged = update(answers as Answers);
    expect([...judged.complaints, ...judged.others]).toEqual([]);
    expect(judged).toMatchObject({ isAllowed: true, headline: `${card}: ${headline}` });
    const lines = linesOf(judged);
    expect(lines.added).toEqual(added);
    expect(lines.removed.length).toBeLessThanOrEqual(Math.max(1, added.length));
  });

  test("stand where people write them, and leave comments and quotation marks alone", () => {
    const before = textOf()
      .replace("owner: diego", "owner: 'diego' # since May")
      .replace(/^source:.*\n/m, "");
    const judged = update({ source: "fair", forecast: "commit" }, acme, contentWith(before));
    expect(linesOf(judged, before)).toEqual({ added: ["forecast: commit", "source: fair"], removed: [] });
    expect(judged.file.text).toMatch(/^expected_close: .*\nforecast: commit\nnext_step: .*\nsource: fair\npriority: 1$/m);
    expect(linesOf(update({ owner: "mei" }, acme, contentWith(before)), before).added).toEqual(["owner: mei # since May"]);
  });

  test("what says what the deal says already is no change", () => {
    const { deal } = findDeal(content, acme);
    const judged = update({ "amount.value": "48000", owner: "diego", "next_step.due": "2026-11-25 ", line_items: rowsText(rowsOf(deal)) });
    expect(judged).toMatchObject({ changes: [], isAllowed: false });
    expect(judged.file.text).toBe(textOf());
  });

  test("line items: one line for one row, and their total", () => {
    const [sensor, ...others] = rowsOf(findDeal(content, acme).deal);
    const judged = update({ line_items: rowsText([...(sensor ? [{ ...sensor, quantity: "50" }] : []), ...others]) });
    expect(judged).toMatchObject({ isAllowed: true, headline: `${card}: line items 3 rows, €48,000 → 3 rows, €54,000` });
    expect(linesOf(judged)).toEqual({
      added: ["  - { description: Vibration sensor node, quantity: 50, price: { value: 600, currency: EUR } }"],
      removed: ["  - { description: Vibration sensor node, quantity: 40, price: { value: 600, currency: EUR } }"],
    });
    expect(linesOf(update({ line_items: "[]" })).removed).toHaveLength(4);
  });

  test("a row that is not filled in says what it lacks, and an empty one does not count", () => {
    const rows = rowsOf(findDeal(content, acme).deal);
    const empty = { description: "", quantity: "1", price: "", currency: "EUR" };
    expect(update({ line_items: rowsText([...rows, empty]) }).changes).toEqual([]);
    const judged = update({ line_items: rowsText([...rows, { ...empty, description: "Cable", quantity: "0", price: "1.234" }]) });
    expect(Object.fromEntries(judged.complaints)).toMatchObject({
      "line_items.3.quantity": "A number above 0",
      "line_items.3.price": 'EUR has 2 decimals, "1.234" has 3',
    });
    expect(judged.isAllowed).toBe(false);
    const vast = { ...empty, description: "Ships", quantity: "999999999", price: "99999999999" };
    expect([...update({ line_items: rowsText([vast]) }).complaints]).toEqual([["line_items", "Together this is too large an amount."]]);
  });
});

describe("what cannot be", () => {
  test.each([
    ["what a deal needs cannot be emptied", { title: " " }, { title: "A deal cannot be without this." }],
    ["nor one half of what belongs together", { "next_step.action": "" }, { "next_step.action": "“Next step due” needs this, too." }],
    ["a wrong day is told", { expected_close: "31.12.2026" }, { expected_close: "Write the day as year-month-day: 2026-01-31" }],
    ["so is a wrong amount", { "amount.value": "1.234" }, { "amount.value": '“Value”: EUR has 2 decimals, "1.234" has 3.' }],
    ["and a day that is over", { "snooze.until": "2026-11-21", "snooze.reason": "Holiday" }, { "snooze.until": "Give a day after today." }],
    ["a link needs an address", { "new-link.name": "Demo" }, { "new-link.address": "This is needed, too." }],
  ])("%s", (...[, answers, complaints]) => {
    const judged = update(answers as Answers);
    expect(Object.fromEntries(judged.complaints)).toEqual(complaints);
    expect(judged.isAllowed).toBe(false);
  });

  test("what the stage needs stays, and the form says so beside the field, by its label", () => {
    const judged = update({ "contact.email": "", "next_step.due": "2026-12-01" }, "kestrel-brewing-fermentation-monitoring");
    expect([...judged.complaints]).toEqual([["contact.name", expect.stringContaining("“The contact's e-mail address” is not filled in")]]);
    expect(judged).toMatchObject({ isAllowed: false, others: [] });
  });

  test("what a deal was won for is changed with a warning", () => {
    const won = content.deals.files.find(({ deal }) => deal?.stage === "closed-won" && deal.amount)?.slug ?? "";
    const judged = update({ "amount.value": "1" }, won);
    expect(judged.isAllowed).toBe(true);
    expect([...judged.warnings.keys()]).toEqual(["amount.value"]);
    expect(judged.warnings.get("amount.value")).toMatch(/“Closed Won”.*“Value” changes.* Keep it only if it mends a mistake\./);
    expect(judged.groups.flatMap(({ fields }) => fields.map(({ name }) => name))).not.toContain("forecast");
  });

  test("a value that other places of the file repeat is not changed behind them", () => {
    const before = textOf().replace("owner: diego", "owner: &me diego").replace("by: diego", "by: *me");
    const judged = update({ owner: "mei" }, acme, contentWith(before));
    expect(judged.isAllowed).toBe(false);
    expect(judged.others.join()).toContain("cannot be changed by itself");
  });

  test("people who have left stay owners until somebody else is chosen", () => {
    const before = textOf().replace("owner: diego", "owner: nobody-now");
    const { groups } = update({}, acme, contentWith(before));
    const owner = groups.flatMap(({ fields }) => fields).find(({ name }) => name === "owner");
    expect(owner?.input).toMatchObject({ options: expect.arrayContaining([{ value: "nobody-now", label: "nobody-now" }]) });
  });
});

test("the proposal tells reviewers what was and what is to be, and nothing in it acts", () => {
  const { changes, headline } = update({ "next_step.action": "Ask @everyone <img src=x> | #1", expected_close: "" });
  const { title, body } = pullRequestText({ headline, deal: null, owner: undefined, gate: [], fields: changes, afterwards: [] }, null);
  expect(body).toContain("| expected close | 31 March 2027 | – |");
  expect(title + body).not.toMatch(/@everyone|#1/);
  expect(body).not.toMatch(/<img|x> \|/);
});

test.each(roots)("%s: every field of every deal can be changed, and the form says of it what the check says", async (root) => {
  const all = await loadFiles(folderReader(root));
  const among = readContent(all);
  const judged = among.deals.files.map(({ slug }, at) => {
    const { deal } = findDeal(among, slug);
    const fields = update({}, slug, among).groups.flatMap((group) => group.fields);
    for (const field of fields.filter(({ input }) => input.kind !== "line-items" && input.kind !== "number"))
      expect(update({ [field.name]: answerIn(deal, field) }, slug, among).changes).toEqual([]);
    // Every other deal has some of its fields emptied; all that are left are filled in.
    const isEmptied = (index: number): boolean => at % 2 === 1 && (index + at) % 5 === 0;
    const answers = fields.map((field, index) => [field.name, isEmptied(index) ? "" : answerTo(field)] as const);
    return update(Object.fromEntries(answers), slug, among);
  });
  const findings = checked(
    judged.map(({ file }) => file),
    all.texts,
    among,
  );
  for (const { file, isAllowed, complaints, others } of judged) {
    expect(parseDeal(file.text, file.path).problems).toEqual([]);
    const own = findings.filter((each) => each.file === file.path || ownerOf(each.file) === file.path);
    if (isAllowed) expect(moveAnswer(own), file.path).toBe("allowed");
    else expect(complaints.size + others.length, file.path).toBeGreaterThan(0);
  }
  expect(judged.some(({ isAllowed }) => isAllowed)).toBe(true);
});

test("a pipeline's own fields are filled in by their kinds", async () => {
  const among = await loadContent(folderReader("presets/triage-negotiation-setup"));
  const slug = among.deals.files.find(({ deal }) => deal?.pipeline === "leads")?.slug ?? "";
  const fields = update({}, slug, among).groups.find(({ name }) => name === "More about it")?.fields ?? [];
  expect(new Set(fields.map(({ input }) => input.kind)).size).toBeGreaterThan(2);
  const kind = fields.find(({ input }) => input.kind === "choice");
  const option = kind?.input.kind === "choice" ? kind.input.options.at(-1)?.value : undefined;
  const judged = update({ [kind?.name ?? ""]: option ?? "" }, slug, among);
  expect(judged.file.text).toContain(`${kind?.name.replace("fields.", "")}: ${option}`);
});
