// The floor of a site: reads every deal, and writes a page for each, with nothing around it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml-5";
import { markdownToHtml } from "satteri";

const [deals = "", out = ""] = process.argv.slice(2);

for (const entry of readdirSync(deals, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
  const end = text.indexOf("\n---\n", 3);
  const { title, company, stage, owner } = load(text.slice(4, end), { schema: CORE_SCHEMA }) as Record<string, string>;
  const { html } = markdownToHtml(text.slice(end + 5));
  const folder = join(out, "deals", basename(entry.name, ".md"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${company}: ${title}</h1><p>${stage}, ${owner}</p>${html}</main></body></html>`,
  );
}
