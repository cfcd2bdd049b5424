import { z } from "zod";
import { type BusinessDate, parseBusinessDate } from "../calendar/business-date.ts";
import type { Problem } from "../finding/finding.ts";
import type { Money } from "../money/money.ts";
import { moneySchema, type People } from "../people/people.ts";
import { filledText, isId } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { didYouMean } from "../text/suggest.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { type Month, monthOf, parseMonth } from "./month.ts";

const isLess = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor < b.minor;

/** The schema of a file in `forecasts/`. */
export const submissionSchema = z
  .strictObject({
    commit: moneySchema.meta({ description: "What the person counts on winning in the month, what is won already included." }),
    best_case: moneySchema.optional().meta({ description: "What they win if everything goes well; at least as much." }),
    note: filledText.optional().meta({ description: "What it hangs on." }),
  })
  .refine(({ commit }) => commit.minor >= 0, { path: ["commit", "value"], error: "expected 0 or more" })
  .refine(({ commit, best_case }) => !best_case || !isLess(best_case, commit), {
    path: ["best_case", "value"],
    error: "expected at least as much as commit",
  })
  .meta({ title: "Dealbook forecast of a person" });

/** Which forecast a file holds: whose, of which month, made on which day. */
export interface SubmissionName {
  readonly month: Month;
  readonly person: string;
  readonly date: BusinessDate;
}

/** What a person counted on winning in a month, on one day. */
export interface Submission extends SubmissionName, z.output<typeof submissionSchema> {
  /** Path from the content root. */
  readonly path: string;
}

/** True for a file that holds a forecast, or should. */
export const isSubmissionPath = (path: string): boolean => path.startsWith("forecasts/") && path.endsWith(".yaml");

/** Where a forecast is kept; one a day, so that nobody's edits meet. */
export const submissionPath = ({ month, person, date }: SubmissionName): string => `forecasts/${month}/${person}-${date}.yaml`;

const codes = {
  unreadable: "forecast/unreadable",
  unknownField: "forecast/unknown-field",
  missingField: "forecast/missing-field",
  invalidField: "forecast/invalid-field",
};

const pathParts = /^forecasts\/([^/]+)\/(.+)-(\d{4}-\d{2}-\d{2})\.yaml$/;

const nameProblem = (message: string, hint: string): Problem => ({ code: "forecast/file-name", message, hint });

/** What a path says, or what is wrong with it. */
function readName(path: string): SubmissionName | Problem {
  const [, folder = "", person = "", day = ""] = pathParts.exec(path) ?? [];
  const [month, date] = [parseMonth(folder), parseBusinessDate(day)];
  if (!month || !date || !isId(person))
    return nameProblem(
      "A forecast's path says of which month it is, whose, and of which day; this one does not.",
      "Call it such as forecasts/2026-12/ann-2026-11-21.yaml, or have it written: dealbook forecast submit",
    );
  if (monthOf(date) <= month) return { month, person, date };
  return nameProblem(
    `A forecast for ${month} made on ${date} comes too late: the month was over.`,
    "Remove the file, or correct its date.",
  );
}

function strangePerson({ person }: SubmissionName, people: People | null): Problem[] {
  const known = Object.keys(people?.people ?? {});
  if (!people || known.includes(person)) return [];
  return [{ code: "forecast/unknown-person", message: `There is no person "${person}" in people.yaml.`, hint: didYouMean(person, known) }];
}

/** Reads a forecast that somebody submitted; `people` is `null` where people.yaml cannot be read. */
export function parseSubmission(text: string, path: string, people: People | null): Read<Submission> {
  const name = readName(path);
  const read = readSource(new YamlSource(text), submissionSchema, codes);
  const problems = [...("code" in name ? [name] : strangePerson(name, people)), ...read.problems];
  if ("code" in name || read.value === null || problems.length > 0) return { value: null, problems };
  return { value: { ...read.value, ...name, path }, problems: [] };
}
