import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Rep, rep } from "./rep.ts";

const slug = "acme-robotics-line-monitoring";
const deal = `content/deals/2026/${slug}.md`;
const proposal = `content/deals/2026/${slug}/proposal.md`;

/** Adds a template and commits it, so that it is no edit of the rep's. */
function addTemplate({ folder, git }: Rep, name: string, text: string): void {
  writeFileSync(join(folder, "content/templates", name), text);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Template");
}

/** Adds fields to the deal and commits them. */
function addFields({ edit, git }: Rep, fields: string): void {
  const own = fields.slice(0, fields.indexOf(":"));
  // In the place of what the sample says there.
  edit(deal, (text) => text.replace(new RegExp(`^${own}:.*\\n(?: .*\\n)*`, "m"), "").replace(/^owner:/m, `${fields}\nowner:`));
  git("commit", "--quiet", "--all", "--message", "Fields");
}

test("writes the document into the deal's folder, filled, on a branch of its own", async () => {
  const { dealbook, git, read } = rep();
  const { code, out } = await dealbook("doc", slug, "proposal");
  expect(code).toBe(0);
  expect(read(proposal)).toContain(
    "---\ntemplate: proposal\ntitle: Proposal\nstatus: draft\n---\n\nPrepared for Jane Roe, Acme Robotics, by ",
  );
  expect(read(proposal)).toContain("of Northwind Instruments on 21 November 2026.");
  expect(read(proposal)).toContain("Total: EUR 48,000, excluding VAT.");
  expect(out.split("\n").slice(0, 4)).toEqual([
    `✓ Acme Robotics | Line monitoring: Proposal, as a draft: ${proposal}`,
    `  Committed on the branch deal/${slug}-proposal.`,
    `  Next: git switch main && git merge deal/${slug}-proposal (there is no remote called origin to propose it on).`,
    `  Undo: dealbook undo`,
  ]);
  expect(git("diff", "--name-only", "main", "HEAD").trim()).toBe(proposal);
  expect(git("status", "--porcelain")).toBe("");
  expect((await dealbook("check", "--base", "main")).code).toBe(0);
});

test("lists what is left with its lines, and the gate asks for the same", async () => {
  const { dealbook, read } = rep();
  const data = JSON.parse((await dealbook("doc", slug, "nda", "--json")).out);
  expect(data).toMatchObject({ schemaVersion: 1, slug, template: "nda", language: null, branch: `deal/${slug}-nda`, remarks: [] });
  const lines = read(`content/deals/2026/${slug}/nda.md`).split("\n");
  for (const { line, text } of data.placeholders) expect(lines[line - 1]).toContain(text);
  expect(data.placeholders.length).toBeGreaterThan(3);
  expect((await dealbook("doc", slug, "discovery-summary", "--no-commit")).out).toMatch(
    /Still to fill in:\n( {4}line .*\n)+ {4}line 25 {2}\{\{name\}\} \{\{role\}\} \{\{describe their interest and influence\}\}\n/,
  );
});

test("lists sections that the template leaves to the writer", async () => {
  const clone = rep();
  addTemplate(clone, "brief.md", "---\ntitle: Brief\n---\n## Goal\n\n<!-- In one sentence. -->\n\n## Price\n\n{{price}}\n");
  const { out } = await clone.dealbook("doc", slug, "brief");
  expect(out).toContain('  Still to fill in:\n    line  7  what belongs under "Goal"\n    line 13  {{price}}\n');
  const data = JSON.parse((await clone.dealbook("doc", slug, "brief", "--lang", "en", "--json")).out);
  expect(data.emptySections).toEqual([{ line: 8, section: "Goal" }]);
});

