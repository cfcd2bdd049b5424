import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { type Content, checkContent } from "../../core/check/check-content.ts";
import type { RuleBook } from "../../core/content/rule-book.ts";
import { ownerOf } from "../../core/deal/deal-files.ts";
import type { DocumentFile } from "../../core/deal/document.ts";
import type { DealFile } from "../../core/deal/parse-deal.ts";
import { type ExportInput, exportInput } from "../../core/export/export-input.ts";
import type { Finding } from "../../core/finding/finding.ts";
import type { Submission } from "../../core/forecast/submission.ts";
import type { DealVersion } from "../../core/history/deal-versions.ts";
import type { DealRecord, PipelineRecords } from "../../core/metrics/deal-record.ts";
import { byPipeline } from "../../core/metrics/pipeline-records.ts";
import { recordOfFile } from "../../core/metrics/place-deal.ts";
import type { Rates } from "../../core/money/rates.ts";
import type { People } from "../../core/people/people.ts";
import type { RuleCommit } from "../../core/review/rule-effect.ts";
import { isId } from "../../core/text/field-types.ts";

/** A deal that has a place in a pipeline, with what its page shows. */
export interface SiteDeal extends DealRecord {
  readonly documents: readonly DocumentFile[];
  readonly findings: readonly Finding[];
}

/** A file that is there and could not be read, and why. */
export interface BrokenFile {
  /** Path from the content root. */
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** A file that should be a deal, and why it cannot be shown as one. */
export interface BrokenDeal extends BrokenFile {
  readonly slug: string;
}

/** What the pages show. */
export interface Site {
  readonly name: string;
  readonly locale: string;
  /** Currency in which empty sums are shown. */
  readonly currency: string;
  readonly today: BusinessDate;
  readonly rates: Rates;
  /** Where the repository can be seen. */
  readonly repository?: { readonly url: string; readonly branch: string; readonly prefix: string };
  /** Base of the forge's API, where it is not github.com's. */
  readonly forgeApi?: string;
  /** Texts of settings, deals and documents by path from the content root; `null` where a file is not UTF-8. */
  readonly texts: ReadonlyMap<string, string | null>;
  readonly people: People | null;
  readonly rules: RuleBook;
  /** One entry for each pipeline, in the order in which they are shown. */
  readonly pipelines: readonly PipelineRecords[];
  readonly deals: readonly SiteDeal[];
  readonly broken: readonly BrokenDeal[];
  /** Settings, pipelines, templates and forecasts that count for nothing. */
  readonly brokenSettings: readonly BrokenFile[];
  /** What the files to download are made from. */
  readonly exports: ExportInput;
  /** Versions by slug of every deal that was ever recorded, also of those whose files are gone. */
  readonly versions: ReadonlyMap<string, readonly DealVersion[]>;
  /** IANA time zone that says which day an instant belongs to. */
  readonly zone: string;
  /** First day of the fiscal year as `MM-01`. */
  readonly fiscalStart: string;
  /** Changes of rules and handbook, oldest first. */
  readonly ruleCommits: readonly RuleCommit[];
  /** The forecasts that people submitted. */
  readonly submissions: readonly Submission[];
}

/** What a site is read from. */
export interface SiteSource {
  readonly content: Content;
  /** Texts of the content by path; `null` where a file is not UTF-8. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Versions of the deals by slug. */
  readonly versions: ReadonlyMap<string, readonly DealVersion[]>;
  readonly today: BusinessDate;
  /** Path from the repository's top to the content root, ending in a slash; empty where they are the same. */
  readonly prefix: string;
  /** Changes of rules and handbook, oldest first. */
  readonly ruleCommits?: readonly RuleCommit[];
}

/** Findings by the path of the deal that they belong to; those of documents go to their deal. */
function findingsByDeal(content: Content, today: BusinessDate): Map<string, Finding[]> {
  const deals = new Set(content.dealPaths);
  const { findings } = checkContent(content, today);
  return Map.groupBy(findings, ({ file }) => (deals.has(file) ? file : ownerOf(file)));
}

type PlacedDeal = { readonly placed: SiteDeal } | { readonly broken: BrokenDeal };

function placeDeal(file: DealFile, source: SiteSource, findings: readonly Finding[]): PlacedDeal {
  const { content, versions } = source;
  const record = recordOfFile(file, content.settings, versions);
  // A page's address is made from the slug, so what is no slug gets none.
  if (!record || !isId(file.slug)) return { broken: { slug: file.slug, path: file.path, findings } };
  return { placed: { ...record, documents: content.deals.documents.get(file.path) ?? [], findings } };
}

function placeDeals(source: SiteSource): Pick<Site, "deals" | "broken"> {
  const findings = findingsByDeal(source.content, source.today);
  const slugs = new Set<string>();
  const deals: SiteDeal[] = [];
  const broken: BrokenDeal[] = [];
  for (const file of source.content.deals.files) {
    const found = findings.get(file.path) ?? [];
    const placed = placeDeal(file, source, found);
    // A page has one address: of two files with one name, the first has it.
    const isTaken = slugs.has(file.slug);
    slugs.add(file.slug);
    if ("placed" in placed && !isTaken) deals.push(placed.placed);
    else broken.push({ slug: file.slug, path: file.path, findings: found });
  }
  return { deals, broken };
}

const brokenSettings = ({ rules, findings }: Content["settings"]): BrokenFile[] =>
  [...rules.unread].sort().map((path) => ({ path, findings: findings.filter(({ file }) => file === path) }));

/** Brings content and history into the shape that the pages show. */
export function readSite(source: SiteSource): Site {
  const { content, texts, today, prefix, versions, ruleCommits = [] } = source;
  const { organisation, people, rules, submissions } = content.settings;
  const { deals, broken } = placeDeals(source);
  const pipelines = byPipeline({ settings: content.settings, records: deals, today });
  const url = organisation?.repository;
  return {
    name: organisation?.name ?? "Dealbook",
    locale: organisation?.locale ?? "en-GB",
    currency: organisation?.currency ?? "EUR",
    today,
    rates: content.settings.rates,
    ...(url !== undefined && { repository: { url: url.replace(/\/$/, ""), branch: organisation?.default_branch ?? "main", prefix } }),
    ...(organisation?.forge_api !== undefined && { forgeApi: organisation.forge_api }),
    texts,
    people,
    rules,
    pipelines,
    deals,
    broken,
    brokenSettings: brokenSettings(content.settings),
    exports: exportInput({ settings: content.settings, records: deals, today }),
    versions,
    zone: organisation?.time_zone ?? "UTC",
    fiscalStart: organisation?.fiscal_year_start ?? "01-01",
    ruleCommits,
    submissions,
  };
}
