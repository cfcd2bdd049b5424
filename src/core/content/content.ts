import type { DealFiles } from "../deal/deal-files.ts";
import { type DocumentFile, parseDocument } from "../deal/document.ts";
import { type DealFile, parseDeal } from "../deal/parse-deal.ts";
import { type Finding, type Problem, toFinding } from "../finding/finding.ts";
import { isSubmissionPath, parseSubmission, type Submission } from "../forecast/submission.ts";
import { isMappingPath, type MappingFile, parseMapping } from "../import/mapping.ts";
import { noRates, parseRates, type Rates } from "../money/rates.ts";
import { type Organisation, parseOrganisation } from "../organisation/organisation.ts";
import { inOrder } from "../organisation/pipeline-order.ts";
import { type People, parsePeople } from "../people/people.ts";
import { type Framework, parseFramework } from "../pipeline/framework.ts";
import { parsePipeline } from "../pipeline/parse-pipeline.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { parseTemplate, type Template } from "../pipeline/template.ts";
import type { Read } from "../text/read-source.ts";
import type { YamlSource } from "../text/yaml-source.ts";
import { parseTrainings, type Training } from "../training/training.ts";
import type { RuleBook } from "./rule-book.ts";

/** Files of a content root. Every path is relative to it, with forward slashes. */
export interface ContentFiles {
  /** All files there are. */
  readonly paths: readonly string[];
  /** Texts of those that were read; `null` where a file is not UTF-8. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** Settings, people and rules: everything but the deals and the handbook. */
export interface Settings {
  /** `null` where dealbook.yaml is missing or wrong. */
  readonly organisation: Organisation | null;
  /** Places in dealbook.yaml; `null` where it is missing or not UTF-8. */
  readonly organisationSource: YamlSource | null;
  /** `null` where people.yaml is missing or wrong. */
  readonly people: People | null;
  readonly rules: RuleBook;
  /** Exchange rates; none where rates.yaml is missing or wrong. */
  readonly rates: Rates;
  /** None where trainings.yaml is missing or wrong. */
  readonly trainings: readonly Training[];
  /** The forecasts that people submitted, by the order of their paths: month, person and day. */
  readonly submissions: readonly Submission[];
  /** The answers to what imports have to ask, by path. */
  readonly mappings: ReadonlyMap<string, MappingFile>;
  /** Places in the pipeline files, by pipeline id. */
  readonly pipelineSources: ReadonlyMap<string, YamlSource>;
  readonly findings: readonly Finding[];
}

/** Deals and their documents. */
export interface Deals {
  /** In the order of their paths. */
  readonly files: readonly DealFile[];
  /** Documents by the path of their deal. */
  readonly documents: ReadonlyMap<string, readonly DocumentFile[]>;
}

/** True for the files that hold settings, people and rules, and what people forecast. */
export const isSettingsPath = (path: string): boolean =>
  /^(?:[^/]+\.yaml|(?:pipelines|frameworks)\/[^/]+\.yaml|templates\/[^/]+\.md)$/.test(path) ||
  isSubmissionPath(path) ||
  isMappingPath(path);

const idOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");

class SettingsReader {
  readonly findings: Finding[] = [];
  /** Paths of files that are there but gave nothing. */
  readonly unread = new Set<string>();
  readonly #files: ContentFiles;

  constructor(files: ContentFiles) {
    this.#files = files;
  }

  add(path: string, problems: readonly Problem[]): void {
    this.findings.push(...problems.map((problem) => toFinding(problem, path)));
  }

  /** The parsed file; `null` where it is missing, not UTF-8 or wrong, which is then found. */
  one<T>(path: string, area: string, parse: (text: string) => Read<T>): T | null {
    const text = this.#files.texts.get(path);
    if (text === undefined) this.add(path, [{ code: `${area}/missing`, message: `The file ${path} is missing.` }]);
    if (text === null) this.add(path, [{ code: `${area}/unreadable`, message: "The file is not UTF-8 text." }]);
    const read = typeof text === "string" ? parse(text) : { value: null, problems: [] };
    this.add(path, read.problems);
    if (read.value === null && text !== undefined) this.unread.add(path);
    return read.value;
  }

  /** Every file of a folder that could be read, by id. */
  folder<T>(pattern: RegExp, area: string, parse: (text: string, id: string) => Read<T>): Map<string, T> {
    const found = new Map<string, T>();
    for (const path of this.#files.paths.filter((each) => pattern.test(each))) {
      const value = this.one(path, area, (text) => parse(text, idOf(path)));
      if (value !== null) found.set(idOf(path), value);
    }
    return found;
  }
}

/** Reads settings, people and rules. */
export function readSettings(files: ContentFiles): Settings {
  const reader = new SettingsReader(files);
  let organisationSource: YamlSource | null = null;
  const organisation = reader.one("dealbook.yaml", "organisation", (text) => {
    const read = parseOrganisation(text);
    organisationSource = read.source;
    return read;
  });
  const people = reader.one("people.yaml", "people", parsePeople);
  const base = organisation?.currency ?? "EUR";
  const rates = files.texts.has("rates.yaml") ? reader.one("rates.yaml", "rates", (text) => parseRates(text, base)) : null;
  const trainings = files.texts.has("trainings.yaml") ? reader.one("trainings.yaml", "trainings", parseTrainings) : null;
  const submissions = files.paths
    .filter(isSubmissionPath)
    .flatMap((path) => reader.one(path, "forecast", (text) => parseSubmission(text, path, people)) ?? []);
  const mappingPaths = files.paths.filter(isMappingPath);
  const mappings = mappingPaths.flatMap((path) => {
    const file = reader.one(path, "import", parseMapping);
    return file === null ? [] : [[path, file] as const];
  });
  const frameworks = reader.folder<Framework>(/^frameworks\/[^/]+\.yaml$/, "framework", parseFramework);
  const templates = reader.folder<Template>(/^templates\/[^/]+\.md$/, "template", parseTemplate);
  const pipelineSources = new Map<string, YamlSource>();
  const references = { frameworks, templates, roles: people && Object.keys(people.roles), unread: reader.unread };
  const pipelines = reader.folder<Pipeline>(/^pipelines\/[^/]+\.yaml$/, "pipeline", (text, id) => {
    const read = parsePipeline(text, id, references);
    pipelineSources.set(id, read.source);
    return read;
  });
  const rules = { pipelines: inOrder(pipelines, organisation), frameworks, templates, unread: reader.unread };
  return {
    organisation,
    organisationSource,
    people,
    rules,
    rates: rates ?? noRates(base),
    trainings: trainings ?? [],
    submissions,
    mappings: new Map(mappings),
    pipelineSources,
    findings: reader.findings,
  };
}

/** Reads the deals whose texts are there, with their documents. `sorted` tells the two apart. */
export function readDeals(files: ContentFiles, sorted: DealFiles): Deals {
  const textOf = (path: string): string | null | undefined => files.texts.get(path);
  const documents = new Map<string, DocumentFile[]>();
  for (const [deal, paths] of sorted.documents) {
    const read = paths.flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [parseDocument(text, path)];
    });
    documents.set(deal, read);
  }
  const dealFiles = sorted.deals.flatMap((path) => {
    const text = textOf(path);
    return text === undefined ? [] : [parseDeal(text, path)];
  });
  return { files: dealFiles, documents };
}
