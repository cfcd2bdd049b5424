import { expect, test } from "vitest";
import { linkSchemas } from "../../../src/core/content/schema-links.ts";

const comment = "# yaml-language-server: $schema=";

test.each([
  ["dealbook.yaml", "../../schema/dealbook", "../schema", "../schema/dealbook"],
  ["pipelines/sales.yaml", "../../../schema/pipeline", "schema", "../schema/pipeline"],
  ["deals/2026/acme.md", "../../../../schema/deal", "../../schema", "../../../../schema/deal"],
])("%s", (path, before, ...[folder, after]) => {
  const text = (to: string) => `---\n${comment}${to}.schema.json\ntitle: T\n---\nNotes.\n`;
  expect(linkSchemas(text(before), path, folder)).toBe(text(after));
});

test("what is no such comment stays as it is, to the byte", () => {
  for (const text of ["\ufeffname: T\r\n", `${comment}https://example.com/x.json\n`, "See $schema=../../schema/deal.schema.json\n", ""])
    expect(linkSchemas(text, "a/b.md", "schema")).toBe(text);
});

test("line ends of Windows stay", () => {
  expect(linkSchemas(`${comment}../x/deal.schema.json\r\ntitle: T\r\n`, "a.md", "schema")).toBe(
    `${comment}schema/deal.schema.json\r\ntitle: T\r\n`,
  );
});
