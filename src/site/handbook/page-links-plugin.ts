import type { Element, ElementContent } from "hast";
import type {
  HastPluginDefinition,
  HastVisitorContext,
  MdastPluginDefinition,
  MdxJsxFlowElementHast,
  MdxJsxTextElementHast,
} from "satteri";
import type { LinkTarget } from "../../core/handbook/link-target.ts";
import { isForeignPage } from "./active-file.ts";

/** What a destination in the page means that is being rendered. */
export interface PageLinks {
  resolve(destination: string, kind: "link" | "image"): LinkTarget;
  /** The site's base without a slash at its end. */
  readonly base: string;
}

type Kind = "link" | "image";

const alt = (text: unknown): ElementContent[] => (typeof text === "string" && text !== "" ? [{ type: "text", value: text }] : []);

/** The address to print; `null` where there is nothing that could be reached. */
function addressOf(destination: string, kind: Kind, links: PageLinks): string | null {
  const done = `${links.base}/`;
  if (kind === "image" && destination.startsWith(`${done}handbook-files/`)) return destination;
  const target = links.resolve(destination, kind);
  if (target.kind === "untouched") return destination;
  if (target.kind === "asset") return isForeignPage(target.path) ? null : links.base + target.href;
  return target.kind === "page" && kind === "link" ? links.base + target.href : null;
}

/** Astro decodes the address of every image, and would stop the build at a stray percent sign. */
function decodable(address: string): string {
  try {
    decodeURI(address);
    return address;
  } catch (error) {
    if (error instanceof URIError) return address.replaceAll("%", "%25");
    throw error;
  }
}

/**
 * Gives images their final address before Astro sees them. Its image pipeline would stop the build at a missing or
 * damaged one; a handbook's images are copied as they are.
 */
export const imageAddresses = (links: PageLinks): MdastPluginDefinition => ({
  name: "handbook-image-addresses",
  image(node) {
    const address = addressOf(node.url, "image", links);
    if (address === null) return { type: "text", value: node.alt ?? "" };
    const url = decodable(address);
    return url === node.url ? undefined : { type: "image", url, alt: node.alt ?? "", title: node.title ?? null };
  },
});

function visitMedia(node: Readonly<Element>, ctx: HastVisitorContext, links: PageLinks): void {
  const source = node.properties?.src;
  if (node.tagName === "img" && node.properties?.alt === undefined) ctx.setProperty(node, "alt", "");
  if (typeof source !== "string") return;
  const address = addressOf(source, "image", links);
  if (address === null) ctx.replaceNode(node, alt(node.properties.alt));
  else if (decodable(address) !== source) ctx.setProperty(node, "src", decodable(address));
}

function visitAnchor(node: Readonly<Element>, ctx: HastVisitorContext, links: PageLinks): void {
  const href = node.properties?.href;
  if (typeof href !== "string") return;
  const address = addressOf(href, "link", links);
  if (address === null) ctx.replaceNode(node, [...node.children] as ElementContent[]);
  else if (address !== href) ctx.setProperty(node, "href", address);
}

/** Points images, also those in raw HTML, to their files; a missing one becomes its alternative text. */
const mediaAddresses = (links: PageLinks): HastPluginDefinition => ({
  name: "handbook-media",
  element: { filter: ["img", "source", "video", "audio"], visit: (node, ctx) => visitMedia(node, ctx, links) },
});

/** Points links, also those in raw HTML, to their pages; a dead one becomes its text. */
const linkAddresses = (links: PageLinks): HastPluginDefinition => ({
  name: "handbook-links",
  element: { filter: ["a", "area"], visit: (node, ctx) => visitAnchor(node, ctx, links) },
});

type JsxElement = Readonly<MdxJsxFlowElementHast> | Readonly<MdxJsxTextElementHast>;

/** What stands in place of a tag or component that leads nowhere: what is in it, else its title. */
function remainsOf(node: JsxElement): ElementContent[] {
  const title = node.attributes.find((each) => "name" in each && (each.name === "title" || each.name === "alt"));
  return node.children.length > 0 ? ([...node.children] as ElementContent[]) : alt(title?.value);
}

function visitJsx(node: JsxElement, ctx: HastVisitorContext, links: PageLinks): void {
  const attribute = node.attributes.find((each) => "name" in each && (each.name === "href" || each.name === "src"));
  if (attribute?.type !== "mdxJsxAttribute" || typeof attribute.value !== "string") return;
  const address = addressOf(attribute.value, attribute.name === "href" ? "link" : "image", links);
  const attributes = node.attributes.map((each) => (each === attribute ? { ...attribute, value: address } : each));
  if (address === null) ctx.replaceNode(node, remainsOf(node));
  else if (address !== attribute.value) ctx.replaceNode(node, { ...node, attributes } as never);
}

const jsxNames = ["a", "area", "img", "source", "video", "audio", "LinkCard", "LinkButton"];

/** The same for tags and components that a page of MDX contains. */
const jsxAddresses = (links: PageLinks): HastPluginDefinition => {
  const visitor = { filter: jsxNames, visit: (node: JsxElement, ctx: HastVisitorContext) => visitJsx(node, ctx, links) };
  return { name: "handbook-jsx-links", mdxJsxFlowElement: visitor, mdxJsxTextElement: visitor };
};

/** Images first: a dead link is replaced by what is in it, and what was replaced is not visited again. */
export const addressPlugins = (links: PageLinks): HastPluginDefinition[] => [
  mediaAddresses(links),
  linkAddresses(links),
  jsxAddresses(links),
];
