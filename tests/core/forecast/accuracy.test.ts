import { describe, expect, test } from "vitest";
import { currentSubmissions, forecastAccuracy } from "../../../src/core/forecast/accuracy.ts";
import { parseSubmission, submissionPath } from "../../../src/core/forecast/submission.ts";
import { day } from "../metrics/records.ts";
import { placed, rates } from "./pipelines.ts";

function submission(name: string, commit: string, bestCase = "") {
  const best = bestCase === "" ? "" : `best_case: ${bestCase}\n`;
  const { value, problems } = parseSubmission(`commit: ${commit}\n${best}`, `forecasts/${name}.yaml`, null);
  if (!value) throw new Error(problems[0]?.message);
  return value;
}

const won = (slug: string, stage_entered: string, more: object) => placed(slug, { stage: "won", stage_entered, owner: "ann", ...more });

const eur = (value: number) => ({ amount: { value, currency: "EUR" } });

const records = [
  won("a", "2026-09-01", eur(50)),
  won("b", "2026-09-30", eur(70)),
  won("c", "2026-10-31", eur(90)),
  won("other", "2026-09-15", { ...eur(1000), owner: "bob" }),
  won("dollars", "2026-11-12", { amount: { value: 100, currency: "USD" } }),
  won("pounds", "2026-09-15", { amount: { value: 100, currency: "GBP" } }),
  placed("open", { stage: "talk", owner: "ann", expected_close: "2026-09-15", ...eur(5000) }),
];

const accuracyInput = (submissions: readonly ReturnType<typeof submission>[]) => ({
  submissions,
  records,
  today: day("2026-11-21"),
  rates,
});

const euro = (value: number) => ({ minor: value * 100, currency: "EUR" });

test("a forecast's path says whose it is, of which month and day", () => {
  const read = submission("2026-12/zack-the-2nd-2026-11-21", "{ value: 1, currency: EUR }");
  expect(read).toMatchObject({ month: "2026-12", person: "zack-the-2nd", date: "2026-11-21" });
  expect(submissionPath(read)).toBe(read.path);
});

describe("accuracy", () => {
  test("measures what was forecast when the month began against what was won in it", () => {
    const [ann, ...others] = forecastAccuracy(
      accuracyInput([
        submission("2026-09/ann-2026-09-15", "{ value: 150, currency: EUR }"),
        submission("2026-09/ann-2026-09-01", "{ value: 100, currency: EUR }"),
        submission("2026-09/ann-2026-08-01", "{ value: 300, currency: EUR }"),
        // The first one of October came late; 200 dollars at 0.90.
        submission("2026-10/ann-2026-10-12", "{ value: 200, currency: USD }"),
        submission("2026-10/ann-2026-10-20", "{ value: 90, currency: EUR }"),
        submission("2026-08/ann-2026-08-01", "{ value: 50, currency: EUR }"),
        submission("2026-11/ann-2026-11-01", "{ value: 1, currency: EUR }"),
      ]),
    );
    expect(others).toEqual([]);
    expect(ann?.months).toEqual([
      { month: "2026-08", submission: expect.anything(), forecast: euro(50), won: euro(0), error: euro(50) },
      { month: "2026-09", submission: expect.anything(), forecast: euro(100), won: euro(120), error: euro(-20), share: 20 / 120 },
      { month: "2026-10", submission: expect.anything(), forecast: euro(180), won: euro(90), error: euro(90), share: 1 },
    ]);
    expect(ann).toMatchObject({ person: "ann", sharesOf: 2 });
    expect(ann?.meanShare).toBeCloseTo((20 / 120 + 1) / 2, 12);
    expect(ann?.bias).toBeCloseTo(120 / 210, 12);
  });

  test("tells which forecasts cannot be measured, because there is no rate", () => {
    const [ann] = forecastAccuracy(
      accuracyInput([
        submission("2026-08/ann-2026-08-01", "{ value: 50, currency: GBP }"),
        submission("2026-09/ann-2026-09-01", "{ value: 120, currency: EUR }"),
      ]),
    );
    expect(ann?.months.map(({ month }) => month)).toEqual(["2026-09"]);
    expect(ann?.unrated).toMatchObject([{ month: "2026-08", commit: { minor: 5000, currency: "GBP" } }]);
  });

  test("says nothing of months that run, and no share where nothing was won", () => {
    expect(forecastAccuracy(accuracyInput([submission("2026-11/ann-2026-11-01", "{ value: 1, currency: EUR }")]))).toEqual([]);
    const [ann] = forecastAccuracy(accuracyInput([submission("2026-08/ann-2026-08-01", "{ value: 50, currency: EUR }")]));
    expect(ann).toMatchObject({ sharesOf: 0 });
    expect(ann).not.toHaveProperty("meanShare");
    expect(ann).not.toHaveProperty("bias");
  });
});

test("the forecasts in force are each person's latest, with what is won so far", () => {
  const current = currentSubmissions(
    accuracyInput([
      submission("2026-12/ann-2026-11-02", "{ value: 10, currency: EUR }"),
      submission("2026-12/ann-2026-11-09", "{ value: 20, currency: USD }", "{ value: 30, currency: USD }"),
      submission("2026-11/bob-2026-11-09", "{ value: 40, currency: GBP }"),
      submission("2026-11/ann-2026-11-09", "{ value: 40, currency: EUR }"),
      submission("2026-10/ann-2026-10-09", "{ value: 40, currency: EUR }"),
    ]),
  );
  expect(
    current.map(({ submission: { month, person, date }, commit, bestCase, won: soFar }) => [month, person, date, commit, bestCase, soFar]),
  ).toEqual([
    ["2026-11", "ann", "2026-11-09", euro(40), undefined, euro(80)],
    ["2026-11", "bob", "2026-11-09", undefined, undefined, euro(0)],
    ["2026-12", "ann", "2026-11-09", euro(18), euro(27), euro(0)],
  ]);
});
