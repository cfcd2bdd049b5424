import type { Command } from "commander";
import { loadContent } from "../../app/load-content.ts";
import { loadRecords } from "../../app/load-records.ts";
import { Refusal } from "../../app/refusal.ts";
import { submitForecast } from "../../app/submit-forecast.ts";
import type { BusinessDate } from "../../core/calendar/business-date.ts";
import { type AccuracyInput, currentSubmissions, forecastAccuracy } from "../../core/forecast/accuracy.ts";
import { forecastOf } from "../../core/forecast/forecast.ts";
import { formatMonth, type Month, monthOf, parseMonth } from "../../core/forecast/month.ts";
import { simulate } from "../../core/forecast/simulation.ts";
import { isSelling } from "../../core/metrics/measures.ts";
import { formatMoney, parseMoney } from "../../core/money/money.ts";
import { didYouMean } from "../../core/text/suggest.ts";
import { accuracyData, forecastData, submittedData } from "../forecast-data.ts";
import { accuracyText, forecastText, submittedText } from "../forecast-text.ts";
import { complainOfLeftOut } from "../left-out.ts";
import { type CommonOptions, openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { pipelinesAsked } from "./board.ts";
import { printDone, printRefused } from "./move-output.ts";
import { deskOf, type MoveSetting } from "./move-setting.ts";
import type { Run } from "./run.ts";

interface ForecastOptions extends CommonOptions {
  readonly pipeline?: string;
  readonly owner?: string;
  readonly json?: boolean;
}

function refuseUnknownPerson(owner: string | undefined, ids: readonly string[]): void {
  if (owner !== undefined && !ids.includes(owner)) throw new Refusal(`There is no person "${owner}".`, didYouMean(owner, ids));
}

async function forecast(options: ForecastOptions, world: World): Promise<number> {
  const { reader, repository, today, organisation } = await openWorkspace(options, world);
  const loaded = await loadRecords({ reader, repository, today });
  const { settings } = loaded.content;
  refuseUnknownPerson(options.owner, Object.keys(settings.people?.people ?? {}));
  const { owner } = options;
  const asked = pipelinesAsked(loaded, options.pipeline);
  const selling = options.pipeline === undefined ? asked.filter(({ pipeline }) => isSelling(pipeline)) : asked;
  const forecasts = selling.map((input) => ({
    pipeline: input.pipeline,
    forecast: forecastOf(input, owner),
    simulation: simulate(input, { owner }),
  }));
  const submissions = settings.submissions.filter(({ person }) => options.owner === undefined || person === options.owner);
  const input: AccuracyInput = { submissions, records: loaded.records, today, rates: settings.rates };
  const submitted = { current: currentSubmissions(input), accuracy: forecastAccuracy(input) };
  complainOfLeftOut(loaded, "counted", world);
  if (options.json) {
    const data = { submitted: submittedData(submitted.current), accuracy: accuracyData(submitted.accuracy) };
    world.print(`${JSON.stringify({ schemaVersion: 1, today, forecasts: forecasts.map(forecastData), ...data })}\n`);
    return 0;
  }
  const locale = organisation?.locale ?? "en-GB";
  const texts = forecasts.map((each) => forecastText(each, today, locale));
  const people = [submittedText(submitted.current, locale), accuracyText(submitted.accuracy, locale)];
  world.print([...texts, ...people].filter((text) => text !== "").join("\n"));
  return 0;
}

interface SubmitOptions extends CommonOptions {
  readonly month?: string;
  readonly person?: string;
  readonly commit?: string;
  readonly best?: string;
  readonly currency?: string;
  readonly note?: string;
  /** False for `--no-branch`. */
  readonly branch?: boolean;
  readonly pr?: boolean;
  readonly json?: boolean;
}

function monthFor(given: string | undefined, today: BusinessDate): Month {
  if (given === undefined) return monthOf(today);
  const month = parseMonth(given);
  if (month) return month;
  throw new Refusal(`"${given}" is not a month.`, "Give --month as YYYY-MM, such as 2026-12.");
}

function amountFor(option: string, given: string, currency: string): string {
  const money = parseMoney(given, currency);
  if (typeof money === "string")
    throw new Refusal(`${money}.`, `Give --${option} as 120000 or 120000.50, and --currency as a code such as EUR.`);
  return given.trim();
}

async function submit(options: SubmitOptions, world: World): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const { today, organisation } = workspace;
  const currency = options.currency ?? organisation?.currency ?? "EUR";
  if (options.commit === undefined)
    throw new Refusal("A forecast needs the amount that you count on.", "Add --commit, such as --commit 120000");
  const month = monthFor(options.month, today);
  const commit = amountFor("commit", options.commit, currency);
  const bestCase = options.best === undefined ? undefined : amountFor("best", options.best, currency);
  const setting: MoveSetting = { content, workspace, world, options: { ...options, commit: options.branch !== false } };
  const { person, note } = options;
  const outcome = await submitForecast({ month, person, commit, bestCase, currency, note, today }, content, deskOf(setting));
  if (!outcome.plan.isAllowed) return printRefused(outcome.plan, setting);
  const locale = organisation?.locale ?? "en-GB";
  const money = parseMoney(commit, currency);
  const said = typeof money === "string" ? "" : `: ${formatMoney(money, locale)}`;
  const headline = `Forecast of ${outcome.name} for ${formatMonth(month, locale)}${said}`;
  return printDone(outcome, { data: { person: outcome.person, month, date: today }, headline }, setting);
}

