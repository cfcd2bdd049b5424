import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { presetNames, schemaShelf } from "../../src/adapters/presets.ts";
import { callMain, type Rep, rep } from "./rep.ts";

const picture = Uint8Array.from({ length: 512 }, (_, index) => index % 256);

const schema = (way: string, name: string) => `# yaml-language-server: $schema=${way}schema/${name}.schema.json\n`;

const preset: Readonly<Record<string, string | Uint8Array>> = {
  "dealbook.yaml": `${schema("../../", "dealbook")}name: Small Team\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n`,
  "people.yaml": "roles: { ae: { name: AE } }\npeople:\n  ann: { name: Ann, role: ae }\n",
  "pipelines/sales.yaml": `${schema("../../../", "pipeline")}name: Sales
summary: Short.
born_in: [lead]
lost_reasons: [{ id: price, name: Price }]
stages:
  - { id: lead, name: Lead, kind: open, probability: 15, goal: Find. }
  - { id: won, name: Won, kind: won, probability: 100, goal: Win. }
  - { id: lost, name: Lost, kind: lost, probability: 0, goal: Learn. }
`,
  "handbook/index.md": "# Welcome\n\n![Map](map.png)\n",
  "handbook/map.png": picture,
  "deals/README.md": "Deals stand here.\n",
  "deals/2026/acme.md": `---\n${schema("../../../../", "deal")}title: T\ncompany: Acme\npipeline: sales\nstage: lead\nstage_entered: 2026-11-01\nowner: ann\n---\n`,
  "deals/2026/acme/notes.pdf": picture,
};

function put(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), data);
  }
}

