import { slugOf } from "../../core/deal/deal-files.ts";
import type { DealDocument, DocumentFile, DocumentGap, DocumentStatus } from "../../core/deal/document.ts";
import { documentGaps } from "../../core/deal/document-gaps.ts";
import { templateFor } from "../../core/pipeline/template.ts";
import { toId } from "../../core/text/field-types.ts";
import type { Format } from "./format.ts";
import type { Site, SiteDeal } from "./site.ts";

/** The anchor of a document on its deal's page. */
export const documentAnchor = (path: string): string => `document-${slugOf(path)}`;

/** A document as the pages show it. */
export interface DocumentView {
  readonly anchor: string;
  readonly path: string;
  readonly title: string;
  /** Markdown; empty where the document could not be read. */
  readonly body: string;
  /** What is missing before it follows its template. */
  readonly gaps: readonly Pick<DocumentGap, "message" | "hint">[];
  /** What its own page is called in the address, below its deal's; absent where it has none. */
  readonly address?: string;
  /** Absent where the document could not be read. */
  readonly state?: Pick<DealDocument, "status" | "signatures" | "language">;
}

/** What a document's file is called in an address; empty where nothing of it can stand there. */
const addressOf = (path: string): string =>
  slugOf(path)
    .split(".")
    .map(toId)
    .filter((part) => part !== "")
    .join(".");

function documentView(file: DocumentFile, { rules }: Site): DocumentView {
  if (!file.document) {
    return {
      anchor: documentAnchor(file.path),
      path: file.path,
      title: slugOf(file.path),
      body: "",
      gaps: [{ message: file.problem.message, hint: file.problem.hint ?? "" }],
    };
  }
  const { document } = file;
  const { path, title, body } = document;
  const follows = templateFor(rules.templates, document.template, document.language);
  return { anchor: documentAnchor(path), path, title, body, gaps: follows ? documentGaps(document, follows) : [], state: document };
}

/** A deal's documents. Of two whose names come to the same address, the first has the page. */
export function documentViews({ documents }: SiteDeal, site: Site): DocumentView[] {
  const taken = new Set([""]);
  return documents.map((file) => {
    const view = documentView(file, site);
    const address = addressOf(view.path);
    if (!view.state || taken.has(address)) return view;
    taken.add(address);
    return { ...view, address };
  });
}

/** How far a document has come, in words. */
export const statusNames: Readonly<Record<DocumentStatus, string>> = {
  draft: "Draft",
  sent: "Sent",
  "signed-by-us": "Signed by us",
  signed: "Signed by both",
};

/** Who has signed a document and when: `For us: Zack Lee, 3 Nov 2026`. */
export const signatureLines = ({ state }: DocumentView, format: Format): string[] =>
  (state?.signatures ?? []).map(({ side, by, date }) => `${side === "us" ? "For us" : "For the customer"}: ${by}, ${format.date(date)}`);

/** The text without a first heading that says what the title above it says. */
export function withoutTitle({ body, title }: DocumentView): string {
  const [line = "", heading] = /^\s*# +(.+)\n/.exec(body) ?? [];
  return heading?.trim() === title ? body.slice(line.length) : body;
}