describe("the language", () => {
  const spanish = "---\ntitle: Propuesta\n---\n{{company}}, {{date}}, {{amount}}\n\n## Summary\n";
  test.each([
    { name: "asked for", options: ["--lang", "es"], file: "proposal.es.md", amount: "48.000 €" },
    { name: "asked for with a region", options: ["--lang", "es-MX"], file: "proposal.es-MX.md", amount: "EUR 48,000" },
    { name: "the deal's", fields: "language: es", options: [], file: "proposal.md", amount: "48.000 €" },
  ])("is the one that is $name", async ({ fields, options, file, amount }) => {
    const clone = rep();
    addTemplate(clone, "proposal.es.md", spanish);
    if (fields) addFields(clone, fields);
    const { code, out } = await clone.dealbook("doc", slug, "proposal", ...options);
    expect({ code, notes: out.includes("Note:") }).toEqual({ code: 0, notes: false });
    const text = clone.read(`content/deals/2026/${slug}/${file}`).replaceAll("\u00a0", " ");
    expect(text).toContain(`Acme Robotics, 21 de noviembre de 2026, ${amount}`);
    expect((await clone.dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("has a branch of its own beside that of another", async () => {
    const clone = rep();
    addTemplate(clone, "proposal.es.md", spanish);
    expect((await clone.dealbook("doc", slug, "proposal")).code).toBe(0);
    expect((await clone.dealbook("doc", slug, "proposal", "--lang", "es")).code).toBe(0);
    expect(clone.git("branch", "--show-current").trim()).toBe(`deal/${slug}-proposal-es`);
  });

  test("falls back to the template as it is, and says so", async () => {
    const clone = rep();
    addTemplate(clone, "proposal.es.md", spanish);
    const { code, out } = await clone.dealbook("doc", slug, "contract-checklist", "--lang", "es");
    expect(code).toBe(0);
    expect(out).toContain('Note: There is no version of templates/contract-checklist.md in "es"');
    expect(clone.read(`content/deals/2026/${slug}/contract-checklist.es.md`)).toContain("language: es\n");
  });

  test("that no template has is refused with those there are", async () => {
    const clone = rep();
    addTemplate(clone, "offer.es.md", spanish);
    expect(await clone.dealbook("doc", slug, "nda", "--lang", "fr")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("Allowed: en, es."),
    });
    expect((await clone.dealbook("doc", slug, "nda", "--lang", "spanish")).err).toContain(
      'There is no template in the language "spanish".',
    );
    expect((await clone.dealbook("doc", slug, "offer")).err).toContain("Name the language: --lang es");
    expect(clone.git("status", "--porcelain")).toBe("");
  });
});

test("refuses what it does not know, and says what there is", async () => {
  const { dealbook, edit } = rep();
  expect((await dealbook("doc", slug, "propsal")).err).toContain('Did you mean "proposal"?');
  expect((await dealbook("doc", slug, "../../secret")).err).toContain("Allowed: contract-checklist, discovery-summary, nda, proposal.");
  expect((await dealbook("doc", "acme-robotics", "nda")).err).toContain(`Did you mean "${slug}"?`);
  expect((await dealbook("doc")).err).toContain("dealbook list");
  expect((await dealbook("doc", slug)).err).toContain("One of: contract-checklist, discovery-summary, nda, proposal");
  edit("content/templates/nda.md", (text) => text.replace("title:", "titel:"));
  expect((await dealbook("doc", slug, "nda")).err).toContain("cannot be read");
});

describe("a document that is there", () => {
  const signed = "stavelot-motors-paint-shop";

  test("is not written over, without --force", async () => {
    const { dealbook, edit, git, read } = rep();
    const path = `content/deals/2026/${signed}/nda.md`;
    edit(path, (text) => text.replace("template: nda", "template: nda\nstatus: sent"));
    const before = read(path);
    const { code, err } = await dealbook("doc", signed, "nda");
    expect({ code, branch: git("branch", "--show-current").trim(), text: read(path) }).toEqual({ code: 2, branch: "main", text: before });
    expect(err).toContain("is there already, and has been sent.");
    expect((await dealbook("doc", signed, "nda", "--force")).code).toBe(0);
    expect(read(path)).toContain("status: draft");
  });

  test("is written anew on the same branch, and that can be undone as it says", async () => {
    const { dealbook, edit, git, read } = rep();
    await dealbook("doc", slug, "proposal");
    edit(proposal, (text) => text.replace(/\{\{describe in four.*\}\}/, "We help."));
    git("commit", "--quiet", "--all", "--message", "Words");
    const { out } = await dealbook("doc", slug, "proposal", "--force");
    expect(read(proposal)).not.toContain("We help.");
    expect(out).toContain("Undo: dealbook undo");
    await dealbook("undo");
    expect(read(proposal)).toContain("We help.");
    expect(git("status", "--porcelain")).toBe("");
  });

  test("is not committed again where nothing changes", async () => {
    const { dealbook, edit, git } = rep();
    await dealbook("doc", slug, "proposal");
    expect((await dealbook("doc", slug, "proposal", "--force")).err).toContain("says just this already");
    edit(proposal, (text) => `${text}\nOne more line.\n`);
    expect((await dealbook("doc", slug, "proposal", "--force")).out).toContain(`${proposal} is as it was committed before`);
    expect(git("rev-list", "--count", "main..HEAD").trim()).toBe("1");
  });
});

test("brings what was waiting in the deal along, and nothing else", async () => {
  const { dealbook, edit, git } = rep();
  edit(deal, (text) => `${text}\nOne more line.\n`);
  edit("content/people.yaml", (text) => `${text}# a remark\n`);
  const { out } = await dealbook("doc", slug, "proposal");
  expect(out).toContain(`Before it, your edits that were waiting: deals/2026/${slug}.md`);
  expect(git("diff", "--name-only", "main", "HEAD").trim().split("\n")).toEqual([deal, proposal]);
  expect(git("show", "--name-only", "--format=").trim()).toBe(proposal);
  expect(git("status", "--porcelain").trim()).toBe("M content/people.yaml");
});

test("writes the file only, where there is no repository or --no-commit is given", async () => {
  const plain = rep({ withGit: false });
  expect((await plain.dealbook("doc", slug, "proposal")).out).toContain(`Written to ${proposal}.`);
  const withGit = rep();
  expect((await withGit.dealbook("doc", slug, "proposal", "--no-commit")).code).toBe(0);
  expect(withGit.git("branch", "--show-current").trim()).toBe("main");
  expect(withGit.git("status", "--porcelain").trim()).toBe(`?? content/deals/2026/${slug}/`);
});

test("line items have rows, and a sum that is not the amount is pointed out", async () => {
  const clone = rep();
  addFields(clone, 'line_items: [{ description: "Sensor | <b>", quantity: 3, price: { value: 1999.99, currency: EUR } }]');
  const { out } = await clone.dealbook("doc", slug, "proposal");
  expect(clone.read(proposal)).toContain("| Sensor \\| \\<b\\> | 3 | €1,999.99 | €5,999.97 |");
  expect(out).toContain("Note: The line items add up to €5,999.97; the deal's amount is €48,000.");
});

test("line items that come to more than can be counted are refused", async () => {
  const clone = rep();
  addFields(clone, "line_items: [{ description: Sensor, quantity: 1000000000, price: { value: 1000000000, currency: EUR } }]");
  const { code, err } = await clone.dealbook("doc", slug, "proposal");
  expect({ code, err, status: clone.git("status", "--porcelain") }).toMatchObject({
    code: 2,
    err: expect.stringContaining("exactly"),
    status: "",
  });
});

test("what a deal says cannot act on the terminal or in the document", async () => {
  const { dealbook, edit, read } = rep();
  edit(deal, (text) => text.replace(/^company: .*$/m, 'company: "Acme \\e[31m\\u202e</p><script>x</script>\\n---\\n# Robotics"'));
  const { out } = await dealbook("doc", slug, "proposal");
  expect(out).not.toMatch(/[\u001b\u202e]/);
  expect(read(proposal)).toContain("Acme [31m\\</p\\>\\<script\\>x\\</script\\> --- \\# Robotics".replace("[", "\\["));
});

describe("a document that a colleague has written meanwhile", () => {
  /** A clone whose origin/main has the document, by Mei, and whose main has it only where it is old. */
  async function withTheirs(isOld: boolean): Promise<Rep> {
    const clone = rep();
    const { dealbook, edit, git } = clone;
    await dealbook("doc", slug, "proposal");
    if (isOld) git("branch", "--force", "main", "HEAD");
    else git("reset", "--quiet", "--soft", "main");
    edit(proposal, (text) => `${text.replace("status: draft", "status: sent")}\nOne more line.\n`);
    git("add", "--all");
    git("-c", "user.name=Mei", "commit", "--quiet", "--message", "Theirs");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("switch", "--quiet", "main");
    return clone;
  }

  test("is not written again, and told field by field", async () => {
    const { dealbook, git } = await withTheirs(false);
    const { code, err } = await dealbook("doc", slug, "proposal");
    expect(code).toBe(2);
    expect(err).toContain("Proposal for Acme Robotics | Line monitoring was written on origin/main by Mei since you began:");
    expect(err).toContain("  status: new: sent");
    expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
    git("merge", "--quiet", "origin/main");
    git("branch", "--quiet", "-D", `deal/${slug}-proposal`);
    expect((await dealbook("doc", slug, "proposal", "--force")).code).toBe(0);
  });

  test("is not written over where it was there before", async () => {
    const { dealbook, read } = await withTheirs(true);
    const { code, err } = await dealbook("doc", slug, "proposal", "--force", "--lang", "en");
    expect(code).toBe(0);
    const again = await dealbook("doc", slug, "proposal", "--force");
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("was changed on origin/main by Mei") });
    expect(again.err).toContain("  status: draft → sent\n  text: as they were → changed\n");
    expect(read(proposal)).toContain("status: draft");
    expect(err).toBe("");
  });
});

test("can be undone", async () => {
  const { dealbook, git } = rep();
  await dealbook("doc", slug, "proposal");
  expect(await dealbook("undo")).toMatchObject({ code: 0, out: expect.stringContaining("Undone: Write Proposal for Acme Robotics") });
  expect(git("status", "--porcelain", "--branch").trim()).toBe("## main");
  expect(git("branch", "--list", "--format=%(refname:short)").trim()).toBe("main");
});
