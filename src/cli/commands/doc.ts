import type { Command } from "commander";
import { printable } from "../../adapters/reports/printable.ts";
import { findDeal, type PlacedDeal } from "../../app/find-deal.ts";
import { loadContent } from "../../app/load-content.ts";
import { Refusal } from "../../app/refusal.ts";
import { type WrittenDocument, writeDocument } from "../../app/write-document.ts";
import type { Content } from "../../core/check/check-content.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { emptySections } from "../../core/deal/document-gaps.ts";
import { lineItemTotals } from "../../core/document/document-values.ts";
import { languageBase, templateIds, templateLanguages } from "../../core/document/template-choice.ts";
import { formatMoney } from "../../core/money/money.ts";
import { templateFor } from "../../core/pipeline/template.ts";
import { answered, loadPrompts } from "../prompts.ts";
import { openWorkspace } from "../workspace.ts";
import type { World } from "../world.ts";
import { addChangeOptions } from "./change-options.ts";
import { printDone } from "./move-output.ts";
import { deskOf, type MoveOptions, type MoveSetting } from "./move-setting.ts";
import { pickDeal } from "./pick-deal.ts";
import type { Run } from "./run.ts";

interface DocOptions extends MoveOptions {
  readonly lang?: string;
  readonly force?: boolean;
}

async function pickTemplate({ settings }: Content, given: string | undefined, world: World): Promise<string> {
  if (given !== undefined) return given;
  const { templates } = settings.rules;
  const ids = templateIds(templates);
  if (ids.length === 0)
    throw new Refusal("There are no templates.", "Write one in templates/, or see what is wrong with them: dealbook check");
  if (!world.isInteractive) throw new Refusal("No template is named.", `One of: ${ids.join(", ")}`);
  const options = ids.map((value) => ({ value, label: templateFor(templates, value, undefined)?.title ?? value }));
  return answered(await (await loadPrompts()).select({ message: "Which document?", options }));
}

/** The language to ask for; asked on a terminal where there is a choice and the deal does not make it. */
async function pickLanguage({ settings }: Content, template: string, { given, deal, world }: LanguageFacts): Promise<string | undefined> {
  const { templates } = settings.rules;
  const languages = templateLanguages(templates, template);
  if (given !== undefined || !world.isInteractive || deal.language !== undefined || languages.length === 0) return given;
  const plain = templates.has(template) ? [{ value: "", label: `as it is (${settings.organisation?.locale ?? "no language"})` }] : [];
  const options = [...plain, ...languages.map((value) => ({ value, label: value }))];
  return answered(await (await loadPrompts()).select({ message: "In which language?", options })) || undefined;
}

interface LanguageFacts {
  readonly given: string | undefined;
  readonly deal: PlacedDeal["deal"];
  readonly world: World;
}

/** True where the text is in another language than the document says, because there is no version in it. */
function isFallback({ document, template }: WrittenDocument, locale: string): boolean {
  const { language } = document;
  if (language === undefined || template.id !== document.template) return false;
  return languageBase(language) !== languageBase(locale);
}

function remarksOn(written: WrittenDocument, { deal }: PlacedDeal, locale: string): string[] {
  const { document, template } = written;
  const totals = lineItemTotals(deal);
  const [total] = totals;
  const differs =
    deal.amount && total && (totals.length > 1 || total.minor !== deal.amount.minor || total.currency !== deal.amount.currency);
  const sum = totals.map((each) => formatMoney(each, locale)).join(" + ");
  return [
    ...(isFallback(written, locale)
      ? [`There is no version of templates/${template.id}.md in "${document.language}"; its words are as they stand there.`]
      : []),
    ...(differs && deal.amount ? [`The line items add up to ${sum}; the deal's amount is ${formatMoney(deal.amount, locale)}.`] : []),
  ];
}

/** What is left to fill in, one line for each line of the file that has something. */
function fillInLines({ document, template }: WrittenDocument): string {
  const empty = emptySections(document, template).map(({ text, at }) => ({ text: `what belongs under "${text}"`, at }));
  const left = [...document.placeholders, ...empty].sort((a, b) => a.at.line - b.at.line);
  const lines = [...Map.groupBy(left, ({ at }) => at.line)];
  if (lines.length === 0) return "  Nothing is left to fill in.\n";
  const width = String(lines.at(-1)?.[0]).length;
  const rows = lines.map(
    ([line, found]) => `    line ${String(line).padStart(width)}  ${found.map(({ text }) => printable(text)).join(" ")}\n`,
  );
  return `  Still to fill in:\n${rows.join("")}`;
}

async function write(options: DocOptions, world: World, ...[slug, id]: string[]): Promise<number> {
  const workspace = await openWorkspace(options, world);
  const content = await loadContent(workspace.reader);
  const placed = findDeal(content, await pickDeal(content, slug, world));
  const template = await pickTemplate(content, id, world);
  const language = await pickLanguage(content, template, { given: options.lang, deal: placed.deal, world });
  const setting: MoveSetting = { content, workspace, world, options };
  const request = { placed, template, language, isForced: options.force === true, today: workspace.today };
  const written = await writeDocument(request, content, deskOf(setting));
  return printWritten(written, placed, setting);
}

async function printWritten(written: WrittenDocument, placed: PlacedDeal, setting: MoveSetting): Promise<number> {
  const { deal, pipeline } = placed;
  const { workspace, world, options } = setting;
  const { document, template } = written;
  const remarks = remarksOn(written, placed, workspace.organisation?.locale ?? "en-GB");
  const placeholders = document.placeholders.map(({ text, at }) => ({ line: at.line, text }));
  const empty = emptySections(document, template).map(({ text, at }) => ({ line: at.line, section: text }));
  const data = {
    slug: deal.slug,
    template: document.template,
    language: document.language ?? null,
    placeholders,
    emptySections: empty,
    remarks,
  };
  const headline = `${cardTitle(deal, pipeline.card)}: ${template.title}, as a draft`;
  const code = await printDone(written, { data, headline, deal, isNewFile: true }, setting);
  if (options.json) return code;
  world.print(fillInLines(written) + remarks.map((remark) => `  Note: ${printable(remark)}\n`).join(""));
  return code;
}

const examples = `
Examples:
  dealbook doc                       asks for the deal and the document
  dealbook doc acme-robotics-line-monitoring proposal
  dealbook doc acme-robotics-line-monitoring nda --lang es
  dealbook doc acme-robotics-line-monitoring proposal --force --no-commit

The text comes from templates/<template>.md, or from templates/<template>.<lang>.md where there is one: for the language that is
asked for, else the deal's own. The deal fills in: {{company}}, {{title}}, {{slug}}, {{contact}}, {{contact.role}}, {{owner}},
{{organisation}}, {{amount}}, {{date}} (today), {{expected_close}}, and {{fields.x}} for a field x of your own. A table row with
{{item}}, {{quantity}}, {{unit price}} and {{total}} is repeated for each line item; {{line_items.total}} is their sum.
What the deal does not know stays as it is and is listed.`;

/** Adds `dealbook doc`. */
export function addDoc(program: Command, run: Run): void {
  const command = program
    .command("doc")
    .argument("[deal]", "the deal's slug; asked for on a terminal")
    .argument("[template]", "the template's name; asked for on a terminal")
    .description("Write a document of a deal from its template, on a branch of its own.")
    .option("--lang <language>", "the language, such as es or es-MX (default: the deal's)")
    .option("--force", "write over a document that is there already");
  addChangeOptions(command)
    .addHelpText("after", examples)
    .action(function (this: Command) {
      return run(this, write);
    });
}
