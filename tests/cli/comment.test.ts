import { describe, expect, test } from "vitest";
import { parseMarkdown, plainText, walk } from "../../src/core/text/markdown.ts";
import { contentFiles, dealText, interest } from "../git/content-files.ts";
import { type Change, TemporaryRepository } from "../git/temporary-repository.ts";
import { callMain } from "./rep.ts";

const acme = "content/deals/2026/acme.md";
const amount = (value: number | string, currency = "EUR") => `amount: { value: ${value}, currency: ${currency} }`;
const offer = (more: readonly string[], company?: string) =>
  dealText({ stage: "offer", entered: "2026-10-05", more: [interest, ...more], ...(company !== undefined && { company }) });

const settings = `name: Example
currency: EUR
locale: en-GB
time_zone: Europe/Berlin
site: https://sales.example.com/book/
`;

/** The comment on a change of `base` into `head`, as it is printed beforehand. */
async function commentOn(base: Change, head: Change, author = "rep"): Promise<string> {
  const repository = new TemporaryRepository();
  repository.commit({ ...contentFiles(), "content/dealbook.yaml": settings, ...base });
  repository.git("switch", "--quiet", "--create", "work");
  repository.commit(head, author);
  const { code, out, err } = await callMain(repository.folder, ["comment", "--base", "main", "--head", "work"], {
    DEALBOOK_TODAY: "2026-11-20",
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

/** What a reader sees: the words, without the spaces of no width that keep a forge from linking. */
const words = (markdown: string): string => plainText(parseMarkdown(markdown)).replaceAll("\u200b", "");

describe("a comment tells", () => {
  test("a move with its gate, value and forecast, and links to the deal's page and to the rules", async () => {
    const before = dealText({ more: [amount(5000)] });
    const text = await commentOn({ [acme]: before }, { [acme]: before.replace("stage: lead", "stage: offer").replace("5000", "8000.50") });
    expect(text).toContain("### ❌ 2 things to mend before this can go in");
    expect(text).toContain("#### [Acme \\| Platform](https://sales.example.com/book/deals/acme/): **Lead** → **Offer**");
    expect(text).toContain("**❌ Something is missing.**");
    expect(text).toContain("| Value | €5,000 | €8,000.50 |");
    expect(text).toContain("| Weighted | €500 at 10 % | €3,200.20 at 40 % |");
    expect(text).toContain("What the gate asked for: 1 met, 1 missing.");
    expect(text).toContain('- ☐ The contact is interested.<br>"interest" is not confirmed yet. **Next:** When it is true, add');
    expect(text).toMatch(
      /\| ❌ \| .* \| `content\/deals\/2026\/acme\.md:\d+` \| \[`gate\/confirm`\]\(https:\/\/sales\.example\.com\/book\/process\/sales\/#stage-lead\)/,
    );
    expect(text).toContain("- Mend the 2 things that are marked ❌ in this pull request; this comment follows.");
  });

  test("what does not move, as it was", async () => {
    const text = await commentOn(
      { [acme]: dealText({ more: [amount(5000)] }) },
      { [acme]: `${dealText({ more: [amount(5000)] })}More.\n` },
    );
    expect(text).toContain("**✅ In order.**");
    expect(text).toContain("As before: value €5,000, weighted €500 at 10 %, forecast Pipeline.");
  });

  test("a deal in another currency in both", async () => {
    const rates = "rates:\n  - { from: 2026-01-01, CHF: 1.1 }\n";
    const text = await commentOn({ "content/rates.yaml": rates }, { [acme]: dealText({ more: [amount(1000, "CHF")] }) });
    expect(text).toContain("new in **Lead**");
    expect(text).toContain("| Value | – | CHF\u00a01,000 \\(€1,100\\) |");
    expect(text).toContain("| Weighted | – | CHF\u00a0100 \\(€110\\) at 10 % |");
  });

  test("several deals and what they are worth together, those first that need attention", async () => {
    const beta = "content/deals/2026/beta.md";
    const base = { [acme]: dealText({ more: [interest, amount(5000)] }), [beta]: dealText({ company: "Beta", more: [amount(3000)] }) };
    const text = await commentOn(base, {
      [acme]: offer([amount(6000)]),
      [beta]: offer([amount(3000)], "Beta").replace(`${interest}\n`, ""),
    });
    expect(text).toContain("| Value of the open ones | €8,000 | €9,000 | \\+€1,000 |");
    expect(text).toContain("| Weighted | €800 | €3,600 | \\+€2,800 |");
    expect(text.indexOf("Beta")).toBeLessThan(text.indexOf("Acme"));
  });

  test("a change of rules with its effect on open deals", async () => {
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]);
    const stricter = pipeline.replace("    exit:\n", "    exit:\n      - { field: source, say: The source is known. }\n");
    const text = await commentOn({ [acme]: offer([]) }, { "content/pipelines/sales.yaml": stricter });
    expect(text).toContain("### What the changed rules do");
    expect(text).toContain("1 of 1 open deal would break the new rules today.");
    expect(text).toContain("- **Acme \\| Platform**: ");
  });

  test("a change of pages only", async () => {
    const text = await commentOn({}, { "content/handbook/calls.md": "# Calls\n\nCall.\n" });
    expect(text).toContain("### ✅ This change follows the sales process");
    expect(text).toContain("No deal and no rule is touched: 1 file of pages and settings.");
  });

  test("a deal that is taken away", async () => {
    const text = await commentOn({ [acme]: offer([amount(5000)]) }, { [acme]: null });
    expect(text).toContain("**❌ Not allowed.**");
    expect(text).toContain("| Value | €5,000 | – |");
  });

  test("who is to approve it: not those who made the change, and where nobody is left, those who may for them", async () => {
    const people = `roles:
  rep: { name: Rep }
  finance: { name: Finance }
  head: { name: Head of Sales, approves: [finance] }
people:
  ann: { name: Ann, role: rep }
  fay: { name: Fay, role: finance, email: fay@example.com, github: fay }
  hal: { name: Hal, role: head }
`;
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]).replace(
      "    exit:\n",
      "    exit:\n      - { approval: finance, say: The price is right. }\n",
    );
    const base = { "content/people.yaml": people, "content/pipelines/sales.yaml": pipeline, [acme]: dealText({ more: [interest] }) };
    const ofRep = await commentOn(base, { [acme]: offer([]) });
    expect(ofRep).toContain("### ⏳ This change waits for an approval");
    expect(ofRep).toContain("- **Finance** has to approve it (Fay): The price is right.\n- Then merge it.");
    expect(await commentOn(base, { [acme]: offer([]) }, "fay")).toContain("**Finance** has to approve it (Hal, to be told by you)");
    // A change does not appoint its own approvers.
    const appointing = { [acme]: offer([]), "content/people.yaml": people.replace("role: rep }", "role: finance }") };
    expect(await commentOn(base, appointing)).toContain("has to approve it (Fay)");
  });

  test("what is to happen once it is in", async () => {
    const pipeline = String(contentFiles()["content/pipelines/sales.yaml"]).replace(
      "    goal: Make an offer.\n",
      "    goal: Make an offer.\n    on_enter:\n      - { say: Tell the technicians. }\n",
    );
    const base = { "content/pipelines/sales.yaml": pipeline, [acme]: dealText({ more: [interest] }) };
    expect(await commentOn(base, { [acme]: offer([]) })).toContain("- Once it is in: Tell the technicians.");
  });
});

