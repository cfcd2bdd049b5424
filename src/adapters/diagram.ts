import { createHash } from "node:crypto";
import { renderMermaidSVG } from "beautiful-mermaid";

const options = {
  bg: "var(--sl-color-bg, Canvas)",
  fg: "var(--sl-color-text, CanvasText)",
  accent: "var(--sl-color-text-accent, LinkText)",
  // The library's own mixtures of the two are too faint to read.
  muted: "var(--sl-color-gray-2, CanvasText)",
  line: "var(--sl-color-gray-3, GrayText)",
  border: "var(--sl-color-gray-4, GrayText)",
  font: "inherit",
  transparent: true,
  // Close together, so that more of it fits beside a sidebar or on a phone.
  padding: 8,
  layerSpacing: 32,
};

const flowchart = /^\s*(graph|flowchart)\b/i;

// Labels may hold anything, arrows included; they are stepped over.
const label = '"[^"\\n]*"|\\[[^\\]\\n]*\\]|\\([^)\\n]*\\)|\\{[^}\\n]*\\}|\\|[^|\\n]*\\|';
const labelOrLink = new RegExp(`${label}|[ \\t]*(<?(?:--+[->ox]|==+[=>]|-\\.+->?)(?![->]))[ \\t]*`, "g");
const labelOrWords = new RegExp(`${label}|[ \\t]*--[ \\t]*([^-=>|\\n"\\[\\](){}]+?)[ \\t]*--+>[ \\t]*`, "g");
const labelOrName = new RegExp(`${label}|[\\p{L}\\p{M}\\p{N}_]*[^\\x00-\\x7F\\p{P}\\s][\\p{L}\\p{M}\\p{N}_]*(?=\\s*([\\[({])?)`, "gu");

/** The library takes `A-->B` for one node called "A--"; it wants spaces around every link, and words on it in bars. */
const spaceLinks = (line: string): string =>
  line
    .replace(labelOrWords, (whole, words?: string) => (words === undefined ? whole : ` -->|${words}| `))
    .replace(labelOrLink, (whole, link?: string) => (link === undefined ? whole : ` ${link} `))
    .replaceAll("> |", ">|");

const isAboutNodes = (line: string): boolean => !/^\s*(subgraph|style|classDef|class|click|linkStyle|direction|end)\b/.test(line);

/** The library knows ASCII names only; a node called 営業 becomes one called n1 with that label. */
function asciiNames(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  const nameFor = (word: string): string => {
    const name = names.get(word) ?? `n${names.size + 1}_`;
    names.set(word, name);
    return name;
  };
  const rename = (line: string): string =>
    line.replace(labelOrName, (word, bracket?: string) => {
      if (/^["[({|]/.test(word)) return word;
      return bracket === undefined ? `${nameFor(word)}["${word}"]` : nameFor(word);
    });
  return lines.map((line) => (isAboutNodes(line) ? rename(line) : line));
}

/** A statement a line; a `;` inside a label separates nothing. */
const splitStatements = (source: string): string =>
  source.replace(/"[^"\n]*"|\[[^\]\n]*\]|;[ \t]*/g, (part) => (part.startsWith(";") ? "\n" : part));

function normalise(source: string): string {
  const text = source
    .replace(/^\s*---\n[\s\S]*?\n---\n/, "")
    .replace(/^\s*%%.*$/gm, "")
    .trim();
  if (!flowchart.test(text)) return text;
  const [header = "", ...lines] = splitStatements(text).split("\n");
  return [header.trim(), ...asciiNames(lines.map(spaceLinks))].join("\n");
}

/** The rules of the library's style block are written for an SVG that is alone in its document. */
function scopeStyle(css: string, scope: string): string {
  // A page asks for nothing from elsewhere, so the fonts that the library would load are left out.
  const plain = css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/@import[^\n]*/g, "")
    .replace(/font-family: 'inherit'[^;}]*/g, "font-family: inherit");
  return plain.replace(/([^{}]+)\{/g, (_, selectors: string) => {
    const scoped = selectors.split(",").map((each) => (each.trim() === "svg" ? `.${scope}` : `.${scope} ${each.trim()}`));
    return `\n${scoped.join(", ")} {`;
  });
}

const prefixIds = (svg: string, scope: string): string =>
  svg
    .replace(/(?<=\s)id="([^"]+)"/g, `id="${scope}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${scope}-$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${scope}-$1"`);

/** What the picture shows, for those who do not see it: the words in it, in order. */
function labelOf(svg: string): string {
  const words = [...svg.matchAll(/<text\b[^>]*>([\s\S]*?)<\/text>/g)].map((match) => (match[1] ?? "").replace(/<[^>]*>/g, " ").trim());
  return `Diagram: ${[...new Set(words.filter((word) => word !== ""))].join(", ")}`.replaceAll('"', "&quot;").slice(0, 500);
}

// The letters are drawn 11 to 13 pixels high, which may shrink a little before nobody can read them.
const smallestScale = 0.81;

const leastWidth = (svg: string): number => Math.round(Number(/viewBox="\S+ \S+ (\S+)/.exec(svg)?.[1] ?? 0) * smallestScale);

function finish(svg: string): string {
  const scope = `diagram-${createHash("sha256").update(svg).digest("hex").slice(0, 8)}`;
  const named = prefixIds(svg, scope);
  const css = /<style>([\s\S]*?)<\/style>/.exec(named)?.[1] ?? "";
  const styled = named.replace(css, () => scopeStyle(css, scope));
  const open = `<svg class="diagram ${scope}" role="img" aria-label="${labelOf(svg)}"`;
  return styled
    .replace("<svg", open)
    .replace(/(<svg[^>]*style=")/, `$1min-width:${leastWidth(svg)}px;max-width:100%;height:auto;`)
    .replace(/\n\s*/g, "\n")
    .trim();
}

// A colour may be an address, which a browser fetches; an escape sign hides one.
const fetches = (svg: string): boolean => /\s(?:fill|stroke|color|style|marker-\w+)="[^"]*(?:\\|url\((?!#))/i.test(svg);

/** Draws a Mermaid diagram as SVG in the page's own colours; `null` where it is of a kind that cannot be drawn here. */
export function drawMermaid(source: string): string | null {
  // The library throws plain errors for everything it does not know.
  try {
    const svg = renderMermaidSVG(normalise(source), options);
    return /<text\b|<path\b|<polyline\b/.test(svg) && !fetches(svg) ? finish(svg) : null;
  } catch {
    return null;
  }
}
