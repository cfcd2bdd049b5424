import { stringify } from "yaml";
import type { BusinessDate } from "../core/calendar/business-date.ts";
import { hasAddress } from "../core/check/approvals.ts";
import type { Content } from "../core/check/check-content.ts";
import { toFinding } from "../core/finding/finding.ts";
import { type Month, monthOf } from "../core/forecast/month.ts";
import { parseSubmission, submissionPath } from "../core/forecast/submission.ts";
import { valueDifferences } from "../core/text/compare-values.ts";
import { didYouMean } from "../core/text/suggest.ts";
import { YamlSource } from "../core/text/yaml-source.ts";
import type { ChangeOutcome } from "./move-deal.ts";
import type { PlannedChange } from "./plan-move.ts";
import { type Desk, recordChange } from "./record-change.ts";
import { Refusal } from "./refusal.ts";
import { refuseOutdated } from "./refuse-outdated.ts";

/** A forecast to submit. Amounts are as typed: plain decimals. */
export interface ForecastRequest {
  readonly month: Month;
  /** Id of the person; without it whoever the user's commits are by. */
  readonly person?: string | undefined;
  readonly commit: string;
  readonly bestCase?: string | undefined;
  readonly currency: string;
  readonly note?: string | undefined;
  readonly today: BusinessDate;
}

/** What became of a forecast, and whose it is. */
export interface SubmittedForecast extends ChangeOutcome {
  readonly person: string;
  /** The person's name. */
  readonly name: string;
}

/** The person that is named, or that the user's commits are by. */
async function personFor(given: string | undefined, { settings }: Content, { repository }: Desk): Promise<string> {
  const people = Object.entries(settings.people?.people ?? {});
  const ids = people.map(([id]) => id);
  if (given !== undefined && ids.includes(given)) return given;
  if (given !== undefined) throw new Refusal(`There is no person "${given}".`, didYouMean(given, ids));
  const email = await repository?.userEmail();
  const found = email ? people.find(([, person]) => hasAddress(person, email)) : undefined;
  if (found) return found[0];
  const why = email ? `people.yaml knows nobody with your address ${email}` : "git does not know your address";
  throw new Refusal(`Whose forecast is it? ${why}.`, `Add --person, one of: ${ids.join(", ")}`);
}

function textOf({ commit, bestCase, currency, note }: ForecastRequest): string {
  // Amounts are written as they were typed: a detour through a number could change them.
  const money = (name: string, value: string) => `${name}: { value: ${value}, currency: ${currency} }\n`;
  const best = bestCase === undefined ? "" : money("best_case", bestCase);
  return `${money("commit", commit)}${best}${note === undefined ? "" : stringify({ note }, { lineWidth: 0 })}`;
}

const forecastDifferences = (before: string, after: string) => valueDifferences(new YamlSource(before).value, new YamlSource(after).value);

function plan(request: ForecastRequest, path: string, { settings }: Content): PlannedChange {
  const text = textOf(request);
  const { value, problems } = parseSubmission(text, path, settings.people);
  const same = settings.submissions.find((each) => each.path === path);
  // git would have nothing to commit.
  if (value && same && JSON.stringify(same) === JSON.stringify(value))
    throw new Refusal(`${path} says just this already.`, "Nothing was written.");
  return { path, text, findings: problems.map((problem) => toFinding(problem, path)), isAllowed: problems.length === 0 };
}

/** Writes a person's forecast of a month, on a branch of its own; a second one on the same day takes the place of the first. */
export async function submitForecast(request: ForecastRequest, content: Content, desk: Desk): Promise<SubmittedForecast> {
  const { month, today } = request;
  if (month < monthOf(today)) throw new Refusal(`${month} is over; today is ${today}.`, "Give --month this month, or one to come.");
  const person = await personFor(request.person, content, desk);
  const name = content.settings.people?.people[person]?.name ?? person;
  const message = `Forecast of ${name} for ${month}`;
  const path = submissionPath({ month, person, date: today });
  await refuseOutdated(desk, [{ path, name: message, compare: forecastDifferences }]);
  const planned = plan(request, path, content);
  if (!planned.isAllowed) return { person, name, plan: planned, recorded: null };
  const change = { path, text: planned.text, branch: `forecast/${month}-${person}-${today}`, message };
  return { person, name, plan: planned, recorded: await recordChange(change, desk) };
}
