import { expect, test } from "vitest";
import { drawMermaid } from "../../src/adapters/diagram.ts";

const labelOf = (source: string): string | undefined => /aria-label="([^"]*)"/.exec(drawMermaid(source) ?? "")?.[1];

test.each([
  ["graph TD; A-->B", "Diagram: A, B"],
  ["flowchart LR\n A-->|yes|B{Ok?}", "Diagram: yes, A, Ok?"],
  ["graph LR\n A -- words --> B", "Diagram: words, A, B"],
  ["graph LR\n 顧客-->営業", "Diagram: 顧客, 営業"],
  ["%% a comment\ngraph LR\n A-.->B==>C", "Diagram: A, B, C"],
  ["sequenceDiagram\n A->>B: hi", "Diagram: hi, A, B"],
])("%j is drawn", (source, label) => {
  expect(labelOf(source)).toBe(label);
});

test.each(['pie\n  "Dogs" : 3', "", "not a diagram", "gantt\n title x"])("%j is not", (source) => {
  expect(drawMermaid(source)).toBeNull();
});

test("a diagram asks for nothing and styles nothing but itself", () => {
  const svg = drawMermaid('graph TD\n A["<script>alert(1)</script>"]-->B') ?? "";
  expect(svg).not.toMatch(/@import|<script|https?:\/\/(?!www\.w3\.org)/);
  const selectors = [...(/<style>([\s\S]*?)<\/style>/.exec(svg)?.[1] ?? "").matchAll(/([^{}]+)\{[^}]*\}/g)].map((match) =>
    match[1]?.trim(),
  );
  expect(selectors.length).toBeGreaterThan(0);
  for (const selector of selectors) expect(selector).toMatch(/^\.diagram-[0-9a-f]{8}/);
});

const styled = (style: string): string | null => drawMermaid(`graph TD\n A-->B\n ${style}`);

test("a diagram chooses its colours", () => {
  expect(styled("style A fill:#0b6355,stroke-width:2px")).toContain("#0b6355");
  expect(drawMermaid("graph TD\n A[C:\\Users] --> B")).toContain("Users");
});

test.each(["url(https://elsewhere.example/x)", "\\75rl(https://elsewhere.example/x)", "URL( 'https://elsewhere.example/x' )"])(
  "a diagram whose colour is %s is not drawn",
  (colour) => {
    const styles = [`style A fill:${colour}`, `classDef z stroke:${colour}\n class A z`, `linkStyle 0 stroke:${colour}`];
    for (const style of styles) expect([style, styled(style)]).toEqual([style, null]);
    expect(styled(`C["x; style A fill:${colour}"]`) ?? "").not.toMatch(/(fill|stroke)="[^"]*elsewhere/);
  },
);
