import { expect, test } from "vitest";
import { renderMarkdown } from "../../src/adapters/safe-markdown.ts";

const render = (text: string): string =>
  renderMarkdown(text, {
    topHeading: 3,
    name: "Notes",
    prefix: "notes-",
    resolve: (destination) => (destination === "other.md" ? "/deals/other/" : undefined),
  });

test("HTML is shown as text", () => {
  expect(render("a <script>alert(1)</script> b")).toBe("<p>a &#x3C;script>alert(1)&#x3C;/script> b</p>");
  expect(render("<div onclick='x'>\n\nhello\n\n</div>")).not.toMatch(/<div/);
  expect(render('<img src="x" onerror="alert(1)">')).not.toMatch(/<img/);
});

test("links lead to web pages, mail and known pages only", () => {
  expect(render("[a](https://example.com)")).toContain('<a href="https://example.com">a</a>');
  expect(render("[a](mailto:a@example.com)")).toContain('href="mailto:a@example.com"');
  expect(render("[a](other.md)")).toContain('<a href="/deals/other/">a</a>');
  for (const target of [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "unknown.md",
    "&#106;avascript:alert(1)",
  ]) {
    expect([target, render(`[a](${target})`)]).toEqual([target, "<p><a>a</a></p>"]);
  }
});

test("pictures are words, because nothing is asked from elsewhere", () => {
  expect(render("![the plan](https://example.com/plan.png)")).toBe("<p>[picture: the plan]</p>");
});

test("headings continue the page's, without a gap", () => {
  const levels = [...render("# One\n\n#### Jumped\n\n## Two\n\n##### Deep\n\n# Three").matchAll(/<h(\d)/g)].map((match) => match[1]);
  expect(levels).toEqual(["3", "4", "4", "5", "3"]);
});

test("anchors of one text do not meet those of another", () => {
  const html = render("See[^1]\n\n[^1]: here");
  expect([...html.matchAll(/ id="([^"]*)"/g)].every(([, id]) => id?.startsWith("notes-"))).toBe(true);
  expect([...html.matchAll(/href="#([^"]*)"/g)].every(([, id]) => html.includes(`id="${id}"`))).toBe(true);
});

test("task lists have signs instead of form controls, tables scroll by themselves", () => {
  expect(render("- [x] done\n- [ ] open")).toMatch(/☑ done[\s\S]*☐ open/);
  const tables = render("|a|\n|-|\n|b|\n\n> |c|\n> |-|\n> |d|");
  for (const name of ["Notes, table 1", "Notes, table 2"])
    expect(tables).toContain(`<div class="scroll" role="group" aria-label="${name}" tabindex="0"><table>`);
});

test("a text that nests deeper than it can be rendered is shown as it is written", () => {
  const html = render(`${">".repeat(20_000)} deep <b>`);
  expect(html).toMatch(/^<pre>>>>[\s\S]* deep &#x3C;b>\n?<\/pre>$/);
});
