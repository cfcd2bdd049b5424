import type { BusinessDate } from "../calendar/business-date.ts";
import { judgeDeal } from "../check/judge-deal.ts";
import type { Settings } from "../content/content.ts";
import { type Deal, isAsImported } from "../deal/deal.ts";
import { slugOf } from "../deal/deal-files.ts";
import type { DocumentFile } from "../deal/document.ts";
import { newDealPath } from "../deal/new-deal.ts";
import { type DealFile, parseDeal } from "../deal/parse-deal.ts";
import type { Finding } from "../finding/finding.ts";
import { type Pipeline, stageById } from "../pipeline/pipeline.ts";
import { toId } from "../text/field-types.ts";
import { withKnown, withoutLacking } from "./lacking.ts";
import { type MadeDeal, type Making, makeDeal, namesOf, whySkipped } from "./make-deal.ts";
import { differences, importedFacts, refreshDeal } from "./refresh-deal.ts";
import { isLeftOut, type LeftOut, type SourceDeal, type SourceItem } from "./source-deal.ts";
import { mergedEntries, stagePath } from "./stage-path.ts";

/** What becomes of one thing in the file. */
export interface PlannedItem {
  readonly place: string;
  readonly what: string;
  readonly outcome: "new" | "changed" | "unchanged" | "refused" | "left out";
  /** Why it is refused or left out, and what of it is. */
  readonly reasons: readonly string[];
  /** True where the export has other notes than were taken over at first; those here stay. */
  readonly hasOtherNotes?: boolean;
  /** Of a deal that is changed, the names of the fields that it is changed in. */
  readonly changes?: readonly string[];
  /** What the gates miss; the next move asks for it. */
  readonly gaps: readonly Finding[];
  /** Path of the deal's file, and its text where it is to be written. */
  readonly path?: string;
  readonly text?: string;
}

/** What an import is planned with. */
export interface PlanBasis extends Making {
  readonly settings: Settings;
  readonly deals: readonly DealFile[];
  readonly documents: ReadonlyMap<string, readonly DocumentFile[]>;
  readonly folder: string;
  /** A short text that is another one for another text. */
  readonly digest: (text: string) => string;
}

type ReadDeal = DealFile & { readonly deal: Deal };

const longestSlug = 60;
const unsaid = "0";

const shortened = (slug: string): string => (slug.length <= longestSlug ? slug : slug.slice(0, longestSlug + 1).replace(/-?[^-]*$/, ""));

const idOf = ({ deal }: ReadDeal): string => deal.imported?.id ?? "";

const nameKey = ({ company, title }: Pick<Deal, "company" | "title">): string => JSON.stringify([company, title]);

/** True for a deal that was imported into a pipeline, as far as it tells: one that has moved since may have been handed over. */
function cameInto(here: Pipeline, deal: Deal): boolean {
  if (deal.pipeline === here.id || isAsImported(deal)) return deal.pipeline === here.id;
  return deal.history.every(({ stage, pipeline = here.id }) => pipeline === here.id && stageById(here, stage) !== undefined);
}

class Planner {
  readonly #basis: PlanBasis;
  readonly #slugs: Set<string>;
  /** Deals that came into this pipeline, by their id there, and by their name. */
  readonly #known: ReadonlyMap<string, ReadDeal>;
  readonly #named: ReadonlyMap<string, ReadDeal>;
  /** Those that came into other pipelines. */
  readonly #elsewhere: ReadonlyMap<string, ReadDeal>;
  /** Places in the file by the id that stands there. */
  readonly #seen = new Map<string, SourceDeal>();

  constructor(basis: PlanBasis) {
    this.#basis = basis;
    this.#slugs = new Set(basis.deals.map(({ slug }) => slug));
    const own = basis.deals.flatMap((file) => (file.deal?.imported?.from === basis.system ? [{ ...file, deal: file.deal }] : []));
    const isOurs = ({ deal }: ReadDeal) => cameInto(basis.words.pipeline, deal);
    this.#known = new Map(own.filter(isOurs).map((file) => [idOf(file), file]));
    this.#named = new Map([...this.#known.values()].map((file) => [nameKey(file.deal), file]));
    this.#elsewhere = new Map(own.filter((file) => !isOurs(file)).map((file) => [idOf(file), file]));
  }

  #freeSlug(source: SourceDeal): string {
    const { company, title } = namesOf(source, this.#basis);
    const plain = shortened(toId(company === title ? title : `${company} ${title}`)) || `${this.#basis.system}-deal`;
    const mark = toId(source.id).slice(-8).replace(/^-+/, "") || "2";
    let free = this.#slugs.has(plain) ? `${plain}-${mark}` : plain;
    for (let number = 2; this.#slugs.has(free); number += 1) free = `${plain}-${mark}-${number}`;
    this.#slugs.add(free);
    return free;
  }

  /** Why a deal cannot be told from another one of the file; `undefined` where it can. */
  #twin(source: SourceDeal): string | undefined {
    const other = this.#seen.get(source.id);
    if (!other) {
      this.#seen.set(source.id, source);
      return undefined;
    }
    const { place: _, ...rest } = source;
    const isSame = JSON.stringify(rest) === JSON.stringify({ ...other, place: undefined });
    return isSame ? `It is the same as ${other.place}.` : `${other.place} has the same id, "${source.id}", and says something else.`;
  }

