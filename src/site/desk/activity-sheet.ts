import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import { judgeActivity } from "../../app/draft-activity.ts";
import type { Answers } from "../../app/draft-answers.ts";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import type { Content } from "../../core/check/check-content.ts";
import { cardTitle } from "../../core/deal/deal.ts";
import { fieldLabel } from "../../core/form/form-field.ts";
import type { DealSource } from "./deal-source.ts";
import { contentOf, type Desk, placedDeal } from "./desk-content.ts";
import { fieldView } from "./field-views.ts";
import { type Meanwhile, meanwhileOf, meanwhileView } from "./meanwhile.ts";
import { activitiesMark } from "./page-marks.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";

/** An activity to fill in. */
export class ActivitySheet implements Sheet {
  readonly heading: string;
  readonly verb = "Propose this entry";
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
    this.heading = `Log an activity: ${cardTitle(this.#placed.deal, this.#placed.pipeline.card)}`;
  }

  get key(): string {
    return `log/${this.#placed.deal.slug}`;
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const { fields, findings, complaints } = this.#judge(answers);
    return html`
      ${this.#meanwhile ? meanwhileView(this.#meanwhile, this.#meanwhileState(answers, set)) : nothing}
      ${fields.map((field) => fieldView(field, { answers, set, complaints, given: () => "" }))}
      ${findings.length > 0 ? html`<ul class="desk-gaps" role="status">${findings.map(({ message }) => html`<li>${message}</li>`)}</ul>` : nothing}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { file, isAllowed, headline } = this.#judge(answers);
    if (!isAllowed) return null;
    const { deal } = this.#placed;
    const { organisation, people } = this.#content.settings;
    const words = pullRequestText({ headline, deal, owner: people?.people[deal.owner]?.name, gate: [], afterwards: [] }, organisation);
    const based = new Map([[this.#path, this.#texts.get(this.#path) ?? ""]]);
    return {
      ...words,
      branch: `deal/${deal.slug}-log-${this.#desk.today}`,
      files: [file],
      based,
      slug: deal.slug,
      changes: { activities: activitiesMark(deal) },
      words: "Proposed: an activity",
    };
  }

  addedTo = (answers: Answers, texts: ReadonlyMap<string, string>): SheetProposal | null =>
    new ActivitySheet(this.#desk, { path: this.#path, texts: Object.fromEntries([...this.#texts, ...texts]) }).proposal(answers);

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

  #judge(answers: Answers) {
    return judgeActivity({ placed: this.#placed, content: this.#content, today: this.#desk.today }, answers);
  }
}
