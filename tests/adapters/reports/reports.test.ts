import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { githubReport } from "../../../src/adapters/reports/github.ts";
import { humanReport } from "../../../src/adapters/reports/human.ts";
import { jsonReport } from "../../../src/adapters/reports/json.ts";
import { markdownReport } from "../../../src/adapters/reports/markdown.ts";
import type { ReportInput } from "../../../src/adapters/reports/report-input.ts";
import { textWidth } from "../../../src/adapters/reports/text-width.ts";
import type { CheckReport, JudgedDeal } from "../../../src/core/check/report.ts";
import { type Finding, sortFindings } from "../../../src/core/finding/finding.ts";
import { parseMarkdown, plainText, walk } from "../../../src/core/text/markdown.ts";

const finding = (changes: Partial<Finding> = {}): Finding => ({
  code: "stage/jump",
  severity: "error",
  file: "content/deals/2026/acme.md",
  line: 6,
  column: 8,
  message: "The deal jumps.",
  hint: "Move it back.",
  ...changes,
});

const report = (changes: Partial<CheckReport> = {}): CheckReport => ({
  findings: [],
  elsewhere: [],
  deals: [],
  counts: { deals: 1, pages: 2 },
  ...changes,
});

const input = (changes: Partial<CheckReport> = {}, line?: string, isColoured = false): ReportInput => ({
  report: report(changes),
  lineOf: () => line,
  isColoured,
});

const nasty = [
  "Acme\n::error file=x::forged",
  "Acme\r\n::warning::forged\r",
  "100%0A::error::forged",
  "quotes \" and ' , commas: colons:: ",
  "##[error]forged",
  "::stop-commands::x",
  "%25%0D%0A%3A%2C",
  "a\u2028::error::b",
];

interface Annotation {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const unescapeData = (text: string): string => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");

const unescapeProperty = (text: string): string =>
  text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");

/** Reads one line of a log as the runner does; `undefined` where it is no command. */
function annotationIn(line: string): Annotation | undefined {
  const text = line.trimStart();
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end === -1) return undefined;
  const info = text.slice(2, end);
  const space = info.indexOf(" ");
  const pairs =
    space === -1
      ? []
      : info
          .slice(space + 1)
          .split(",")
          .map((pair) => pair.split(/=(.*)/s));
  return {
    command: space === -1 ? info : info.slice(0, space),
    properties: Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, unescapeProperty(value)])),
    data: unescapeData(text.slice(end + 2)),
  };
}

const logLines = (output: string): string[] => output.split(/\r\n|\r|\n/).filter((line) => line !== "");

describe("github", () => {
  test.each(nasty)("one annotation for one finding, with the text as it was: %j", (text) => {
    const findings = [finding({ message: `"${text}" is wrong.`, hint: text, file: `content/deals/${text}.md` })];
    const annotations = logLines(githubReport(input({ findings }))).map(annotationIn);
    expect(annotations).toEqual([
      {
        command: "error",
        properties: { file: `content/deals/${text}.md`, line: "6", col: "8", title: "stage/jump" },
        data: `"${text}" is wrong.\n${text}`,
      },
    ]);
  });

  test("any text at all", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.constantFrom("\n", "\r", "%", ":", ",", "0A", "=", "a", " ") }),
        (message, file) => {
          const [first, ...others] = logLines(githubReport(input({ findings: [finding({ message, file: `f${file}`, hint: file })] }))).map(
            annotationIn,
          );
          expect(others).toEqual([]);
          expect({ data: first?.data, file: first?.properties.file }).toEqual({ data: `${message}\n${file}`, file: `f${file}` });
        },
      ),
    );
  });

  test("a file-level finding names no line; what was wrong before is a notice", () => {
    const { line: _, column: __, ...whole } = finding();
    const output = githubReport(input({ findings: [whole, finding({ severity: "warning" })], elsewhere: [finding()] }));
    const annotations = logLines(output).map(annotationIn);
    expect(annotations.map((each) => each?.command)).toEqual(["error", "warning", "notice"]);
    expect(annotations[0]?.properties).toEqual({ file: "content/deals/2026/acme.md", title: "stage/jump" });
  });

  test("nothing found, nothing printed", () => {
    expect(githubReport(input())).toBe("");
  });
});

