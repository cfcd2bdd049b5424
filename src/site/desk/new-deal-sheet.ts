import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import type { Answers } from "../../app/draft.ts";
import { judgeNewDeal } from "../../app/draft-new-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import type { Content } from "../../core/check/check-content.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import type { FormItem } from "../../core/form/move-form.ts";
import { contentOf, type Desk } from "./desk-content.ts";
import { type FormState, fieldView, itemView } from "./field-views.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";
import { lastPerson } from "./store.ts";

/** A new deal to fill in. */
export class NewDealSheet implements Sheet {
  readonly heading = "New deal";
  readonly key = "new";
  readonly verb = "Propose this deal";
  readonly #desk: Desk;
  /** The pipeline of the board that it was opened on. */
  readonly #pipeline: string | undefined;
  #content: Content;
  #items: readonly FormItem[] = [];

  constructor(desk: Desk, pipeline?: string) {
    this.#desk = desk;
    this.#pipeline = pipeline;
    this.#content = contentOf(desk);
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const judged = this.#judge(answers);
    this.#items = judged.items;
    const state: FormState = { answers: this.#withPlace(answers), set, given: () => "", document: () => "", documentTitle: (id) => id };
    const told = new Set(judged.items.flatMap(({ gaps }) => gaps.map(({ message }) => message)));
    const others = judged.findings.filter(({ message }) => ![...told].some((gap) => message.includes(gap)));
    return html`
      <div class="desk-grid">${judged.fields.map((field) => fieldView(field, state))}</div>
      ${judged.items.length > 0 ? html`<ul class="desk-items">${judged.items.map((item) => itemView(item, state))}</ul>` : nothing}
      ${others.length > 0 ? html`<ul class="desk-gaps" role="status">${others.map(({ message }) => html`<li>${message}</li>`)}</ul>` : nothing}
      ${judged.deal || others.length + judged.items.length > 0 ? nothing : html`<p class="desk-small">Company, what it is about and owner are needed.</p>`}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { deal } = this.#judge(answers);
    if (!deal) return null;
    const { slug, file, headline } = deal;
    const read = parseDeal(file.text, file.path).deal;
    const { organisation, people } = this.#content.settings;
    const owner = read ? people?.people[read.owner]?.name : undefined;
    const words = pullRequestText({ headline, deal: read, owner, gate: [], afterwards: [] }, organisation);
    return {
      ...words,
      branch: `deal/${slug}-${read?.stage ?? "new"}`,
      files: [file],
      based: new Map(),
      slug,
      words: headline,
      ...(read && { person: read.owner }),
    };
  }

  /** Another deal has that name by now; the next proposal takes another. */
  takeIn(now: ReadonlyMap<string, string>): void {
    this.#content = { ...this.#content, dealPaths: [...this.#content.dealPaths, ...now.keys()] };
  }

  /** What is nearly always right until somebody says otherwise: the board's pipeline, and whoever was here last. */
  #withPlace(answers: Answers): Answers {
    const person = lastPerson();
    const isKnown = person !== undefined && fieldSettings(this.#content, this.#desk.today).people.some(({ value }) => value === person);
    return { ...(this.#pipeline !== undefined && { pipeline: this.#pipeline }), ...(isKnown && { owner: person }), ...answers };
  }

  #judge(answers: Answers) {
    return judgeNewDeal({ content: this.#content, today: this.#desk.today }, this.#withPlace(answers), this.#items);
  }
}