  #judged(file: DealFile, documents: readonly DocumentFile[]): { errors: string[]; gaps: Finding[] } {
    const { settings, calendar } = this.#basis;
    const findings = judgeDeal(
      { file, documents, before: null },
      { rules: settings.rules, people: settings.people, today: calendar.today },
    );
    return {
      errors: findings.flatMap(({ severity, message }) => (severity === "error" ? [message] : [])),
      gaps: findings.filter(({ severity, code }) => severity === "warning" && code.startsWith("gate/")),
    };
  }

  #digestOf(deal: Deal): string {
    return this.#basis.digest(JSON.stringify(importedFacts(deal)));
  }

  item(source: SourceDeal): PlannedItem {
    const { words, calendar } = this.#basis;
    const base = { place: source.place, what: namesOf(source, this.#basis).title, reasons: [], gaps: [] };
    const skipped = whySkipped(source, words);
    if (skipped !== undefined) return { ...base, outcome: "left out", reasons: [skipped] };
    const twin = this.#twin(source);
    if (twin !== undefined) return { ...base, outcome: "left out", reasons: [twin] };
    const path = stagePath(source, words, calendar);
    if (path.reasons.length > 0) return { ...base, outcome: "refused", reasons: [...new Set(path.reasons)] };
    const known = this.#known.get(source.id);
    const entries = mergedEntries(known?.deal.history ?? [], path, calendar.today);
    const slug = known?.slug ?? this.#freeSlug(source);
    const began = entries[0]?.entered ?? calendar.today;
    const file = known?.path ?? newDealPath(slug, this.#basis.folder, began as BusinessDate);
    const made = makeDeal(source, { slug, entries, digest: unsaid }, this.#basis);
    const { deal } = parseDeal(made.text, file);
    if (made.reasons.length > 0 || !deal) return { ...base, outcome: "refused", reasons: this.#complaints(made, file) };
    const double = known ? undefined : this.#double(deal, source);
    if (double !== undefined) return { ...base, outcome: "refused", reasons: [double] };
    const digest = this.#digestOf(deal);
    const now: Deal = { ...deal, imported: { from: this.#basis.system, id: source.id, digest } };
    const text = made.text.replace(/^( {2}digest: )"0"$/m, (_, key: string) => key + digest);
    const kept = { ...base, reasons: [...(source.remarks ?? []), ...path.notes] };
    return known ? this.#later(known, now, { ...kept, lacks: source.lacks }) : this.#decided(text, file, { ...kept, outcome: "new" });
  }

  /** What is wrong with a deal, each thing once. */
  #complaints({ text, reasons }: MadeDeal, path: string): string[] {
    const problems = parseDeal(text, path).problems.map(({ message }) => message);
    return [...reasons, ...problems.filter((message) => !reasons.some((reason) => message.includes(reason)))];
  }

  /** Why a new deal may be one that came in before; `undefined` where nothing says so. */
  #double(deal: Deal, { id, lacks }: SourceDeal): string | undefined {
    const { system } = this.#basis;
    // Without ids, a deal goes by its name, and another board may have the same.
    const other = lacks.includes("id") ? undefined : this.#elsewhere.get(id);
    if (other) return `It came from ${system} before, and is in the pipeline "${other.deal.pipeline}" as ${other.slug}.`;
    const known = lacks.includes("id") ? this.#named.get(nameKey(deal)) : undefined;
    return (
      known &&
      `${known.slug} of the same name has come from ${system} before, by its id "${idOf(known)}", and here is no column of ids. Say in the mapping which it is: columns: { id: … }`
    );
  }

  /** A deal that is to be written, if the check lets it in. */
  #decided(text: string, path: string, item: PlannedItem): PlannedItem {
    const { errors, gaps } = this.#judged(parseDeal(text, path), this.#basis.documents.get(path) ?? []);
    if (errors.length > 0) return { ...item, outcome: "refused", reasons: errors };
    return { ...item, gaps, path, text };
  }

  /** True for a deal that stands here as it was imported, but for what this export has no place for. */
  #isUnedited({ deal }: ReadDeal, lacks: SourceDeal["lacks"]): boolean {
    const digests = [deal, withoutLacking(deal, lacks)].map((each) => this.#digestOf(each));
    return digests.includes(deal.imported?.digest ?? "");
  }

  /** A deal that was imported before. */
  #later(known: ReadDeal, exported: Deal, { lacks, ...planned }: Omit<PlannedItem, "outcome"> & Pick<SourceDeal, "lacks">): PlannedItem {
    const { path, deal } = known;
    const item = { ...planned, hasOtherNotes: !deal.notes.replaceAll("\r\n", "\n").includes(exported.notes.trim()) };
    const now = withKnown(exported, deal, lacks);
    const changes = differences(deal, now);
    if (deal.imported?.digest === now.imported?.digest || changes.length === 0) return { ...item, reasons: [], path, outcome: "unchanged" };
    if (this.#isUnedited(known, lacks)) return this.#decided(refreshDeal(known, now), path, { ...item, changes, outcome: "changed" });
    const reason = `The export has changed, and so has ${slugOf(path)} here since it was imported. They differ in ${changes.join(", ")}; change by hand what is right.`;
    return { ...item, path, outcome: "refused", reasons: [reason] };
  }
}

const untaken = ({ place, what, reason, isRefused }: LeftOut): PlannedItem => ({
  place,
  what,
  outcome: isRefused ? "refused" : "left out",
  reasons: [reason],
  gaps: [],
});

/** What becomes of everything in a file, in its order. */
export function planImport(items: readonly SourceItem[], basis: PlanBasis): PlannedItem[] {
  const planner = new Planner(basis);
  return items.map((item) => (isLeftOut(item) ? untaken(item) : planner.item(item)));
}
