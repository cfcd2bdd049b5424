import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { workbookSheets } from "../../../src/adapters/imports/workbook-sheets.ts";
import type { Rep } from "../rep.ts";
import { deals, fixture, imported, office } from "./office.ts";
import { workbookOf, zipOf } from "./zip.ts";

const monday = "from: monday\ncurrency: EUR\n";

// The fixtures were written by LibreOffice.
describe("import of workbooks", () => {
  test("monday: title, groups, sums, subitems, days as days; a hidden sheet is not looked at, a formula is refused", async () => {
    const it = office({ "monday-sales": monday });
    const { code, items } = await imported(it, "monday", fixture("monday-board.xlsx"), "--write");
    expect(items.map(({ outcome, title, place }) => `${outcome} ${place}: ${title}`)).toEqual([
      "new row 6: Line monitoring",
      "new row 10: Site",
      "refused row 11: Guess",
      "new row 16: Cold one",
      "left out row 8: Call Jane",
      "left out row 9: Send offer",
    ]);
    expect({ code, why: items[2]?.reasons }).toEqual({
      code: 1,
      why: ['Its "Amount" is a formula, which is not calculated here; put the value in its place.'],
    });
    const texts = [...deals(it).values()].join("\n");
    expect(texts).toContain("expected_close: 2026-12-03\n");
    expect(texts).toContain("stage_entered: 2026-01-02\n");
    expect(texts).toContain("amount: { value: 48000.50, currency: EUR }");
    expect(texts).toContain('id: "9007199254"\n');
    expect(texts).not.toMatch(/secret|acme\.example/);
  });

  test("pipedrive: a workbook and a CSV of the same deals are the same deals", async () => {
    const [sheet, csv] = [office(), office()];
    await imported(sheet, "pipedrive", fixture("pipedrive-deals.xlsx"), "--write");
    await imported(csv, "pipedrive", fixture("pipedrive-deals.csv"), "--write");
    expect(deals(sheet)).toEqual(deals(csv));
  });

  const put = ({ folder }: Rep, bytes: Uint8Array): string => {
    writeFileSync(join(folder, "deals.xlsx"), bytes);
    return join(folder, "deals.xlsx");
  };

  const table = [
    ["Deal", "Stage", "Owner"],
    ["Pilot", "Lead", "Bob Baker"],
  ];

  test("asks for the sheet where several hold something, and keeps the answer", async () => {
    const it = office();
    const sheets = [
      { name: "Read me", rows: [["Hello"]] },
      { name: "2026", rows: table },
    ];
    const path = put(it, await writeXlsx({ sheets }));
    const run = ["import", "csv", path, "--pipeline", "sales"] as const;
    expect((await it.dealbook(...run)).err).toContain("    sheet: …  # Read me | 2026\n");
    expect((await it.atTerminal(["2026"], ...run)).out).toContain("1 new.");
    expect(it.read("content/imports/csv-sales.yaml")).toContain('sheet: "2026"\n');
    expect((await it.dealbook(...run)).out).toContain("1 new.");
  });

  test("lists what stands before the headings", async () => {
    const it = office();
    const rows = [["Open deals"], ["As of 20 November"], [], ...table, ["Confidential"]];
    const { items } = await imported(it, "csv", put(it, await writeXlsx({ sheets: [{ name: "Deals", rows }] })));
    expect(items.map(({ outcome, place, title }) => `${outcome} ${place} ${title}`)).toEqual([
      "left out row 1 Open deals",
      "left out row 2 As of 20 November",
      "new row 5 Pilot",
      "left out row 6 Confidential",
    ]);
  });

  test("a number that could be read in two ways is not asked about: a workbook knows its numbers", async () => {
    const it = office();
    const rows = [
      ["Deal", "Stage", "Owner", "Amount", "Currency"],
      ["Pilot", "Lead", "Bob Baker", 1.234, "BHD"],
    ];
    await imported(it, "csv", put(it, await writeXlsx({ sheets: [{ name: "Deals", rows }] })), "--write");
    expect([...deals(it).values()].join()).toContain("amount: { value: 1.234, currency: BHD }");
  });
});

describe("a hostile workbook", () => {
  const refusal = (bytes: Uint8Array): Promise<unknown> => workbookSheets(bytes, "deals.xlsx");

  const cell = (place: string): string => `<c r="${place}"><v>1</v></c>`;

  test.each([
    ["unpacks to hundreds of megabytes", () => workbookOf(Buffer.alloc(200 * 1_048_576, " ")), "it unpacks to more than 128 MiB"],
    ["unpacks to more than it says", () => workbookOf(Buffer.alloc(4 * 1_048_576, " "), 1000), "possible zip bomb"],
    ["says of no file how long it is", () => workbookOf("", 0), "it unpacks to more than 128 MiB"],
    ["has two far corners", () => workbookOf(`<row r="1">${cell("A1")}</row><row r="1048576">${cell("XFD1048576")}</row>`), "100000 rows"],
    ["has far columns in many rows", () => workbookOf(`<row r="1">${cell("XFD1")}</row>`.repeat(1_000_000)), "256 columns"],
    [
      "has a cell of megabytes",
      () => workbookOf(`<row r="1"><c r="A1" t="inlineStr"><is><t>${"x".repeat(40_000)}</t></is></c></row>`),
      "longer",
    ],
  ])("that %s is not read", async (_, make, words) => {
    await expect(refusal(make())).rejects.toThrow(words);
  });

  test.each([
    ["a workbook with a password", Buffer.from("d0cf11e0a1b11ae1", "hex"), "a workbook with a password, or of Excel 97"],
    ["an archive of something else", zipOf([{ name: "a.txt", text: "a" }]), "cannot be read"],
    ["a workbook that is cut off", workbookOf("").subarray(0, 300), "cannot be read"],
    ["a workbook without a row", workbookOf(""), "is empty"],
  ])("%s is refused in a sentence", async (_, bytes, words) => {
    const it = office();
    const path = join(it.folder, "deals.xlsx");
    writeFileSync(path, bytes);
    const { code, err } = await it.dealbook("import", "csv", path, "--pipeline", "sales");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(words) });
    expect(err).toMatch(/^dealbook: .*\n {2}→ .*\n$/);
  });
});
