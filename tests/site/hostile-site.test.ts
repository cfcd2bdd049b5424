import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visitSite } from "./visited-site.ts";

/** Markup that ends whatever it may stand in and reports that it ran. */
const attack = (who: string): string => `</title></script></style>"'><script>ran("${who}")</script><img src=x onerror=ran("${who}")>`;

const yaml = (text: string): string => JSON.stringify(text);

const rawHtml = `# Everything active

First words.

<script>ran("script")</script>
<script src="https://elsewhere.example/x.js"></script>
<p onclick="ran('click')" onmouseover="ran('over')" id="bait">Click me</p>
<img src="/favicon.svg" onload="ran('onload')" alt="a picture" width="20" height="20">
<details open ontoggle="ran('toggle')"><summary>More</summary>

**Inside** the details.

</details>

<a id="js" href="javascript:ran('href')">a link</a>
<a id="odd-js" href="java&#10;script:ran('odd href')">an odd link</a>
[a Markdown link](javascript:ran%28'markdown'%29)
<iframe src="https://elsewhere.example/embed" title="The demo film"></iframe>
<iframe srcdoc="<script>parent.ran('srcdoc')</script>"></iframe>
<object data="https://elsewhere.example/o"></object><embed src="https://elsewhere.example/e">
<form action="https://elsewhere.example/" id="form"><input name="words"><button id="send" formaction="javascript:ran('form')">Send</button></form>
<style>h1 { display: none } @import url(https://elsewhere.example/s.css);</style>
<link rel="stylesheet" href="https://elsewhere.example/l.css">
<base href="https://elsewhere.example/">
<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">
<div style="position: fixed; inset: 0; background: url(https://elsewhere.example/b.png)" id="cover">Cover</div>
<svg width="9" height="9"><script>ran("svg")</script><animate onbegin="ran('begin')" attributeName="x" dur="1s"/><a xlink:href="javascript:ran('xlink')"><circle r="3"/></a></svg>
<math><mtext><table><mglyph><style><img src=x onerror="ran('mutation')"></style></mglyph></table></mtext></math>
<svg></p><style><a title="</style><img src=x onerror=ran('breakout')>">
<noscript><p title="</noscript><img src=x onerror=ran('noscript')>"></noscript>
<textarea></textarea><img src=x onerror=ran('textarea')>
<img name="querySelector" alt="clobbering">

\`\`\`mermaid
graph TD
  A["<img src=x onerror=ran('mermaid')>"] --> B
  style A fill:url(https://elsewhere.example/paint)
  click A "javascript:ran('mermaid click')"
\`\`\`

Last words.
`;

const harmless = `# Everything harmless

<a name="old-anchor"></a>

| Left | Right |
|:-----|------:|
| Press <kbd>Ctrl</kbd> | H<sub>2</sub>O, m<sup>2</sup> |

<table><tr><td colspan="2" align="center" style="width: 40%; text-align: right">Wide</td></tr></table>

- [x] A task done

A note[^1] and an [app link](slack://channel?id=1), a [telephone](tel:+491234), a [shout](HTTPS://example.com/).

[^1]: The footnote.

:::tip[Good to know]
An aside.
:::

<details><summary>Unfold</summary>

Folded text.

</details>

<video controls width="200" src="https://example.com/film.mp4" preload="none"></video>

\`\`\`ts title="example.ts" {1}
const shown = true;
\`\`\`

\`\`\`mermaid
graph LR
  Drawn --> Well
\`\`\`
`;

