import { describe, expect, test } from "vitest";
import { compileExpression, evaluateExpression, type Inputs } from "../../../src/core/expression/expression.ts";

const names = ["deal", "before", "move", "today"];

const deal = {
  slug: "acme",
  title: "Data platform",
  company: "Acme Robotics",
  stage: "offer",
  stage_entered: "2026-11-12",
  owner: "zack",
  amount: { value: 48000, currency: "EUR" },
  line_items: [
    { description: "Licence", quantity: 2, price: { value: 19.5, currency: "EUR" } },
    { description: "Setup", quantity: 1, price: { value: 300, currency: "EUR" } },
  ],
  expected_close: "2026-12-15",
  priority: 3,
  qualification: { bant: { budget: "60k approved", need: "Urgent" } },
  confirmed: { "initial-interest": "2026-11-02" },
  fields: { scope: "large", seats: 12, ratio: 0.5, "on-site": true },
  links: {},
  activities: [
    { date: "2026-11-02", kind: "call", by: "zack", reply: true },
    { date: "2026-11-09", kind: "email", by: "zack" },
    { date: "2026-11-12", kind: "demo", by: "ann", recorded: "with-consent" },
  ],
};

const inputs: Inputs = { deal, before: null, move: { kind: "forward", from: "lead", to: "offer" }, today: "2026-11-20" };

/** True or false, or what the reader is told. */
function outcome(source: string, over: Inputs = inputs): boolean | string {
  const compiled = compileExpression(source, names);
  if ("problem" in compiled) return compiled.problem.message;
  const result = evaluateExpression(compiled.expression, over);
  return "value" in result ? result.value : result.problem.message;
}

function refusal(source: string) {
  const compiled = compileExpression(source, names);
  return "problem" in compiled ? compiled.problem : undefined;
}

