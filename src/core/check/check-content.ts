import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals, Settings } from "../content/content.ts";
import type { HandbookState } from "../content/handbook-state.ts";
import { type Finding, sortFindings } from "../finding/finding.ts";
import { contentEnding } from "../rules/content-ending.ts";
import { dealDuplicate } from "../rules/deal-set.ts";
import { importUnknownName } from "../rules/import-unknown-name.ts";
import { organisationPipelineOrder } from "../rules/organisation-pipeline-order.ts";
import { pipelineExample } from "../rules/pipeline-example.ts";
import { pipelineHandoff } from "../rules/pipeline-handoff.ts";
import { pipelineTimeRule } from "../rules/pipeline-time-rule.ts";
import { pipelineUnknownName } from "../rules/pipeline-unknown-name.ts";
import { pipelineWrongType } from "../rules/pipeline-wrong-type.ts";
import { judgeDeal } from "./judge-deal.ts";
import type { CheckReport } from "./report.ts";
import { runRules } from "./run-rules.ts";

/** A whole content root, read. */
export interface Content {
  /** All files there are, read or not, from the content root. */
  readonly paths: readonly string[];
  readonly settings: Settings;
  readonly deals: Deals;
  /** Paths of all deals, read or not. */
  readonly dealPaths: readonly string[];
  readonly handbook: HandbookState;
}

/** Files that look like content but are not read, because their names end differently. */
export const unreadNames = (paths: readonly string[]): Finding[] => runRules([contentEnding], { paths }, "");

/**
 * What is wrong with settings that is seen only when all of them are read: handoffs that lead nowhere, fields that nobody
 * defines or that do not fit, mappings to what does not exist, examples that do not hold, moves that time rules cannot propose.
 */
export const settingsFindings = (settings: Settings, today: BusinessDate): Finding[] => [
  ...settings.findings,
  ...runRules([organisationPipelineOrder], settings, "dealbook.yaml"),
  ...runRules([pipelineHandoff, pipelineUnknownName, pipelineWrongType, pipelineTimeRule], settings, "pipelines"),
  ...runRules([importUnknownName], settings, "imports"),
  ...runRules([pipelineExample], { settings, today }, "pipelines"),
];

/** Judges everything as it stands, by its own rules. */
export function checkContent(content: Content, today: BusinessDate): CheckReport {
  const { settings, deals, handbook, paths } = content;
  const basis = { rules: settings.rules, people: settings.people, today };
  const judged = deals.files.flatMap((file) => judgeDeal({ file, documents: deals.documents.get(file.path) ?? [] }, basis));
  const duplicates = runRules([dealDuplicate], { paths: content.dealPaths }, "deals");
  return {
    findings: sortFindings([...settingsFindings(settings, today), ...handbook.findings, ...judged, ...duplicates, ...unreadNames(paths)]),
    elsewhere: [],
    deals: [],
    counts: { deals: deals.files.length, pages: handbook.pageCount },
  };
}
