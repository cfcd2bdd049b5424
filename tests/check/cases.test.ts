import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/core/check/catalogue.ts";
import { caseNames, casesFolder, judgeCase, placed, readCase } from "./marked-case.ts";

const names = caseNames();

describe("marked cases", () => {
  test.each(names)("%s", (name) => {
    const marked = readCase(join(casesFolder, name));
    const report = judgeCase(marked);
    expect({ findings: report.findings.map(placed).sort(), elsewhere: report.elsewhere.map(placed).sort() }).toEqual({
      findings: marked.expected,
      elsewhere: marked.elsewhere,
    });
  });
});

// Pages have their own tests, over a generated handbook.
const codes = catalogue.map(({ code }) => code).filter((code) => !code.startsWith("handbook/"));

const folderOf = (code: string): string => code.replace("/", "-");

describe("every code", () => {
  test.each(codes)("%s has a case that it fails and one that passes", (code) => {
    const own = names.filter((name) => name.startsWith(`${folderOf(code)}/`)).map((name) => readCase(join(casesFolder, name)));
    const fails = own.filter(({ expected }) => expected.some((each) => each.endsWith(` ${code}`)));
    expect({ failing: fails.length > 0, passing: own.length > fails.length }).toEqual({ failing: true, passing: true });
  });

  test("is in the catalogue if a case expects it", () => {
    const expected = names.flatMap((name) =>
      readCase(join(casesFolder, name)).expected.map((each) => each.slice(each.lastIndexOf(" ") + 1)),
    );
    expect(expected.filter((code) => !catalogue.some((entry) => entry.code === code))).toEqual([]);
  });

  test("has a folder of cases of its own, and each folder a code", () => {
    const folders = new Set(names.map((name) => name.split("/")[0]));
    expect([...folders].filter((folder) => !codes.some((code) => folderOf(code) === folder))).toEqual([]);
  });
});

// What people read. A change of wording shows in the diff of this file.
test("the findings of all cases, in full", async () => {
  const pages = names.map((name) => {
    const { findings } = judgeCase(readCase(join(casesFolder, name)));
    const blocks = findings.map((finding) =>
      [
        `${placed(finding)}${finding.severity === "warning" ? " (warning)" : ""}`,
        `    ${finding.message}`,
        ...(finding.hint === undefined ? [] : [`    → ${finding.hint}`]),
        ...(finding.docs === undefined ? [] : [`    Rule: ${finding.docs}`]),
      ].join("\n"),
    );
    return blocks.length === 0 ? [] : [`${name}\n${"-".repeat(name.length)}\n${blocks.join("\n")}\n`];
  });
  await expect(pages.flat().join("\n")).toMatchFileSnapshot("findings.txt");
});