const files: Readonly<Record<string, string>> = {
  "dealbook.yaml": `name: ${yaml(`R&D ${attack("organisation")}`)}\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n`,
  "people.yaml": `roles: { rep: { name: ${yaml(attack("role"))}, focus: ${yaml(attack("focus"))} } }\npeople: { zack: { name: ${yaml(attack("person"))}, role: rep } }\n`,
  "pipelines/sales.yaml": `name: ${yaml(attack("pipeline"))}
summary: ${yaml(attack("summary"))}
born_in: [lead]
lost_reasons: [{ id: price, name: ${yaml(attack("reason"))} }]
stages:
  - { id: lead, name: ${yaml(attack("stage"))}, kind: open, probability: 10, goal: ${yaml(attack("goal"))}, activities: [${yaml(attack("activity"))}] }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "deals/2026/acme.md": `---
title: ${yaml(attack("deal"))}
company: ${yaml(attack("company"))}
pipeline: sales
stage: lead
stage_entered: 2026-11-05
owner: zack
amount: { value: 48000, currency: EUR }
next_step: { action: ${yaml(attack("next step"))}, due: 2026-11-01 }
links: { recording: "javascript:ran('link')" }
---
Notes squirrel ${attack("notes")} [a](javascript:ran%28'notes'%29)
`,
  // The one above cannot be read as a deal; these stand in figures, too.
  "deals/2026/beta.md": `---
title: ${yaml(attack("open deal"))}
company: ${yaml(attack("open company"))}
pipeline: sales
stage: lead
stage_entered: 2026-11-05
owner: zack
amount: { value: 48000, currency: EUR }
expected_close: 2026-12-01
next_step: { action: ${yaml(attack("open step"))}, due: 2026-11-01 }
source: ${yaml(attack("source"))}
activities: [{ date: 2026-11-06, kind: call, by: zack, note: ${yaml(attack("note"))} }]
---
`,
  "deals/2025/gamma.md": `---
title: ${yaml(attack("lost deal"))}
company: ${yaml(attack("lost company"))}
pipeline: sales
stage: lost
stage_entered: 2026-09-05
lost_reason: price
owner: zack
amount: { value: 48000, currency: EUR }
history: [{ stage: lead, entered: 2026-08-01 }]
---
`,
  "handbook/index.md": "# Home\n\nWelcome.\n",
  "handbook/front-matter.md": `---\ntitle: ${yaml(attack("front matter"))}\ndescription: ${yaml(attack("description"))}\n---\n\nThe word hedgehog.\n`,
  "handbook/heading.md": `# Heading \`${attack("heading")}\`\n\n## Second \`${attack("second heading")}\`\n\nThe word hedgehog.\n`,
  "handbook/q-and-a.md": "---\ntitle: Q&A <more>\n---\n\nThe word platypus.\n",
  "handbook/active.md": rawHtml,
  "handbook/harmless.md": harmless,
  "handbook/deep.md": `# Deep\n\nAbove.\n\n${"<b>".repeat(20_000)}deep words <script>ran("deep")</script>\n`,
  "handbook/quite-deep.md": `# Quite deep\n\n${"<div>".repeat(200)}\n\nquite deep <script>ran("quite deep")</script>\n`,
  "handbook/files.md":
    "# Files\n\n[A page](evil.html), ![a drawing](evil.svg), ![another](entity.svg), ![a good one](good.svg), [it](good.svg).\n",
  "handbook/evil.html": attack("file"),
  "handbook/evil.svg": `<svg xmlns="http://www.w3.org/2000/svg"><x:script xmlns:x="http://www.w3.org/2000/svg">ran("svg file")</x:script></svg>`,
  "handbook/entity.svg": `<svg xmlns="http://www.w3.org/2000/svg"><a href="java&#115;cript:ran('svg link')"><text y="9">Link</text></a></svg>`,
  "handbook/good.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>path{fill:red}</style><path d="M0 0H9V9z"/></svg>`,
};

const { open, address, folder, log } = visitSite(files, "2026-11-21");

async function searchFor(page: Page, words: string): Promise<string[]> {
  if (!(await page.locator("site-search dialog").isVisible())) await page.keyboard.press("Control+k");
  await page.locator("#starlight__search input").fill(words);
  const links = page.locator(".pagefind-ui__result-title .pagefind-ui__result-link");
  await links.first().waitFor({ timeout: 15_000 });
  return links.allTextContents();
}