/** An empty repository, and a folder with the presets "small" and "other". */
function adopter(): Rep {
  const root = mkdtempSync(join(tmpdir(), "dealbook-presets-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  put(join(root, "small"), preset);
  put(join(root, "other"), { "dealbook.yaml": "name: Other\ncurrency: EUR\nlocale: en-GB\ntime_zone: UTC\n" });
  put(root, { "README.md": "No preset.", "drafts/people.yaml": "" });
  return rep({ files: {}, env: { DEALBOOK_PRESETS: root } });
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe("init", () => {
  test("copies a preset, pictures to the byte, and says what comes next", async () => {
    const { dealbook, folder, git } = adopter();
    const { code, out } = await dealbook("init", "--preset", "small");
    expect(code).toBe(0);
    expect(out).toContain("✓ The preset small is in content: ");
    expect(out).toContain("Edit content/dealbook.yaml");
    expect(out).toContain("git add content .gitignore && git commit");
    const root = join(folder, "content");
    expect(filesBelow(root).filter((path) => !path.startsWith("schema/"))).toEqual(Object.keys(preset).sort());
    expect(new Uint8Array(readFileSync(join(root, "handbook/map.png")))).toEqual(picture);
    git("add", ".");
    git("commit", "--quiet", "--message", "Our content");
    expect(await dealbook("check")).toMatchObject({ code: 0, err: "" });
  });

  test("brings the schemas along, and every file points to one that is there", async () => {
    const { dealbook, folder } = adopter();
    await dealbook("init", "--preset", "small");
    const root = join(folder, "content");
    const linked = filesBelow(root).flatMap((path) => {
      const [, to] = /\$schema=(\S+)/.exec(readFileSync(join(root, path), "latin1")) ?? [];
      return to === undefined ? [] : [join(root, dirname(path), to)];
    });
    expect(linked).toHaveLength(3);
    expect(linked.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("leaves the sample deals out with --empty; the first deal goes well", async () => {
    const { dealbook, folder, git } = adopter();
    const { out } = await dealbook("init", "--preset", "small", "--empty");
    expect(out).toContain("Your first deal: dealbook new");
    expect(filesBelow(join(folder, "content/deals"))).toEqual(["README.md"]);
    git("add", ".");
    git("commit", "--quiet", "--message", "Our content");
    expect((await dealbook("new", "--company", "Acme", "--title", "Pilot", "--owner", "ann")).code).toBe(0);
    expect((await dealbook("check", "--base", "main")).code).toBe(0);
  });

  test("goes into the folder named, by argument, option or environment", async () => {
    const { dealbook, folder } = adopter();
    expect((await dealbook("init", "--preset", "small", "sales")).out).toContain("dealbook check --content sales");
    expect((await dealbook("init", "--preset", "small", "--content", "other/place")).code).toBe(0);
    expect([existsSync(join(folder, "sales/dealbook.yaml")), existsSync(join(folder, "other/place/dealbook.yaml"))]).toEqual([true, true]);
    expect((await dealbook("check", "--content", "sales")).code).toBe(0);
  });

  test("goes into a repository that is to be nothing but content", async () => {
    const { dealbook, folder } = adopter();
    expect((await dealbook("init", "--preset", "small", ".")).code).toBe(0);
    expect(existsSync(join(folder, "pipelines/sales.yaml"))).toBe(true);
  });

  test("does not write over what is there, unless it is told to", async () => {
    const { dealbook, folder } = adopter();
    put(join(folder, "content"), { "mine.md": "Mine.", "dealbook.yaml": "name: Mine\n" });
    const refused = await dealbook("init", "--preset", "small");
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain("content is not empty: it holds dealbook.yaml, mine.md.");
    expect(filesBelow(join(folder, "content"))).toEqual(["dealbook.yaml", "mine.md"]);
    expect((await dealbook("init", "--preset", "small", "--force")).code).toBe(0);
    expect(readFileSync(join(folder, "content/mine.md"), "utf8")).toBe("Mine.");
    expect(readFileSync(join(folder, "content/dealbook.yaml"), "utf8")).toContain("Small Team");
    expect((await dealbook("init", "--preset", "small", "content/mine.md")).err).toContain("is a file");
  });

  test("keeps builds out of git, at the top of the repository", async () => {
    const { dealbook, git, folder, read } = adopter();
    const { out } = await dealbook("init", "--preset", "small", "teams/north");
    expect(out).toContain("  Added to .gitignore: node_modules/, dist/, .astro/, .cache/\n");
    expect(read(".gitignore")).toBe("node_modules/\ndist/\n.astro/\n.cache/\n");
    put(folder, { "dist/index.html": "Built.", "node_modules/a/index.js": "", ".astro/types.d.ts": "", "teams/.cache/a": "" });
    git("add", ".");
    const recorded = git("ls-files").split("\n");
    expect(recorded.filter((path) => /(?:dist|node_modules|\.astro|\.cache)\//.test(path))).toEqual([]);
    expect(recorded).toContain("teams/north/dealbook.yaml");
  });

  test("adds to a .gitignore what it lacks, and leaves every line of it as it is", async () => {
    const { dealbook, folder, read } = adopter();
    put(folder, { ".gitignore": "# Ours\r\n/node_modules\r\n!dist/\r\n*.log" });
    expect((await dealbook("init", "--preset", "small", ".")).out).toContain("  Added to .gitignore: .astro/, .cache/\n");
    const text = "# Ours\r\n/node_modules\r\n!dist/\r\n*.log\r\n.astro/\r\n.cache/\r\n";
    expect(read(".gitignore")).toBe(text);
    const again = await dealbook("init", "--preset", "small", ".", "--force", "--json");
    expect(JSON.parse(again.out).gitignore).toEqual({ file: join(folder, ".gitignore"), added: [], missing: [] });
    expect(read(".gitignore")).toBe(text);
  });

  test("leaves a .gitignore alone that it cannot read, and says what it should name", async () => {
    const { dealbook, folder } = adopter();
    const bytes = Uint8Array.from([0x64, 0xe9, 0x0a]);
    put(folder, { ".gitignore": bytes });
    const { out } = await dealbook("init", "--preset", "small");
    expect(out).toContain("  .gitignore is not UTF-8 text and stays as it is; it should name node_modules/, dist/, .astro/, .cache/\n");
    expect(out).toContain("git add content && git commit");
    expect(new Uint8Array(readFileSync(join(folder, ".gitignore")))).toEqual(bytes);
  });

  test("writes the .gitignore beside the content where there is no repository yet", async () => {
    const root = mkdtempSync(join(tmpdir(), "dealbook-init-"));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const { code } = await callMain(root, ["init", "--preset", "product-led", "work/sales", "--empty"], {});
    expect({ code, files: readdirSync(join(root, "work")).sort() }).toEqual({ code: 0, files: [".gitignore", "sales"] });
  });

  test("lists the presets, and names them where one is missing or misspelt", async () => {
    const { dealbook } = adopter();
    expect((await dealbook("init", "--list")).out).toBe(
      "other  Other:  (0 pipelines, 0 stages)\nsmall  Small Team: Sales (1 pipeline, 3 stages)\n",
    );
    expect(JSON.parse((await dealbook("init", "--list", "--json")).out).presets[1].name).toBe("small");
    expect((await dealbook("init", "--help")).out).toContain("Presets: other, small");
    expect((await dealbook("init")).err).toContain("Add --preset with one of: other, small");
    expect((await dealbook("init", "--preset", "smal")).err).toContain('Did you mean "small"?');
    expect((await dealbook("init", "--preset", "../small")).code).toBe(2);
  });

  test("prints data with --json", async () => {
    const { dealbook, folder } = adopter();
    const data = JSON.parse((await dealbook("init", "--preset", "small", "--json")).out);
    expect(data).toMatchObject({ schemaVersion: 1, preset: "small", folder: join(folder, "content") });
    expect(data.files).toContain("pipelines/sales.yaml");
  });
});

test("in a clone of this package, content points to the package's schemas", () => {
  const clone = fileURLToPath(new URL("../..", import.meta.url));
  expect(schemaShelf(join(clone, "content")).folder).toBe("../schema");
  expect(schemaShelf(join(clone, "teams/north/content")).folder).toBe("../../../schema");
  expect(schemaShelf(join(clone, "../content")).folder).toBeNull();
});

const shipped = presetNames(fileURLToPath(new URL("../../presets", import.meta.url)));

test.each(shipped)("the preset %s is in order in an empty repository, with its deals and without", async (name) => {
  const { folder, git } = rep({ files: {} });
  for (const [target, ...options] of [["content"], ["bare", "--empty"]] as const) {
    expect(await callMain(folder, ["init", "--preset", name, target, ...options], {})).toMatchObject({ code: 0, err: "" });
    git("add", ".");
    git("commit", "--quiet", "--message", "Our content");
    const checked = await callMain(folder, ["check", "--content", target], {});
    expect(checked.code, checked.out).toBe(0);
  }
});
