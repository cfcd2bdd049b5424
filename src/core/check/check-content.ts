import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals, Settings } from "../content/content.ts";
import { type Finding, sortFindings } from "../finding/finding.ts";
import { dealDuplicate } from "../rules/deal-set.ts";
import { judgeDeal } from "./judge-deal.ts";
import type { CheckReport } from "./report.ts";
import { runRules } from "./run-rules.ts";

/** A whole content root, read. */
export interface Content {
  readonly settings: Settings;
  readonly deals: Deals;
  /** Paths of all deals, read or not. */
  readonly dealPaths: readonly string[];
  /** What is wrong in the handbook's pages, and how many there are. */
  readonly handbook: HandbookState;
}

/** What the check needs to know of the handbook. */
export interface HandbookState {
  readonly findings: readonly Finding[];
  readonly pageCount: number;
}

/** Judges everything as it stands, by its own rules. */
export function checkContent(content: Content, today: BusinessDate): CheckReport {
  const { settings, deals, handbook } = content;
  const basis = { rules: settings.rules, people: settings.people, today };
  const judged = deals.files.flatMap((file) => judgeDeal({ file, documents: deals.documents.get(file.path) ?? [] }, basis));
  const duplicates = runRules([dealDuplicate], { paths: content.dealPaths }, "deals");
  return {
    findings: sortFindings([...settings.findings, ...handbook.findings, ...judged, ...duplicates]),
    elsewhere: [],
    deals: [],
    counts: { deals: deals.files.length, pages: handbook.pageCount },
  };
}
