import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import type { Answers } from "../../app/draft-answers.ts";
import { changeWords, type JudgedUpdate, judgeUpdate } from "../../app/draft-update.ts";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import type { Content } from "../../core/check/check-content.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import { type FormField, fieldLabel } from "../../core/form/form-field.ts";
import { rowsIn, rowTotals } from "../../core/form/line-item-rows.ts";
import { answerIn } from "../../core/form/move-form.ts";
import type { FieldGroup } from "../../core/form/update-form.ts";
import { decimalOf, formatMoney } from "../../core/money/money.ts";
import type { DealSource } from "./deal-source.ts";
import { contentOf, type Desk, placedDeal } from "./desk-content.ts";
import { fieldView } from "./field-views.ts";
import { type Meanwhile, meanwhileOf, meanwhileView } from "./meanwhile.ts";
import { fieldsMark } from "./page-marks.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A deal's everyday fields to change. */
export class UpdateSheet implements Sheet {
  readonly heading: string;
  readonly verb = "Propose this update";
  readonly #desk: Desk;
  readonly #path: string;
  #texts: ReadonlyMap<string, string>;
  #content: Content;
  #placed: PlacedDeal;
  #meanwhile: Meanwhile | null = null;

  constructor(desk: Desk, source: DealSource) {
    this.#desk = desk;
    this.#path = source.path;
    this.#texts = new Map(Object.entries(source.texts));
    this.#content = contentOf(desk, this.#texts);
    this.#placed = placedDeal(this.#content, source);
    this.heading = `Update ${cardTitle(this.#placed.deal, this.#placed.pipeline.card)}`;
  }

  get key(): string {
    return `update/${this.#placed.deal.slug}`;
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
      ${this.#meanwhile ? meanwhileView(this.#meanwhile, this.#meanwhileState(answers, set)) : nothing}
      ${groups.map((group) => this.#groupView(group, judged, { answers, set: change }))}
      ${others.length > 0 ? html`<ul class="desk-gaps desk-others" role="status" tabindex="-1">${others.map((each) => html`<li>${each}</li>`)}</ul>` : nothing}
      ${this.#changesView(judged)}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { file, isAllowed, headline, name, changes } = this.#judge(answers);
    if (!isAllowed) return null;
    const { deal } = this.#placed;
    const { organisation, people } = this.#content.settings;
    const after = parseDeal(file.text, file.path).deal ?? deal;
    const owner = people?.people[after.owner]?.name;
    const words = pullRequestText({ headline, deal: after, owner, gate: [], fields: changes, afterwards: [] }, organisation);
    const based = new Map([[this.#path, this.#texts.get(this.#path) ?? ""]]);
    return {
      ...words,
      branch: `deal/${deal.slug}-${name}`,
      files: [file],
      based,
      slug: deal.slug,
      changes: { fields: fieldsMark(deal) },
      words: `Proposed: ${changes.map(({ label }) => label).join(", ")}`,
    };
  }

  takeIn(now: ReadonlyMap<string, string>): void {
    this.#meanwhile = meanwhileOf(this.#path, this.#texts, now);
    this.#texts = new Map([...this.#texts, ...now]);
    this.#content = contentOf(this.#desk, this.#texts);
    this.#placed = placedDeal(this.#content, { path: this.#path });
  }

  #meanwhileState(answers: Answers, set: SetAnswer): Parameters<typeof meanwhileView>[1] {
    const settings = fieldSettings(this.#content, this.#desk.today, this.#placed.pipeline.id);
    const { locale } = settings;
    return { answers, set, locale, label: (field) => fieldLabel(field, settings), document: (path) => ({ title: path, name: path }) };
  }

  #judge(answers: Answers): JudgedUpdate {
    return judgeUpdate({ placed: this.#placed, content: this.#content, today: this.#desk.today }, answers);
  }

  #given = (field: FormField): string => answerIn(this.#placed.deal, field);

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
    const { locale } = fieldSettings(this.#content, this.#desk.today);
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
