/** A node of MDX, as far as it matters whether it can be run. */
export interface MdxNode {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly ordered?: boolean | null;
  readonly attributes?: readonly JsxAttribute[];
  readonly children?: readonly MdxNode[];
}

/** An attribute of a tag or component; the value of an expression stands in an object. */
export interface JsxAttribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: string | null | { readonly value: string };
}

type Contract = (node: MdxNode) => string | undefined;

const attributeValue = (node: MdxNode, name: string): JsxAttribute["value"] =>
  node.attributes?.find((attribute) => attribute.name === name)?.value;

const needs =
  (name: string): Contract =>
  (node) => {
    const value = attributeValue(node, name);
    return typeof value === "string" && value !== "" ? undefined : `<${node.name}> needs ${name}="…".`;
  };

const oneOf =
  (name: string, allowed: readonly string[]): Contract =>
  (node) => {
    const value = attributeValue(node, name);
    const isAllowed = value === undefined || (typeof value === "string" && allowed.includes(value));
    return isAllowed ? undefined : `${name} of <${node.name}> is one of ${allowed.join(", ")}.`;
  };

const oneList =
  (isOrdered: boolean): Contract =>
  ({ name, children = [] }) => {
    const content = children.filter((child) => child.type !== "mdxFlowExpression");
    const isList = content.length === 1 && content[0]?.type === "list" && content[0].ordered === isOrdered;
    return isList ? undefined : `<${name}> holds one ${isOrdered ? "numbered" : "bulleted"} list and nothing else.`;
  };

const any: Contract = () => undefined;

const badgeVariants = ["note", "danger", "success", "caution", "tip", "default"];

/**
 * The components of Starlight that a page may use, each with what it insists on: where it does not get that, it throws
 * while the site is built.
 */
export const components: Readonly<Record<string, readonly Contract[]>> = {
  Aside: [oneOf("type", ["note", "tip", "caution", "danger"])],
  Badge: [needs("text"), oneOf("variant", badgeVariants), oneOf("size", ["small", "medium", "large"])],
  Card: [any],
  CardGrid: [any],
  FileTree: [oneList(false)],
  Icon: [needs("name")],
  LinkButton: [needs("href")],
  LinkCard: [needs("title"), needs("href")],
  Steps: [oneList(true)],
  TabItem: [needs("label")],
  Tabs: [any],
};

/** What a component would refuse to be built with, if anything. */
export function contractBreach(node: MdxNode): string | undefined {
  const contracts = node.name && Object.hasOwn(components, node.name) ? components[node.name] : undefined;
  return contracts?.map((contract) => contract(node)).find((message) => message !== undefined);
}
