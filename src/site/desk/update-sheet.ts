import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import type { Answers } from "../../app/draft-answers.ts";
import { changeWords, type JudgedUpdate, judgeUpdate } from "../../app/draft-update.ts";
import { fieldSettings } from "../../app/move-form.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import type { FormField } from "../../core/form/form-field.ts";
import { rowsIn, rowTotals } from "../../core/form/line-item-rows.ts";
import { answerIn } from "../../core/form/move-form.ts";
import type { FieldGroup } from "../../core/form/update-form.ts";
import { decimalOf, formatMoney } from "../../core/money/money.ts";
import type { DealSource } from "./deal-source.ts";
import type { Desk } from "./desk-content.ts";
import { fieldView } from "./field-views.ts";
import { fieldsMark } from "./page-marks.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";
import { SheetDeal } from "./sheet-deal.ts";

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A deal's everyday fields to change. */
export class UpdateSheet implements Sheet {
  readonly heading: string;
  readonly verb = "Propose this update";
  readonly #desk: Desk;
  readonly #deal: SheetDeal;

  constructor(desk: Desk, source: DealSource) {
    this.#desk = desk;
    this.#deal = new SheetDeal(desk, source);
    this.heading = `Update ${this.#deal.title}`;
  }

  get key(): string {
    return `update/${this.#deal.placed.deal.slug}`;
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const judged = this.#judge(answers);
    const { groups, others } = judged;
    const fields = groups.flatMap((group) => group.fields);
    // What is put back to what the deal says is no answer any more.
    const change: SetAnswer = (name, answer) => {
      const field = fields.find((each) => each.name === name);
      set(name, field && answer === this.#given(field) ? undefined : answer);
    };
    return html`
      ${this.#deal.meanwhileView(answers, set)}
      ${groups.map((group) => this.#groupView(group, judged, { answers, set: change }))}
      ${others.length > 0 ? html`<ul class="desk-gaps desk-others" role="status" tabindex="-1">${others.map((each) => html`<li>${each}</li>`)}</ul>` : nothing}
      ${this.#changesView(judged)}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { file, isAllowed, headline, name, changes } = this.#judge(answers);
    if (!isAllowed) return null;
    const { deal } = this.#deal.placed;
    const { organisation, people } = this.#deal.content.settings;
    const after = parseDeal(file.text, file.path).deal ?? deal;
    const owner = people?.people[after.owner]?.name;
    const words = pullRequestText({ headline, deal: after, owner, gate: [], fields: changes, afterwards: [] }, organisation);
    return {
      ...words,
      branch: `deal/${deal.slug}-${name}`,
      files: [file],
      based: this.#deal.based,
      slug: deal.slug,
      changes: { fields: fieldsMark(this.#deal.opened) },
      words: `Proposed: ${changes.map(({ label }) => label).join(", ")}`,
    };
  }

  takeIn(now: ReadonlyMap<string, string>): void {
    this.#deal.takeIn(now);
  }

  #judge(answers: Answers): JudgedUpdate {
    return judgeUpdate({ placed: this.#deal.placed, content: this.#deal.content, today: this.#desk.today }, answers);
  }

  #given = (field: FormField): string => answerIn(this.#deal.placed.deal, field);

  #groupView({ name, fields, isAside }: FieldGroup, judged: JudgedUpdate, form: { answers: Answers; set: SetAnswer }): TemplateResult {
    const { complaints, warnings, changes } = judged;
    const state = { ...form, complaints, warnings, given: this.#given, unset: "Nothing chosen" };
    const views = html`<div class="desk-grid">${fields.map((field) => fieldView(field, state))}</div> ${fields.some(({ name }) => name === "line_items") && !complaints.has("line_items") ? this.#totalView(fields, form) : nothing}`;
    if (!isAside) return html`<fieldset class="desk-part"><legend>${name}</legend>${views}</fieldset>`;
    const isBegun = changes.some((change) => change.fields.some((field) => fields.includes(field)));
    return html`<details class="desk-part" ?open=${isBegun}>
      <summary>${name}</summary>
      ${views}
    </details>`;
  }

  /** Offers the total of the line items as the deal's value, where that says something else. */
  #totalView(fields: readonly FormField[], { answers, set }: { answers: Answers; set: SetAnswer }): TemplateResult | typeof nothing {
    const held = (name: string): string => {
      const field = fields.find((each) => each.name === name);
      return answers[name] ?? ((field && this.#given(field)) || (field?.initial ?? ""));
    };
    const [total, ...others] = rowTotals(rowsIn(held("line_items"))) ?? [];
    if (!total || others.length > 0) return nothing;
    const isSame = Number(held("amount.value")) === Number(decimalOf(total)) && held("amount.currency") === total.currency;
    if (isSame) return nothing;
    const take = (): void => {
      set("amount.value", decimalOf(total).replace(/\.0+$/, ""));
      set("amount.currency", total.currency);
    };
    const { locale } = fieldSettings(this.#deal.content, this.#desk.today);
    return html`<p class="desk-small">
      The value of the deal says something else.
      <button type="button" class="desk-quiet" @click=${take}>Make it ${formatMoney(total, locale)}</button>
    </p>`;
  }

  #changesView({ changes }: JudgedUpdate): TemplateResult {
    if (changes.length === 0) return html`<p class="desk-small">Nothing is changed yet.</p>`;
    return html`<section class="desk-changes" aria-label="What changes">
      <p>What changes:</p>
      <ul class="desk-gaps">${changes.map((change) => html`<li>${capital(changeWords(change))}</li>`)}</ul>
    </section>`;
  }
}
