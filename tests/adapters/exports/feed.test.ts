import { readFileSync } from "node:fs";
import { RelaxNGValidator, XmlDocument as Xml, type XmlDocument } from "libxml2-wasm";
import { expect, onTestFinished, test } from "vitest";
import { atomText } from "../../../src/adapters/exports/atom.ts";
import { whyMissing } from "../../../src/core/export/export-files.ts";
import { feedOf } from "../../../src/core/export/feed-entries.ts";
import { dealText, hostile, hostileInput, inputOf } from "../../core/export/sample-input.ts";

const atom = { a: "http://www.w3.org/2005/Atom" };

function parsed(text: string): XmlDocument {
  const document = Xml.fromString(text);
  onTestFinished(() => document.dispose());
  return document;
}

function validate(document: XmlDocument): void {
  const grammar = parsed(readFileSync(new URL("atom.rng", import.meta.url), "utf8"));
  const validator = RelaxNGValidator.fromDoc(grammar);
  onTestFinished(() => validator.dispose());
  validator.validate(document);
}

const textsOf = (document: XmlDocument, path: string): string[] => document.find(path, atom).map((node) => node.content);

test("the grammar refuses what is no feed", () => {
  const good = atomText(feedOf(inputOf({ acme: dealText({}) })));
  validate(parsed(good));
  for (const [from, to] of [
    ["<id>tag", "<id>a</id><id>tag"],
    [/<updated>[^<]*/, "<updated>2026-11-21"],
    [/<link [^>]*>(?=\s*<summary)/, ""],
    ["<entry>", "<entry><content>x</content>"],
  ] as const)
    expect(() => validate(parsed(good.replace(from, to)))).toThrow();
});

test("a feed is valid and tells every text as it is, whatever the deals say", () => {
  const document = parsed(atomText(feedOf(hostileInput())));
  validate(document);
  const titles = textsOf(document, "//a:entry/a:title");
  // XML readers turn every line break into a line feed.
  for (const text of hostile) {
    const words = text.replace(/[\u0007\u001b]/g, "\u{fffd}").replaceAll("\r\n", "\n");
    expect(titles.some((title) => title.includes(words))).toBe(true);
  }
  expect(document.find("//*[local-name() = 'script']")).toEqual([]);
});

test("entries are the newest stage changes, with ids of their own that stay", () => {
  const commits = [
    { at: "2026-11-03T09:00:00Z", text: dealText({ stage_entered: "2026-11-02" }) },
    { at: "2026-11-10T23:30:00Z", text: dealText({ stage: "offer", stage_entered: "2026-11-09" }), author: "Mei" },
  ];
  const { entries, updated } = feedOf(
    inputOf({ acme: dealText({ stage: "offer", stage_entered: "2026-11-09" }), old: dealText({}) }, { acme: commits }),
  );
  expect(entries).toEqual([
    {
      id: "tag:sales.example,2026-11-11:stage-change/acme/commit of 2026-11-10T23:30:00Z",
      title: "Acme | Title: Lead → Offer",
      updated: "2026-11-11T00:30:00+01:00",
      author: "Mei",
      link: "https://sales.example/book/deals/acme/",
      summary: "On 2026-11-09; forward; owner: Zack Lee",
    },
    expect.objectContaining({ title: "Acme | Title: began in Lead", updated: "2026-11-03T10:00:00+01:00" }),
    // What is not recorded counts from the day on which it happened.
    expect.objectContaining({ id: "tag:sales.example,2026-11-02:stage-change/old/lead/2026-11-02", updated: "2026-11-02T00:00:00+01:00" }),
  ]);
  expect(updated).toBe("2026-11-11T00:30:00+01:00");
});

test("a feed has the latest hundred, and one without entries is valid, too", () => {
  const deals = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`deal-${index}`, dealText({})]));
  const document = parsed(atomText(feedOf(inputOf(deals))));
  expect(textsOf(document, "//a:entry/a:id")).toHaveLength(100);
  expect(new Set(textsOf(document, "//a:entry/a:id")).size).toBe(100);
  const empty = parsed(atomText(feedOf(inputOf({}))));
  validate(empty);
  expect(textsOf(empty, "/a:feed/a:updated")).toEqual(["2026-11-21T00:00:00+01:00"]);
});

test("without the site's address there is no feed, and the reason is told", () => {
  const input = inputOf({}, {}, { "dealbook.yaml": "name: N\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n" });
  expect(whyMissing("feed.xml", input)).toContain("site:");
  expect(whyMissing("deals.parquet", input)).toContain("no deal yet");
  expect(whyMissing("deals.csv", input)).toBeUndefined();
});
