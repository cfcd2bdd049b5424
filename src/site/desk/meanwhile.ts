import { html, nothing, type TemplateResult } from "lit-html";
import type { Answers } from "../../app/draft.ts";
import { dealDifferences } from "../../core/deal/compare-deals.ts";
import type { DealFile } from "../../core/deal/parse-deal.ts";
import type { FieldDifference } from "../../core/text/compare-values.ts";
import type { SetAnswer } from "./sheet.ts";

/** What others changed in a deal while a form was filled in. */
export type Meanwhile = readonly FieldDifference[];

/** What differs between the deal as the form began with it, and as it is now. */
export const meanwhileOf = (before: DealFile, now: DealFile): Meanwhile => dealDifferences(before, now);

const said = (text: string | undefined): string => text ?? "nothing";

function choiceView({ field, to }: FieldDifference, answers: Answers, set: SetAnswer): TemplateResult {
  const mine = answers[field];
  if (mine === undefined || mine === to) return html`<td>taken over</td>`;
  return html`<td>
    <span>${mine}</span>
    <button type="button" class="desk-quiet" @click=${() => set(field, undefined)}>Take theirs</button>
    <span class="desk-small">or leave yours</span>
  </td>`;
}

/** Shows both values of what others changed, and asks where both sides said something. */
export function meanwhileView(changes: Meanwhile, answers: Answers, set: SetAnswer): TemplateResult {
  if (changes.length === 0) return html`${nothing}`;
  return html`<div class="desk-notice" role="alert">
    <p><strong>Somebody changed this deal meanwhile.</strong> Look it over, and propose again; nothing that you filled in is lost.</p>
    <table>
      <thead>
        <tr><th scope="col">Field</th><th scope="col">Was</th><th scope="col">Is now</th><th scope="col">Yours</th></tr>
      </thead>
      <tbody>
        ${changes.map(
          (change) => html`<tr>
            <th scope="row">${change.field}</th>
            <td>${said(change.from)}</td>
            <td>${said(change.to)}</td>
            ${choiceView(change, answers, set)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
