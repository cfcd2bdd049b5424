import type { Element, Nodes, Root } from "hast";
import { defaultSchema, type Schema, sanitize } from "hast-util-sanitize";
import type { HastPluginDefinition } from "satteri";

// Of what the library allows everywhere, `name` on a picture hides a function of the document from the page's scripts
// (`<img name="querySelector">`); the others mean nothing without the forms that are taken out.
const withheld = new Set(["accept", "acceptCharset", "accessKey", "action", "encType", "method", "name", "prompt", "readOnly"]);
const everywhere = (defaultSchema.attributes?.["*"] ?? []).filter((name) => typeof name === "string" && !withheld.has(name));

const property = "(text-align|vertical-align|(min-|max-)?width|height|white-space|font-weight|(background-)?color)";
const declaration = `\\s*${property}\\s*:\\s*[\\w.%#-]+\\s*`;

// How a table looks; not what covers the page or fetches a picture from elsewhere.
const style: ["style", RegExp] = ["style", new RegExp(`^${declaration}(;${declaration})*;?\\s*$`, "i")];

const shape = ["d", "points", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "transform"];
const paint = ["fill", "fillRule", "clipRule", "opacity", "stroke", "strokeWidth", "strokeLineCap", "strokeLineJoin"];
const shapes = ["path", "g", "circle", "ellipse", "line", "polygon", "polyline", "rect"];
const colour = /^[\w#.%-]+$/;

/** Attributes of drawn shapes; a colour that is an address would be fetched. */
const shapeAttributes = [...shape, ...paint.map((name): [string, RegExp] => [name, colour])];

const media = ["src", "controls", "loop", "muted", "poster", "preload", "playsInline"];

/** What a team writes its handbook with: everything that is read, nothing that runs, covers or sends. */
const schema: Schema = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    ...["abbr", "aside", "audio", "bdi", "bdo", "caption", "center", "cite", "col", "colgroup", "dfn", "figcaption", "figure"],
    ...["font", "mark", "small", "time", "track", "u", "video", "wbr", "svg", ...shapes],
  ],
  attributes: {
    ...defaultSchema.attributes,
    "*": [...everywhere, "ariaHidden", "ariaLabel", "role", style],
    a: [...(defaultSchema.attributes?.a ?? []), "name", "target", "rel"],
    aside: [["className", /^starlight-aside/]],
    audio: media,
    div: [["className", "starlight-aside__content"]],
    img: ["src", "srcSet", "loading", "decoding"],
    p: [["className", "starlight-aside__title"]],
    pre: ["dataWords"],
    source: ["src", "srcSet", "type"],
    svg: ["viewBox", ["className", "starlight-aside__icon"], ...shapeAttributes],
    track: ["src", "kind", "srcLang", "default"],
    video: media,
    ...Object.fromEntries(shapes.map((name) => [name, shapeAttributes])),
  },
  // Addresses inside the page keep working; a handbook's own anchors are what its links lead to.
  clobber: [],
  protocols: {
    cite: ["http", "https"],
    href: ["http", "https", "HTTP", "HTTPS", "mailto", "tel", "sms", "slack", "msteams", "zoommtg", "irc", "xmpp"],
    poster: ["http", "https"],
    // A page may carry a small picture in itself; the link plugin has let no other kind of data through.
    src: ["http", "https", "data"],
  },
  strip: ["script", "style", "template", "title", "textarea", "math"],
};

/** A film from elsewhere would run in the page: it becomes a link to it. */
function linkTo({ properties }: Readonly<Element>): Element | undefined {
  const { src, title } = properties;
  if (typeof src !== "string" || !/^https?:\/\//i.test(src)) return undefined;
  return { type: "element", tagName: "a", properties: { href: src }, children: [{ type: "text", value: String(title ?? src) }] };
}

/** Shows what frames show as links. */
const framesAsLinks: HastPluginDefinition = {
  name: "handbook-frames",
  element: { filter: ["iframe"], visit: (node, ctx) => (ctx.sourceFormat === "markdown" ? linkTo(node) : undefined) },
};

// The renderer takes no tree back that is deeper than 128 levels, and would stop the build.
const deepest = 100;

function isTooDeep(root: Nodes): boolean {
  let level: Nodes[] = [root];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((node) => ("children" in node ? node.children : []));
  }
  return level.length > 0;
}

function asWritten(source: string): Root {
  const code: Element = { type: "element", tagName: "code", properties: {}, children: [{ type: "text", value: source }] };
  return { type: "root", children: [{ type: "element", tagName: "pre", properties: {}, children: [code] }] };
}

/**
 * Takes everything active out of a page's HTML: a page comes with a pull request, and whoever previews it is signed in
 * where the site is. A page of MDX is a program by its nature and is left alone. What nests beyond all reason is shown
 * as it is written.
 */
const harmless: HastPluginDefinition = {
  name: "handbook-harmless",
  before: (root, ctx) => {
    if (ctx.sourceFormat !== "markdown") return;
    ctx.replaceNode(root, isTooDeep(root) ? asWritten(ctx.source) : (sanitize(root as Nodes, schema) as Root));
  },
};

export const safetyPlugins: readonly HastPluginDefinition[] = [framesAsLinks, harmless];
