import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Subject } from "./measure.ts";

/** A generator that the site is compared with, set up in a folder of its own. */
export interface Generator {
  readonly name: string;
  readonly folder: string;
  readonly command: Subject["command"];
  /** Where it writes to. */
  readonly out: string;
  /** Where its copy of the deals lies. */
  readonly deals: string;
}

/** Why a generator cannot be measured here. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const style = "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:auto}";

// Each gets a page a deal, a table of all deals and a board of columns by stage: what a minimal layout of it gives.
const hugoFiles: Readonly<Record<string, string>> = {
  "hugo.toml": `baseURL = "https://example.com/"
title = "Deals"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
`,
  "config.toml": `baseURL = "https://example.com/"
title = "Deals"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404"]
`,
  "layouts/_default/baseof.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><style>${style}</style></head><body><nav><a href="/deals/">Deals</a> <a href="/board/">Board</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>`,
  "layouts/_default/single.html": `{{ define "main" }}<h1>{{ .Params.company }}: {{ .Title }}</h1><dl><dt>Stage</dt><dd>{{ .Params.stage }}</dd><dt>Owner</dt><dd>{{ .Params.owner }}</dd><dt>Value</dt><dd>{{ .Params.amount.value }} {{ .Params.amount.currency }}</dd><dt>Next</dt><dd>{{ .Params.next_step.action }}</dd></dl>{{ .Content }}<ul>{{ range .Params.activities }}<li>{{ .date }} {{ .kind }} {{ .by }}</li>{{ end }}</ul>{{ end }}`,
  "layouts/index.html": `{{ define "main" }}<h1>Deals</h1><p>{{ len site.RegularPages }} deals</p>{{ end }}`,
  "layouts/deals/list.html": `{{ define "main" }}<h1>Deals</h1><table>{{ range .RegularPagesRecursive }}<tr><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ .Params.company }}</td><td>{{ .Params.stage }}</td><td>{{ .Params.owner }}</td><td>{{ .Params.amount.value }}</td></tr>{{ end }}</table>{{ end }}`,
  "layouts/board/list.html": `{{ define "main" }}<h1>Board</h1>{{ range $stage := slice "lead" "qualified" "discovery" "proposal" "negotiation" "won" "lost" }}<section><h2>{{ $stage }}</h2><ul>{{ range first 50 (where site.RegularPages "Params.stage" $stage) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></section>{{ end }}{{ end }}`,
  "content/_index.md": "---\ntitle: Overview\n---\n",
  "content/deals/_index.md": "---\ntitle: Deals\n---\n",
  "content/board/_index.md": "---\ntitle: Board\n---\n",
};

const layout = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title><style>${style}</style></head><body><nav><a href="/deals/">Deals</a> <a href="/board/">Board</a></nav><main>{{ content | safe }}</main></body></html>`;

const eleventyFiles: Readonly<Record<string, string>> = {
  "package.json": '{ "private": true, "type": "module" }\n',
  "eleventy.config.js": `export default function (config) {
  config.setQuietMode(true);
  config.addFilter("inStage", (deals, stage) => deals.filter((deal) => deal.data.stage === stage).slice(0, 50));
  return { dir: { input: "content", includes: "../layouts", output: "out" }, markdownTemplateEngine: false };
}
`,
  "layouts/base.njk": layout,
  "layouts/deal.njk": `---
layout: base.njk
---
<h1>{{ company }}: {{ title }}</h1><dl><dt>Stage</dt><dd>{{ stage }}</dd><dt>Owner</dt><dd>{{ owner }}</dd><dt>Value</dt><dd>{{ amount.value }} {{ amount.currency }}</dd><dt>Next</dt><dd>{{ next_step.action }}</dd></dl>{{ content | safe }}<ul>{% for each in activities %}<li>{{ each.kind }} {{ each.by }}</li>{% endfor %}</ul>`,
  "content/deals/deals.11tydata.js":
    'export default { layout: "deal.njk", tags: "deal", permalink: ({ page }) => `/deals/${page.fileSlug}/index.html` };\n',
  "content/deals.njk": `---
layout: base.njk
title: Deals
permalink: /deals/index.html
---
<h1>Deals</h1><table>{% for deal in collections.deal %}<tr><td><a href="{{ deal.url }}">{{ deal.data.title }}</a></td><td>{{ deal.data.company }}</td><td>{{ deal.data.stage }}</td><td>{{ deal.data.owner }}</td><td>{{ deal.data.amount.value }}</td></tr>{% endfor %}</table>`,
  "content/board.njk": `---
layout: base.njk
title: Board
permalink: /board/index.html
---
<h1>Board</h1>{% for stage in ["lead", "qualified", "discovery", "proposal", "negotiation", "won", "lost"] %}<section><h2>{{ stage }}</h2><ul>{% for deal in collections.deal | inStage(stage) %}<li><a href="{{ deal.url }}">{{ deal.data.title }}</a></li>{% endfor %}</ul></section>{% endfor %}`,
};

function setUp(folder: string, files: Readonly<Record<string, string>>, deals: string): Pick<Generator, "folder" | "deals"> {
  write(folder, files);
  cpSync(deals, join(folder, "content/deals"), { recursive: true });
  return { folder, deals: join(folder, "content/deals") };
}

/** Hugo, where it is installed. */
export function hugo(parent: string, deals: string): Generator | Missing {
  const { status, stdout } = spawnSync("hugo", ["version"], { encoding: "utf8" });
  if (status !== 0) return { name: "Hugo", reason: "not on the PATH (Debian: apt-get install hugo)" };
  const version = /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "";
  const project = setUp(join(parent, "hugo"), hugoFiles, deals);
  return { name: `Hugo ${version}`, ...project, command: ["hugo", "--quiet", "--destination", "out"], out: join(project.folder, "out") };
}

// Installed once, not with the project: it is here to be compared with.
const eleventyHome = join(tmpdir(), "dealbook-bench-eleventy");
const eleventyVersion = "3.1.6";

/** Eleventy, from the registry. */
export function eleventy(parent: string, deals: string): Generator | Missing {
  const program = join(eleventyHome, "node_modules/@11ty/eleventy/cmd.cjs");
  try {
    if (!existsSync(program)) {
      mkdirSync(eleventyHome, { recursive: true });
      const packages = [`@11ty/eleventy@${eleventyVersion}`];
      execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", eleventyHome, ...packages], { stdio: "pipe" });
    }
  } catch (error) {
    return { name: "Eleventy", reason: `npm could not install it (${String(error).split("\n")[1] ?? ""})` };
  }
  const project = setUp(join(parent, "eleventy"), eleventyFiles, deals);
  return { name: `Eleventy ${eleventyVersion}`, ...project, command: [process.execPath, program], out: join(project.folder, "out") };
}
