import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import type { Answers } from "../../app/draft-answers.ts";
import { judgeNewDeal } from "../../app/draft-new-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import { draftDocument } from "../../app/new-document.ts";
import type { Content } from "../../core/check/check-content.ts";
import { type DealFile, parseDeal } from "../../core/deal/parse-deal.ts";
import { stageById } from "../../core/pipeline/pipeline.ts";
import { templateFor } from "../../core/pipeline/template.ts";
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

  constructor(desk: Desk, pipeline?: string) {
    this.#desk = desk;
    this.#pipeline = pipeline;
    this.#content = contentOf(desk);
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const judged = this.#judge(answers);
    const { others, complaints } = judged;
    const state: FormState = {
      ...{ answers: this.#withPlace(answers), set, complaints, given: () => "" },
      ...{
        document: (template: string) => this.#startOf(template, judged.file),
        hasDocument: () => false,
        people: [],
        today: this.#desk.today,
        documentTitle: (id: string) => templateFor(this.#content.settings.rules.templates, id, undefined)?.title ?? id,
      },
    };
    return html`
      <div class="desk-grid">${judged.fields.map((field) => fieldView(field, state))}</div>
      ${judged.items.length > 0 ? html`<ul class="desk-items">${judged.items.map((item, index) => itemView(item, index, state))}</ul>` : nothing}
      ${others.length > 0 ? html`<ul class="desk-gaps" role="status">${others.map(({ message }) => html`<li>${message}</li>`)}</ul>` : nothing}
      ${judged.deal || others.length + judged.items.length > 0 ? nothing : html`<p class="desk-small">Company, what it is about and owner are needed.</p>`}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const { deal } = this.#judge(answers);
    if (!deal) return null;
    const { slug, files, headline } = deal;
    const [file] = files;
    const read = parseDeal(file.text, file.path).deal;
    const { organisation, people } = this.#content.settings;
    const owner = read ? people?.people[read.owner]?.name : undefined;
    const words = pullRequestText({ headline, deal: read, owner, gate: [], afterwards: [] }, organisation);
    return {
      ...words,
      branch: `deal/${slug}-${read?.stage ?? "new"}`,
      files,
      based: new Map(),
      slug,
      // It has no page before it is taken in.
      changes: { stage: "" },
      words: `Proposed: ${read ? `${read.company} | ${read.title}` : headline}`,
      ...(read && { person: read.owner, newIn: read.pipeline }),
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

  /** The text that a document of the new deal starts from. */
  #startOf(template: string, file: DealFile | undefined): string {
    const { rules } = this.#content.settings;
    const pipeline = rules.pipelines.get(file?.deal?.pipeline ?? "");
    const stage = pipeline && stageById(pipeline, file?.deal?.stage ?? "");
    if (!file?.deal || !stage) return "";
    return draftDocument(template, { placed: { file, deal: file.deal, pipeline, stage }, today: this.#desk.today }, this.#content);
  }

  #judge(answers: Answers) {
    return judgeNewDeal({ content: this.#content, today: this.#desk.today }, this.#withPlace(answers));
  }
}