const examples = `
Examples:
  dealbook forecast                         what is to close in which month, and what may come of it
  dealbook forecast --pipeline sales --owner amara
  dealbook forecast --json
  dealbook forecast submit --month 2026-12 --commit 120000 --best 160000

Deals stand in the month of their expected close, those without one and the overdue ones apart. Commit, best case and pipeline
are what their stage says (forecast: in the pipeline file), else by its probability: commit from 75 %, best case from 50 %. A deal
that says forecast: itself goes by that. Closed are those won in the month. Weighted is each deal at its stage's probability, in the
base currency at today's rate. Pipelines that only deliver what is sold, with every open stage at 100 %, are shown where --pipeline
names them.`;

const submitExamples = `
Examples:
  dealbook forecast submit --month 2026-12 --commit 120000 --best 160000
  dealbook forecast submit --person amara --commit 80000 --note "Two deals hang on the budget round."

Commit is what you count on winning in the month, what is won already included. Your forecast becomes a file of its own,
forecasts/2026-12/amara-2026-11-21.yaml, on a branch of its own. When the month is over it is measured by what was won: by the last
forecast made by the month's first day, or else by the first one made in it.`;

/** Adds `dealbook forecast` and `dealbook forecast submit`. */
export function addForecast(program: Command, run: Run): void {
  const command = program
    .command("forecast")
    .description("What is to close in which month, what may come of it, and what people count on.")
    .option("--pipeline <id>", "of this pipeline only")
    .option("--owner <id>", "of this person's deals only")
    .addHelpText("after", examples)
    .action((_options, self: Command) => run(self, forecast));
  command
    .command("submit")
    .description("Submit what you count on winning in a month.")
    .option("--month <month>", "which month, as YYYY-MM (default: this one)")
    .option("--commit <decimal>", "what you count on, such as 120000 or 120000.50")
    .option("--best <decimal>", "what it is if everything goes well")
    .option("--currency <code>", "their currency (default: the organisation's)")
    .option("--note <text>", "what it hangs on")
    .option("--person <id>", "whose forecast it is, from people.yaml (default: by your git address)")
    .option("--no-branch", "write the file only: no branch, no commit")
    .option("--pr", "push the branch and open its pull request (token in GITHUB_TOKEN)")
    .addHelpText("after", submitExamples)
    .action((_options, self: Command) => run(self, submit));
}