const hostile = [
  "<img src=x onerror=alert(1)> </details><script>",
  "![x](https://evil.example/x.png) [click](https://evil.example) <https://evil.example> www.evil.example",
  "@everyone fixes #1, closes org/repo#12, resolves GH-7",
  "a | b || c\\| ``` `code` ~~~ $x$",
  "-->\u202e # Heading",
  "<!-- dealbook: pull request -->",
];

describe("text of a pull request", () => {
  const [first = ""] = hostile;
  const nodesOf = (markdown: string) => {
    const nodes: string[] = [];
    walk(parseMarkdown(markdown), (node) => {
      if (node.type !== "text") nodes.push(node.type === "html" ? node.value : node.type);
    });
    return nodes;
  };
  const changeWith = (text: string): Change => {
    const quoted = JSON.stringify(text);
    return {
      [acme]: offer([`next_step: { action: ${quoted} }`, `source: ${quoted}`, `fields: { size: ${quoted} }`], quoted),
    };
  };

  test.each(hostile)("%j stays text", async (text) => {
    const base = { [acme]: dealText({ more: [interest] }) };
    const [comment, plain] = [await commentOn(base, changeWith(text)), await commentOn(base, changeWith("plain"))];
    expect(nodesOf(comment)).toEqual(nodesOf(plain));
    expect(words(comment)).toContain(text.replace("\u202e", "\ufffd"));
    expect(comment.replace(/https:\/\/sales\.example\.com/g, "")).not.toMatch(/@(?!\u200b)|#\d|GH\\?-\d|:\/\/|www\./);
  });

  test("stays text in names of files", async () => {
    const name = "content/deals/2026/x](https:/evil) `@bob` | <b>.md";
    const comment = await commentOn({}, { [name]: "---\ntitle: [\n---\n" });
    expect(
      nodesOf(comment).filter((node) => node.startsWith("<") && !/^<(?:!-- dealbook: pull request --|br|\/?sub)>$/.test(node)),
    ).toEqual([]);
    const addresses: string[] = [];
    walk(parseMarkdown(comment), (node) => {
      if (node.type === "link" || node.type === "image") addresses.push(node.url);
    });
    expect(addresses.filter((address) => !address.startsWith("https://sales.example.com/book/"))).toEqual([]);
  });

  test("fits into what the forge takes, however much there is of it", async () => {
    const deals = Object.fromEntries(
      Array.from({ length: 57 }, (_, index) => [`content/deals/2026/deal-${index}.md`, changeWith(`${first} &`.repeat(60))[acme] ?? null]),
    );
    const comment = await commentOn({}, deals);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/… and \d+ more/);
    expect(comment).toContain("| Open | 0 | 57 | |");
  });

  test("fits where most deals are in order", async () => {
    const deals = Object.fromEntries(
      Array.from({ length: 57 }, (_, index) => [
        `content/deals/2026/deal-${index}.md`,
        dealText({ company: `Company ${index}`, more: [amount(100)] }),
      ]),
    );
    const comment = await commentOn({}, deals);
    expect(comment).toContain("| … and 7 more | | | | |");
    expect(comment).toContain("… and 37 more deals not shown in full.");
    expect(comment).toContain("| Value of the open ones | €0 | €5,700 | \\+€5,700 |");
  });
});
