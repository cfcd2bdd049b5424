import { html, nothing, type TemplateResult } from "lit-html";
import type { Answers } from "../../app/draft-answers.ts";
import { Refusal } from "../../app/refusal.ts";
import { dealDifferences } from "../../core/deal/compare-deals.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import { rowsIn, rowsWords } from "../../core/form/line-item-rows.ts";
import type { FieldDifference } from "../../core/text/compare-values.ts";
import type { SetAnswer } from "./sheet.ts";

type Texts = ReadonlyMap<string, string>;

/** What others changed while a form was filled in. */
export interface Meanwhile {
  readonly fields: readonly FieldDifference[];
  /** Paths of documents. */
  readonly documents: readonly string[];
}

/** What differs between the texts as the form began with them, and as they are now. Refuses where the deal is gone. */
export function meanwhileOf(path: string, before: Texts, now: Texts): Meanwhile {
  const text = now.get(path);
  if (text === undefined)
    throw new Refusal("This deal is not where it was.", "Somebody moved or removed it meanwhile. Load the page again.");
  return {
    fields: dealDifferences(parseDeal(before.get(path) ?? "", path), parseDeal(text, path)),
    documents: [...now.keys()].filter((each) => each !== path && now.get(each) !== before.get(each)),
  };
}

/** What stands in a form about what others changed. */
interface MeanwhileState {
  readonly answers: Answers;
  readonly set: SetAnswer;
  /** What a field is called. */
  readonly label: (field: string) => string;
  /** BCP 47 locale of amounts. */
  readonly locale: string;
  /** What a document is called, and its answer. */
  readonly document: (path: string) => { readonly title: string; readonly name: string };
}

const said = (text: string | undefined): string => text ?? "nothing";

/** An answer as people read it. */
function answerWords(field: string, answer: string, locale: string): string {
  const words = field === "line_items" ? rowsWords(rowsIn(answer), locale) : answer;
  return words === "" ? "nothing" : words;
}

function choiceView({ field, to }: FieldDifference, { answers, set, locale }: MeanwhileState): TemplateResult {
  const mine = answers[field];
  if (mine === undefined || mine === to) return html`<td>taken over</td>`;
  return html`<td>
    <span>${answerWords(field, mine, locale)}</span>
    <button type="button" class="desk-quiet" @click=${() => set(field, undefined)}>Take theirs</button>
    <span class="desk-small">or leave yours</span>
  </td>`;
}

function documentView(path: string, { answers, set, document }: MeanwhileState): TemplateResult {
  const { title, name } = document(path);
  if (answers[name] === undefined) return html`<p>${title} was changed, too.</p>`;
  return html`<p>
    ${title} was changed, too. What you wrote would take the place of it.
    <button type="button" class="desk-quiet" @click=${() => set(name, undefined)}>Take theirs</button>
  </p>`;
}

function tableView(fields: readonly FieldDifference[], state: MeanwhileState): TemplateResult {
  return html`<table>
    <thead>
      <tr><th scope="col">Field</th><th scope="col">Was</th><th scope="col">Is now</th><th scope="col">Yours</th></tr>
    </thead>
    <tbody>
      ${fields.map(
        (change) => html`<tr>
          <th scope="row">${state.label(change.field)}</th>
          <td>${said(change.from)}</td>
          <td>${said(change.to)}</td>
          ${choiceView(change, state)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Shows both values of what others changed, and asks where both sides said something. */
export function meanwhileView({ fields, documents }: Meanwhile, state: MeanwhileState): TemplateResult {
  return html`<div class="desk-notice" role="alert" tabindex="-1">
    <p><strong>Somebody changed this deal meanwhile.</strong> Look it over, and propose again; nothing that you filled in is lost.</p>
    ${fields.length > 0 ? tableView(fields, state) : nothing} ${documents.map((path) => documentView(path, state))}
  </div>`;
}
