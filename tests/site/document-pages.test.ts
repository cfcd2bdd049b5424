import { expect, test } from "vitest";
import { violationsOn } from "./accessibility.ts";
import { pdfText } from "./pdf-text.ts";
import { visitSite } from "./visited-site.ts";

const rows = Array.from({ length: 120 }, (_, index) => `| Sensor ${index + 1} | ${"wide ".repeat(12)} | €${index + 1} |`);

const offer = `---
template: offer
title: Offer to Acme
status: signed
signatures:
  - { side: us, by: Zack Lee, date: 2026-11-03 }
  - { side: them, by: "Jane </li><script>ran('signature')</script>", date: 2026-11-04 }
---

# Offer to Acme

First words. See [our terms](https://terms.example/2026).

## Pricing

| Item | Notes | Price |
| --- | --- | ---: |
${rows.join("\n")}

<script>ran("document")</script>

Last words.
`;

const files: Readonly<Record<string, string>> = {
  "dealbook.yaml": "name: Northwind\ncurrency: EUR\nlocale: en-GB\ntime_zone: Europe/Berlin\n",
  "people.yaml": "roles: { rep: { name: Rep } }\npeople: { zack: { name: Zack Lee, role: rep } }\n",
  "pipelines/sales.yaml": `name: Sales
summary: How we sell.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 10, goal: Meet. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "templates/offer.md": "---\ntitle: Offer\n---\n\n## Pricing\n",
  "deals/2026/acme.md": `---
title: Pilot
company: Acme
pipeline: sales
stage: lead
stage_entered: 2026-11-05
owner: zack
---
`,
  "deals/2026/acme/offer.md": offer,
  "deals/2026/acme/offer.es.md": "---\ntemplate: offer\nlanguage: es\ntitle: Oferta\nstatus: sent\n---\n\n## Pricing\n\nPalabras.\n",
  "deals/2026/acme/Offer (old).md": "---\ntemplate: offer\n---\n\n## Pricing\n",
  "deals/2026/acme/offer old.md": "---\ntemplate: offer\n---\n\n## Pricing\n",
  "deals/2026/acme/broken.md": "---\nstatus: [\n---\n",
  "handbook/index.md": "# Home\n\nWelcome.\n",
};

const { open, address } = visitSite(files, "2026-11-21");

test("the deal's page shows each document's status and signatures, and leads to its own page", async () => {
  const { page, trouble } = await open();
  await page.goto(address("/deals/acme/"));
  const documents = page.getByRole("region", { name: "Documents" });
  const one = (title: string) => documents.locator("details").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  expect(await one("Offer to Acme").locator("summary .tag").first().textContent()).toContain("Signed by both");
  expect(await one("Oferta").locator("summary .tag").first().textContent()).toContain("Sent");
  await one("Offer to Acme").locator("summary").click();
  expect(await one("Offer to Acme").getByText("For us: Zack Lee, 3 Nov 2026").isVisible()).toBe(true);
  expect(await violationsOn(page)).toEqual([]);
  await one("Offer to Acme").getByRole("link", { name: "Print or save as PDF: Offer to Acme" }).click();
  expect(new URL(page.url()).pathname).toBe("/deals/acme/offer/");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("names that no address can hold, or that come to the same one, break nothing", async () => {
  const { page, trouble } = await open();
  await page.goto(address("/deals/acme/"));
  const links = await page.locator('a[aria-label^="Print"]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
  expect(links.sort()).toEqual(["/deals/acme/offer-old/", "/deals/acme/offer.es/", "/deals/acme/offer/"]);
  for (const link of links) expect((await page.goto(address(link)))?.status()).toBe(200);
  expect(await page.locator("h1").count()).toBe(1);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test.each(["light", "dark"] as const)("a document's page is accessible and safe, in the %s", async (colorScheme) => {
  const { page, trouble } = await open({ colorScheme, viewport: { width: 390, height: 844 } });
  await page.goto(address("/deals/acme/offer/"));
  expect(await violationsOn(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  expect(await page.getByRole("heading", { name: "Offer to Acme" }).count()).toBe(1);
  expect(await page.getByRole("button", { name: "Print or save as PDF" }).isVisible()).toBe(true);
  await page.goto(address("/deals/acme/offer.es/"));
  expect(await page.locator('[lang="es"]').textContent()).toContain("Palabras.");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("a PDF has the document, whole, and nothing of the site around it", async () => {
  const { page, trouble } = await open({ colorScheme: "dark" });
  await page.goto(address("/deals/acme/offer/"));
  const { pages } = pdfText(await page.pdf({ format: "A4", preferCSSPageSize: true }));
  const text = pages.join("\n");
  for (const words of [
    "Offer to Acme",
    "Signed by both",
    "First words.",
    "(https://terms.example/2026)",
    "Last words.",
    "For us: Zack Lee, 3 Nov 2026",
  ])
    expect(text).toContain(words);
  for (const words of ["Print or save", "Edit this", "Handbook", "Figures as of", "Search", "Northwind"]) expect(text).not.toContain(words);
  for (const index of rows.keys()) expect(text).toContain(`Sensor ${index + 1} `);
  expect(pages.filter((each) => each.includes("Sensor")).every((each) => each.includes("Notes"))).toBe(true);
  expect(pages[0]).toContain("First words.");
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("in print a wide table keeps to the page, and links show where they lead", async () => {
  const { page } = await open();
  await page.goto(address("/deals/acme/offer/"));
  await page.emulateMedia({ media: "print" });
  // A4 without its margins, at 96 dots an inch.
  await page.setViewportSize({ width: 657, height: 970 });
  expect(await page.locator("table").evaluate((table) => table.getBoundingClientRect().right)).toBeLessThanOrEqual(657);
  expect(await page.getByRole("link", { name: "our terms" }).evaluate((link) => getComputedStyle(link, "::after").content)).toContain(
    "terms.example",
  );
  expect(
    await page
      .locator("td")
      .last()
      .evaluate((cell) => getComputedStyle(cell).textAlign),
  ).toBe("end");
  await page.context().close();
});