describe("json", () => {
  test("its shape", () => {
    const deals: JudgedDeal[] = [{ slug: "acme", file: "content/deals/acme.md", title: "Acme", isNew: false, from: "Lead", to: "Offer" }];
    const data = JSON.parse(jsonReport(input({ findings: [finding()], deals })));
    expect(data).toEqual({ schemaVersion: 1, findings: [finding()], elsewhere: [], deals, counts: { deals: 1, pages: 2 } });
    expect(Object.keys(data).slice(0, 2)).toEqual(["schemaVersion", "findings"]);
  });

  test("is one line, whatever stands in it", () => {
    const output = jsonReport(input({ findings: nasty.map((message) => finding({ message })) }));
    expect(logLines(output)).toHaveLength(1);
    expect(output.endsWith("\n")).toBe(true);
  });

  test("findings sort the same from any order", () => {
    const places = fc.record({
      file: fc.constantFrom("a", "b", "Ä"),
      line: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      code: fc.constantFrom("x/a", "x/b"),
    });
    fc.assert(
      fc.property(fc.array(places), fc.nat(), (items, seed) => {
        const findings = items.map(({ line, ...item }) => ({
          severity: "error" as const,
          message: "m",
          ...item,
          ...(line !== undefined && { line }),
        }));
        const shuffled = [...findings].sort((a, b) => (((a.line ?? 0) * seed) % 7) - (((b.line ?? 0) * seed) % 7)).reverse();
        expect(jsonReport(input({ findings: sortFindings(shuffled) }))).toBe(jsonReport(input({ findings: sortFindings(findings) })));
      }),
    );
  });
});

const hostile = [
  "<img src=x onerror=alert(1)>",
  "[click](https://evil.example)",
  "![x](https://evil.example/x.png)",
  "https://evil.example/path www.evil.example",
  "<https://evil.example>",
  "@everyone",
  "a | b\n| c | d |",
  "# Heading",
  "`code` ``more``",
  "**bold** __bold__ ~~gone~~ *it*",
  "</details><script>",
  "&lt;b&gt; &#60;i>",
  "- item\n1. item",
  "org/repo#12 and #12",
  "\\[x\\](y) \\",
  "$x$ a_b_c",
];

/** What a reader sees: the words, without the spaces of no width that keep a forge from linking. */
const words = (markdown: string): string => plainText(parseMarkdown(markdown)).replaceAll("\u200b", "");

function kindsIn(markdown: string): string[] {
  const kinds = new Set<string>();
  walk(parseMarkdown(markdown), (node) => kinds.add(node.type));
  return [...kinds].sort();
}