test("no name, title or text on any page runs as a script", async () => {
  const { page, trouble } = await open();
  const places = [
    "",
    "process/sales/",
    "board/sales/",
    "deals/",
    "deals/acme/",
    "metrics/",
    "metrics/sales/",
    "metrics/sales/all/",
    "board/sales/2026-09/",
    "forecast/",
    "forecast/sales/",
    "review/",
    "people/",
    "people/zack/",
    "handbook/",
    "handbook/front-matter/",
  ];
  for (const place of [...places, "handbook/heading/", "handbook/q-and-a/"]) {
    await page.goto(address(`/${place}`));
    expect([place, await page.locator("title:not(svg title)").count()]).toEqual([place, 1]);
    expect([place, await page.title()]).toEqual([place, expect.stringContaining("R&D </title>")]);
  }
  for (const words of ["hedgehog", "squirrel"]) expect(await searchFor(page, words)).not.toEqual([]);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a title shows as it was written wherever it stands", async () => {
  const title = "Q&A <more>";
  const { page } = await open();
  await page.goto(address("/handbook/q-and-a/"));
  expect(await page.title()).toMatch(`${title} | R&D </title>`);
  expect(await page.locator("h1").textContent()).toBe(title);
  expect(await page.locator('meta[property="og:title"]').getAttribute("content")).toBe(title);
  expect((await page.locator('nav.sidebar a[aria-current="page"]').textContent())?.trim()).toBe(title);
  expect(new Set(await searchFor(page, "platypus"))).toEqual(new Set([title]));
  await page.context().close();
});

test("nothing active in a handbook page works, and the rest of it can be read", async () => {
  const { page, trouble } = await open();
  await page.goto(address("/handbook/active/"));
  const main = page.locator("main");
  for (const words of ["First words.", "Inside the details.", "The demo film", "Last words."])
    expect(await main.getByText(words).isVisible()).toBe(true);
  for (const id of ["bait", "js", "odd-js"]) if (await page.locator(`#${id}`).count()) await page.locator(`#${id}`).click({ force: true });
  await page.getByText("a Markdown link").click();
  expect(
    await page.locator("main :is(script:not([src^='/']), iframe, object, embed, form, button:not(.copy button), base, meta, math)").count(),
  ).toBe(0);
  expect(await page.locator("main .sl-markdown-content [style*=fixed]").count()).toBe(0);
  expect(await page.getByRole("link", { name: "The demo film" }).getAttribute("href")).toBe("https://elsewhere.example/embed");
  expect(page.url()).toBe(address("/handbook/active/"));
  expect(await page.evaluate(() => typeof document.querySelector)).toBe("function");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a page that nests beyond all reason can be read and stops nothing", async () => {
  const { page, trouble } = await open();
  for (const [path, words] of Object.entries({ deep: "deep words", "quite-deep": "quite deep" })) {
    await page.goto(address(`/handbook/${path}/`));
    expect(await page.locator("main .sl-markdown-content").textContent()).toContain(words);
  }
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a file that a browser would run is not published", async () => {
  expect(readdirSync(join(folder(), "handbook-files"))).toEqual(["good.svg"]);
  expect(log()).toContain("handbook/evil.svg");
  const { page } = await open();
  await page.goto(address("/handbook/files/"));
  const links = page.locator("main .sl-markdown-content p a");
  expect(await links.allTextContents()).toEqual(["it"]);
  await page.context().close();
});

test("what handbooks are written with stays", async () => {
  const { page } = await open();
  await page.goto(address("/handbook/harmless/"));
  const main = page.locator("main .sl-markdown-content");
  const kept = {
    'a[name="old-anchor"]': 1,
    kbd: 1,
    "sub, sup:not(:has(a))": 2,
    'td[colspan="2"][align="center"][style*="40%"]': 1,
    'th[style*="right"]': 1,
    'input[type="checkbox"][checked][disabled][aria-label]': 1,
    ".footnotes li": 1,
    "aside.starlight-aside--tip svg:has(path)": 1,
    'a[href^="slack:"], a[href^="tel:"], a[href="HTTPS://example.com/"]': 3,
    "details summary": 1,
    "video[controls][width]": 1,
    ".expressive-code figcaption .title": 1,
    ".expressive-code .ec-line.mark": 1,
    ".handbook-diagram svg text": 2,
  };
  for (const [selector, count] of Object.entries(kept)) expect([selector, await main.locator(selector).count()]).toEqual([selector, count]);
  await page.context().close();
});