describe("expressions over a deal", () => {
  test.each([
    ['deal.stage == "offer"', true],
    ['deal.stage != "offer"', false],
    ['deal.stage in ["lead", "offer"]', true],
    ['deal.company.startsWith("Acme") && deal.title.contains("platform")', true],
    ['deal.fields["on-site"]', true],
    ['!deal.fields["on-site"]', false],
    ['deal.fields.scope == "small" || deal.fields.seats > 10', true],
    ['deal.fields.scope == "large" ? deal.amount.value > 50000 : true', false],
    ['size(deal.qualification.bant) == 2 && "need" in deal.qualification.bant', true],
    ['move.kind == "forward" && move.from == "lead"', true],
    ["before == null", true],
    ['before != null && before.stage == "lead"', false],
    ["deal == deal", true],
  ])("%s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });
});

describe("numbers, whole or not", () => {
  test.each([
    ["deal.amount.value == 48000", true],
    ["deal.amount.value == 48000.0", true],
    ["deal.amount.value >= 48000.01", false],
    ["deal.amount.value / 12 == 4000", true],
    ["deal.amount.value * 1.19 > 57000", true],
    ["deal.priority / 2 == 1.5", true],
    ["deal.fields.ratio + 1 == 1.5", true],
    ["1 - deal.fields.ratio == 0.5", true],
    ["deal.fields.seats % 5 == 2", true],
    ["-deal.fields.seats < 0", true],
    ["deal.fields.seats in [10, 12]", true],
    ["size(deal.activities) == deal.priority", true],
    ["size(deal.activities) + 0.5 > deal.priority", true],
    ["2 * deal.fields.ratio == 1 && 1 + deal.fields.ratio != 2", true],
    ['int("12") == deal.fields.seats && double("0.5") == deal.fields.ratio', true],
    ['string(deal.fields.seats) == "12"', true],
  ])("%s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });
});

describe("fields that are left out", () => {
  test.each([
    ['deal.contact.name == "Jane"', 'The field "contact" is not filled in.'],
    ['deal.amount.unit == "k"', 'The field "amount.unit" is not filled in.'],
    ['deal["contact"] == "Jane"', 'The field "contact" is not filled in.'],
    ["deal.activities.all(each, each.reply)", 'The field "each.reply" is not filled in.'],
    ['deal.activities[7].kind == "call"', 'The list "activities" has no item [7]: it holds 3, and the first is [0].'],
    ['before.stage == "lead"', 'There is no "before" here, so "before.stage" has no value.'],
    ["has(deal.contact.name)", 'The field "contact" is not filled in.'],
    ["has(deal.contact)", false],
    ["has(deal.contact) && has(deal.contact.name)", false],
    ["has(deal.amount) && has(deal.amount.value)", true],
    // What is decided without the field needs no field.
    ['deal.stage == "lead" && deal.contact.name == "Jane"', false],
    ['deal.stage == "offer" || deal.contact.name == "Jane"', true],
    ['deal.contact.name == "Jane" || deal.stage == "offer"', true],
  ])("%s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });
});

describe("days and lists", () => {
  test.each([
    ["days(today, deal.expected_close) == 25", true],
    ["days(deal.expected_close, today) == -25", true],
    ["days(today, today) == 0", true],
    ['days("2027-02-28", "2027-03-01") == 1 && days("2028-02-28", "2028-03-01") == 2', true],
    ["deal.expected_close > today", true],
    ["days(deal.title, today) > 1", "days() needs two dates written as YYYY-MM-DD."],
    ["days(deal.priority, today) > 1", "days() cannot be asked of a number and a text."],
    ['deal.activities.exists(each, each.kind == "call" && each.reply)', true],
    ["deal.activities.exists(each, each.reply)", true],
    ["deal.activities.all(each, days(each.date, today) < 14)", false],
    ['deal.activities.exists_one(each, each.by == "ann")', true],
    ['size(deal.activities.filter(each, each.kind in ["call", "demo"])) == 2', true],
    ['deal.activities.map(each, each.kind) == ["call", "email", "demo"]', true],
    ["deal.line_items.all(each, each.quantity * each.price.value > 38.5)", true],
    ["deal.confirmed.all(name, deal.confirmed[name] <= today)", true],
    ["deal.activities.all(a, deal.activities.exists_one(b, b.date == a.date))", true],
  ])("%s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });

  test("a long note does not count against a list", () => {
    const activities = Array.from({ length: 40 }, (_, index) => ({ date: `day ${index}`, note: "n".repeat(400) }));
    expect(outcome("deal.activities.all(a, deal.activities.exists_one(b, b.date == a.date))", { ...inputs, deal: { activities } })).toBe(
      true,
    );
  });
});

describe("values of the wrong kind", () => {
  test.each([
    ["deal.title > 1", '">" cannot stand between a text and a number.'],
    ["deal.title + 1 == deal.title", '"+" cannot stand between a text and a number.'],
    ["deal.amount > 1000", '">" cannot stand between a group of fields and a number.'],
    ["!deal.title", '"!" cannot stand before a text.'],
    ["deal.title && true", '"&&" and "||" join what is true or false, not a text.'],
    ["deal.title ? true : false", "True or false is needed here, not a text."],
    ["deal.activities.exists(each, each.kind)", "True or false is needed here, not a text."],
    ["deal.title.all(each, true)", "all(), exists(), filter() and map() run over a list."],
    ["deal.title.contains(1)", "A text has no contains() for a number."],
    ["deal.amount.value", "The expression gives 48000; true or false is needed."],
    ["deal.amount", "The expression gives a list or fields; true or false is needed."],
    ["deal.amount.value / 0 > 1", "It divides by zero."],
    ["int(deal.title) == 1", "int() cannot make a number of that."],
  ])("%s", (source, expected) => {
    expect(outcome(source)).toBe(expected);
  });
});

describe("what is refused before it runs", () => {
  test.each([
    ["deel.stage", 'There is no "deel" here. Did you mean "deal"?', 0],
    ["deal.stage == stage", 'There is no "stage" here. Allowed: deal, before, move, today.', 14],
    [
      'deal.title.matches("a+")',
      'There is no function "matches" here. Ask for the form of a field with a requirement "field" and its "matches".',
      0,
    ],
    ["sise(deal.activities) == 1", 'There is no function "sise" here. Did you mean "size"?', 0],
    ["true && 1 + 1", '"&&" and "||" join what is true or false, not a number.', 0],
    ["1 + 1", "The expression gives a number; true or false is needed.", undefined],
    ["deal.title ==", "The expression ends too early.", 13],
    ["(deal.title", "The expression ends too early.", 11],
    ['deal.title = "x"', 'To compare two values, write "==".', 11],
    ['deal.title == "x', "A text is not closed with a quotation mark.", 14],
    ["deal.title # note", '"#" cannot stand here.', 11],
    ["deal.activities[0", "The expression ends too early.", 17],
    ["deal.activities[0)", '"]" is expected here.', 17],
    ["true ? 1 : false", 'Both outcomes of "? :" are of one kind, not a number and true or false.', 0],
    ["has(deal)", "has() asks for a field, such as has(deal.contact).", 4],
    ["deal.activities.exists(1, true)", "A list function begins with a name for the item, such as exists(each, each.reply).", 23],
    ['deal.title == "a\\q"', 'A backslash in a text is written twice: "\\\\".', 16],
  ])("%s", (source, message, offset) => {
    expect(refusal(source)).toEqual({ message, ...(offset !== undefined && { offset }) });
  });

  test.each([
    "cel.bind(x, 1, x == 1)",
    "type(deal) == map",
    'timestamp("2026-01-01T00:00:00Z") == null',
    "optional.of(1) == 1",
    "dyn(1) == 1",
  ])("%s calls a function that is not on the list", (source) => {
    expect(refusal(source)?.message).toMatch(/^There is no function "\w+" here\. Allowed: has, size, days,/);
  });

  test("2,000 characters are allowed, 2,001 are not", () => {
    const padded = (length: number) => "true".padEnd(length);
    expect(outcome(padded(2000))).toBe(true);
    expect(outcome(padded(2001))).toBe("The expression is longer than 2000 characters. Split it into several rules.");
  });

  test("300 parts are allowed, 301 are not", () => {
    // Each value is a part, and so is each "!" and each "&&".
    const joined = (count: number) => Array(count).fill("true").join("&&");
    expect(outcome(`${joined(149)}&&!true`)).toBe(false);
    expect(outcome(`!${joined(149)}&&!true`)).toBe("The expression has more than 300 parts. Split it into several rules.");
  });

  test("brackets 40 deep are not", () => {
    expect(outcome(`${"(".repeat(40)}true${")".repeat(40)}`)).toMatch(/nested more than 32 deep/);
  });
});

test.each(["constructor", "__proto__", "prototype", "toString", "hasOwnProperty"])("%s of a deal is no field", (key) => {
  const absent = `The field "${key}" is not filled in.`;
  expect(outcome(`deal.${key} == 1`)).toBe(absent);
  expect(outcome(`deal["${key}"] == 1`)).toBe(absent);
  expect(outcome(`has(deal.${key})`)).toBe(false);
  expect(outcome(`deal.title.${key} == 1`)).toBe(`The field "title.${key}" is not filled in.`);
  expect(outcome(`deal.activities.${key} == 1`)).toBe(`The field "activities.${key}" is not filled in.`);
});

describe("hostile expressions", () => {
  const activity = { date: "2026-11-02", kind: "call", by: "zack", note: "x" };
  const long = (count: number): Inputs => ({
    ...inputs,
    deal: { ...deal, activities: Array.from({ length: count }, () => ({ ...activity })) },
    before: { ...deal, activities: Array.from({ length: count }, () => ({ ...activity })) },
  });
  const text = (length: number): Inputs => ({
    ...inputs,
    deal: { title: "a".repeat(length), company: `${"a".repeat(300)}b${"a".repeat(300)}` },
  });
  const times = (count: number, part: string, sign: string) => Array(count).fill(part).join(sign);
  const nested = (depth: number, inner: string): string =>
    depth === 0 ? inner : `deal.activities.all(${"abcdefgh"[depth]}, ${nested(depth - 1, inner)})`;
  const lists = times(45, "deal.activities", "+");
  const cases: readonly (readonly [string, string, Inputs])[] = [
    ["lists in lists in lists", nested(4, "true"), long(2000)],
    ["lists in lists, just allowed", nested(2, "b.date <= c.date"), long(220)],
    ["one list, as long as can be", nested(1, times(20, "b.date <= today", "&&")), long(4500)],
    ["lists that are joined first", `(${lists}).all(a, (${lists}).all(b, true))`, long(40)],
    ["lists that are compared as a whole", nested(2, times(30, "deal.activities==before.activities", "&&")), long(40)],
    ["whole deals that are compared", times(50, "deal == before", "&&"), long(5000)],
    ["lists of lists", "deal.activities.map(a,[a,a]).map(a,[a,a]).map(a,[a,a]).map(a,[a,a])==[]", long(200)],
    ["lists that are written out", `${times(6, "[1,2,3,4,5,6,7,8].all(a", ",")},true${")".repeat(6)}`, long(1)],
    ["texts that are joined", `size(${times(90, "deal.title", "+")}) > 1`, text(100_000)],
    ["a text in a long text", times(40, "deal.title.contains(deal.company)", "||"), text(1_000_000)],
    ["a text in a text, for each", `deal.title != "" && ${nested(1, "b.note.contains(deal.company)")}`, long(2000)],
    ["brackets without end", "(".repeat(2000), inputs],
    ["signs without end", `${"!".repeat(1996)}true`, inputs],
    ["a chain of outcomes", times(400, "true?true", ":"), inputs],
    ["lists in brackets", "[".repeat(2000), inputs],
    ["a large number", `${"9".repeat(1999)}>1`, inputs],
  ];

  test.each(cases)("%s", (_, source, over) => {
    const elapsed = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      outcome(source, over);
      return performance.now() - start;
    });
    expect(elapsed.sort((a, b) => a - b)[2]).toBeLessThan(100);
  });

  test("what is too costly says so", () => {
    expect(outcome(nested(4, "true"), long(2000))).toBe("The expression would take too many steps for lists and texts of this length.");
  });
});