describe("markdown", () => {
  const findings = (text: string) => [finding({ message: text, hint: text })];
  const deals = (text: string): JudgedDeal[] => [
    { slug: "acme", file: "content/deals/acme.md", title: text, isNew: false, from: text, to: "Offer" },
  ];

  test.each(hostile)("%j is text, not markup", (text) => {
    const output = markdownReport(input({ findings: findings(text), deals: deals(text), elsewhere: findings(text) }));
    const plain = markdownReport(input({ findings: findings("plain"), deals: deals("plain"), elsewhere: findings("plain") }));
    expect(kindsIn(output)).toEqual(kindsIn(plain));
    expect(words(output)).toContain(text.replace(/\s*\n\s*/g, " "));
    expect(output).not.toMatch(/@(?!\u200b)|#\d|:\/\/|www\./);
  });

  test("any text leaves the table two rows of three cells", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("|", "\\", "`", "\n", "a", "<", "-", "[", "]", " ") }), (title) => {
        const cells: number[] = [];
        walk(parseMarkdown(markdownReport(input({ deals: deals(`x${title}`) }))), (node) => {
          if (node.type === "tableRow") cells.push(node.children.length);
        });
        expect(cells).toEqual([3, 3]);
      }),
    );
  });

  test("a rule is linked to a page of the web only", () => {
    const link = (docs: string) => kindsIn(markdownReport(input({ findings: [finding({ docs })] }))).includes("link");
    expect([link("https://sales.example.com/process/sales/#moves"), link("/process/sales/"), link("javascript:alert(1)")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("a deal counts what is wrong in its documents, too", () => {
    const inDocument = finding({ file: "content/deals/acme/proposal.md" });
    expect(markdownReport(input({ findings: [inDocument], deals: deals("Acme") }))).toContain("1 to mend");
  });

  test("says that all is well", () => {
    expect(markdownReport(input())).toBe("### ✅ Everything follows the sales process\n\n");
  });
});

describe("human", () => {
  const acting = "\u001b[31mred\u001b[0m \u009b2J \u202eevil\u202c \u2066x\u2069 \u0007";

  test("holds no character that acts on a terminal or the direction of reading", () => {
    const all = finding({ message: acting, hint: acting, file: `content/${acting}.md`, docs: acting });
    const output = humanReport(input({ findings: [all], elsewhere: [all] }, acting));
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  });

  test.each(nasty)("no line is a command to a workflow's runner: %j", (text) => {
    const output = humanReport(
      input({ findings: [finding({ message: text, file: `content/${text}` })], elsewhere: [finding({ message: text })] }, text),
    );
    expect(logLines(output).filter((line) => annotationIn(line) || line.includes("##["))).toEqual([]);
  });

  /** The character above the caret, by columns of a terminal. */
  function pointedAt(line: string, column: number): string | undefined {
    const lines = humanReport(input({ findings: [finding({ column })] }, line)).split("\n");
    const at = lines.findIndex((each) => /^ +\^$/.test(each));
    const target = lines[at]?.indexOf("^") ?? -1;
    let width = 0;
    for (const { segment } of new Intl.Segmenter("en").segment(lines[at - 1] ?? "")) {
      if (width === target) return segment;
      width += textWidth(segment);
    }
    return undefined;
  }

  test.each([
    ["stage: offer", 8, "o"],
    ["\tstage:\t\toffer", 10, "o"],
    ["title: 😀😀 X", 13, "X"],
    ["会社: 株式会社 X", 10, "X"],
    ["a\u0301b\u0301c: X", 8, "X"],
    ["👩‍👩‍👧: X", 11, "X"],
    ["\u001b[31m X", 7, "X"],
  ])("the caret of %j", (line, column, character) => {
    expect(line[column - 1]).toBe(character);
    expect(pointedAt(line, column)).toBe(character);
  });

  test("shows the place, the line and what to do", () => {
    expect(humanReport(input({ findings: [finding({ docs: "/process/sales/#moves" })] }, "stage: offer"))).toBe(
      [
        "content/deals/2026/acme.md:6:8  error  stage/jump",
        "  The deal jumps.",
        "  6 | stage: offer",
        "             ^",
        "  → Move it back.",
        "  Rule: /process/sales/#moves",
        "",
        "✗ 1 error (1 deal, 2 handbook pages).",
        "",
      ].join("\n"),
    );
  });

  test("is coloured only when asked", () => {
    const coloured = humanReport(input({ findings: [finding()] }, "x", true));
    expect(coloured).toContain("\u001b[");
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(humanReport(input({ findings: [finding()] }, "x")));
  });
});

test("a pull request's comment stays within what the forge takes, however much there is from before it", () => {
  const output = markdownReport(
    input({ elsewhere: Array.from({ length: 300 }, () => finding({ message: "The time is up. ".repeat(20) })) }),
  );
  expect(output).toContain("300 from before this change");
  expect(output).toContain("- … and 250 more");
  expect(output.length).toBeLessThan(65_536);
});
