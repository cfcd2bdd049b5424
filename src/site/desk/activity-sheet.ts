import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import { judgeActivity } from "../../app/draft-activity.ts";
import type { Answers } from "../../app/draft-answers.ts";
import type { DealSource } from "./deal-source.ts";
import type { Desk } from "./desk-content.ts";
import { fieldView } from "./field-views.ts";
import { activitiesMark } from "./page-marks.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";
import { SheetDeal } from "./sheet-deal.ts";

/** An activity to fill in. */
export class ActivitySheet implements Sheet {
  readonly heading: string;
  readonly verb = "Propose this entry";
  readonly #desk: Desk;
  readonly #deal: SheetDeal;

  constructor(desk: Desk, source: DealSource) {
    this.#desk = desk;
    this.#deal = new SheetDeal(desk, source);
    this.heading = `Log an activity: ${this.#deal.title}`;
  }

  get key(): string {
    return `log/${this.#deal.placed.deal.slug}`;
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const { fields, findings, complaints } = this.#judge(answers);
    return html`
      ${this.#deal.meanwhileView(answers, set)}
      ${fields.map((field) => fieldView(field, { answers, set, complaints, given: () => "" }))}
      ${findings.length > 0 ? html`<ul class="desk-gaps" role="status">${findings.map(({ message }) => html`<li>${message}</li>`)}</ul>` : nothing}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { file, isAllowed, headline } = this.#judge(answers);
    if (!isAllowed) return null;
    const { deal } = this.#deal.placed;
    const { organisation, people } = this.#deal.content.settings;
    const words = pullRequestText({ headline, deal, owner: people?.people[deal.owner]?.name, gate: [], afterwards: [] }, organisation);
    return {
      ...words,
      branch: `deal/${deal.slug}-log-${this.#desk.today}`,
      files: [file],
      based: this.#deal.based,
      slug: deal.slug,
      changes: { activities: activitiesMark(this.#deal.opened) },
      words: "Proposed: an activity",
    };
  }

  addedTo = (answers: Answers, texts: ReadonlyMap<string, string>): SheetProposal | null =>
    new ActivitySheet(this.#desk, this.#deal.with(texts)).proposal(answers);

  takeIn(now: ReadonlyMap<string, string>): void {
    this.#deal.takeIn(now);
  }

  #judge(answers: Answers) {
    return judgeActivity({ placed: this.#deal.placed, content: this.#deal.content, today: this.#desk.today }, answers);
  }
}
