import type { Nodes, Root } from "mdast";
import { mdxToJs, mdxToMdast } from "satteri";
import { walk } from "../text/markdown.ts";
import { components, contractBreach, type JsxAttribute, type MdxNode } from "./mdx-components.ts";

/** Why a page is not run as MDX; the offset in its body is absent where it is not known. */
export interface MdxRefusal {
  readonly message: string;
  readonly offset: number | undefined;
}

/** The one package that a page may import from, and what it has. */
const componentsPackage = "@astrojs/starlight/components";

const importStatement = /^import\s*\{([^{}]*)\}\s*from\s*(["'])([^"']+)\2\s*;?\s*/;

/** Parses MDX into its syntax tree; throws where it is none. */
const parseMdx = (body: string): Root => mdxToMdast(body, { features: { frontmatter: false } }) as unknown as Root;

/** Adds the names that an import brings in; returns why it may not stand, if so. */
function readImports(code: string, names: Set<string>): string | undefined {
  let rest = code.trim();
  while (rest !== "") {
    const match = importStatement.exec(rest);
    if (!match) return `Only imports such as \`import { Card } from "${componentsPackage}"\` may stand in a page.`;
    const [whole, list = "", , source] = match;
    const wanted = list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    const unknown = wanted.find((name) => source !== componentsPackage || !Object.hasOwn(components, name));
    if (unknown !== undefined || source !== componentsPackage) return `"${unknown ?? ""}" of "${source}" cannot be imported here.`;
    for (const name of wanted) names.add(name);
    rest = rest.slice(whole.length);
  }
  return undefined;
}

const plainValue = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`$\\]*`|-?\d+(?:\.\d+)?|true|false|null|)$/;

/** An expression that needs nothing to be run: a literal or a comment. */
const isPlain = (expression: string): boolean => plainValue.test(expression.replace(/\/\*[\s\S]*?\*\//g, "").trim());

function attributeRefusal({ type, name, value }: JsxAttribute): string | undefined {
  if (type !== "mdxJsxAttribute") return "An attribute is spread from a value that is not known here.";
  if (name?.includes(":")) return `The attribute "${name}" is an instruction to Astro.`;
  // A style object or an event handler would have to be run.
  if (typeof value === "object" && value !== null && !isPlain(value.value)) return `The attribute "${name}" is an expression.`;
  return undefined;
}

function elementRefusal(node: MdxNode, names: ReadonlySet<string>): string | undefined {
  const { name, attributes = [] } = node;
  const isKnown = !name || names.has(name) || /^[a-z][a-z0-9-]*$/.test(name);
  if (!isKnown) return `The component <${name}> is not imported.`;
  return attributes.map(attributeRefusal).find((message) => message !== undefined) ?? contractBreach(node);
}

function nodeRefusal(node: MdxNode, names: Set<string>): string | undefined {
  if (node.type === "mdxjsEsm") return readImports(node.value ?? "", names);
  if (node.type.startsWith("mdxJsx")) return elementRefusal(node, names);
  const isExpression = node.type === "mdxFlowExpression" || node.type === "mdxTextExpression";
  return isExpression && !isPlain(node.value ?? "") ? `"{${node.value?.trim().slice(0, 40)}}" is an expression.` : undefined;
}

function firstRefusal(root: Root): MdxRefusal | null {
  const names = new Set<string>();
  let refusal: MdxRefusal | null = null;
  walk(root, (node: Nodes) => {
    const message = refusal === null ? nodeRefusal(node as MdxNode, names) : undefined;
    if (message !== undefined) refusal = { message, offset: node.position?.start.offset };
  });
  return refusal;
}

/** The compiler's messages begin with the line and column. */
function syntaxRefusal(error: Error, body: string): MdxRefusal {
  const match = /^(\d+):(\d+)(?:-\d+:\d+)?: ([^\n]*)/.exec(error.message);
  if (!match) return { message: error.message.split("\n", 1)[0] ?? "", offset: undefined };
  const lines = body.split("\n").slice(0, Number(match[1]) - 1);
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0) + Number(match[2]) - 1;
  return { message: match[3] ?? "", offset: Math.min(offset, body.length) };
}

/**
 * Reads a page as MDX. A page is run only if nothing in it has to be executed to know what it shows: components of
 * Starlight, HTML tags and literals. So no code of a pull request runs in the check, and nothing can fail in the build.
 */
export function readMdx(body: string): { readonly root: Root } | { readonly refusal: MdxRefusal } {
  try {
    const root = parseMdx(body);
    mdxToJs(body, { features: { frontmatter: false } });
    const refusal = firstRefusal(root);
    return refusal ? { refusal } : { root };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { refusal: syntaxRefusal(error, body) };
  }
}
