import { html, nothing, type TemplateResult } from "lit-html";
import { pullRequestText } from "../../adapters/reports/pull-request.ts";
import { type JudgedDraft, judgeDraft } from "../../app/draft.ts";
import type { Answers } from "../../app/draft-answers.ts";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import { draftDocument, localeOf } from "../../app/new-document.ts";
import { startedBy } from "../../app/started-by.ts";
import { formatDay } from "../../core/calendar/business-date.ts";
import type { Content } from "../../core/check/check-content.ts";
import type { MoveAnswer } from "../../core/check/move-answer.ts";
import { parseDeal } from "../../core/deal/parse-deal.ts";
import type { Complaints } from "../../core/form/answer-complaint.ts";
import { type ApprovalAsk, answerIn } from "../../core/form/move-form.ts";
import { classifyMove, isRefused } from "../../core/pipeline/move.ts";
import { everyStep, type OnwardStep } from "../../core/pipeline/onward.ts";
import { templateFor } from "../../core/pipeline/template.ts";
import type { DealSource } from "./deal-source.ts";
import type { Desk } from "./desk-content.ts";
import { type FormState, fieldView, itemView } from "./field-views.ts";
import { stageMark } from "./page-marks.ts";
import type { SetAnswer, Sheet, SheetProposal } from "./sheet.ts";
import { SheetDeal } from "./sheet-deal.ts";

const answerWords: Readonly<Record<MoveAnswer, string>> = {
  allowed: "Allowed",
  "needs-approval": "Needs approval",
  missing: "Something is missing",
  "not-allowed": "Not allowed",
};

const answerTags: Readonly<Record<MoveAnswer, string>> = {
  allowed: "good",
  "needs-approval": "warn",
  missing: "warn",
  "not-allowed": "bad",
};

const nameList = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** Who is asked to approve, by role and name. */
const approvalView = ({ say, role, people }: ApprovalAsk): TemplateResult =>
  html`<li>
    ${say} ${people.length === 0 ? html`Nobody has the role ${role} at the moment.` : html`${role}: ${nameList.format(people)} will be asked.`}
  </li>`;

/** Every stage that a deal could be put into: those it may go to, then the others of its pipeline. */
function stepsOf({ pipeline, stage, deal }: PlacedDeal, { settings }: Content): OnwardStep[] {
  const known = everyStep({ pipeline, stage, parkedFrom: deal.parked_from }, settings.rules);
  const others = pipeline.stages.flatMap((to) => {
    const kind = classifyMove(pipeline, { from: stage, to, parkedFrom: deal.parked_from });
    return isRefused(kind) ? [{ name: to.id, kind, to }] : [];
  });
  return [...known, ...others];
}

/** A move to fill in. */
export class MoveSheet implements Sheet {
  readonly heading: string;
  readonly verb = "Propose this move";
  readonly #desk: Desk;
  readonly #deal: SheetDeal;
  #steps: readonly OnwardStep[];
  #to: string | undefined;
  readonly #stepAnswers = new WeakMap<OnwardStep, MoveAnswer>();

  constructor(desk: Desk, source: DealSource, to?: string) {
    this.#desk = desk;
    this.#deal = new SheetDeal(desk, source);
    this.#steps = stepsOf(this.#deal.placed, this.#deal.content);
    this.#to = to;
    this.heading = `Move ${this.#deal.title}`;
  }

  get key(): string {
    return `move/${this.#deal.placed.deal.slug}`;
  }

  body(answers: Answers, set: SetAnswer): TemplateResult {
    const step = this.#step(answers);
    const judged = step && this.#judge(step, answers);
    return html`
      ${this.#deal.meanwhileView(answers, set)}
      ${this.#stagesView(step, judged?.answer, set)}
      ${judged ? this.#judgedView(judged, answers, set) : html`<p>Choose a stage to see what it asks for.</p>`}
    `;
  }

  proposal(answers: Answers): SheetProposal | null {
    const step = this.#step(answers);
    const judged = step && this.#judge(step, answers);
    if (!judged || judged.answer === "missing" || judged.answer === "not-allowed") return null;
    const { slug } = this.#deal.placed.deal;
    const [{ text, path }] = judged.files;
    const { deal } = parseDeal(text, path);
    const { organisation, people } = this.#deal.content.settings;
    const owner = deal ? people?.people[deal.owner]?.name : undefined;
    const afterwards = startedBy({ placed: this.#deal.placed, today: this.#desk.today }, { text, path }, this.#deal.content);
    const words = pullRequestText({ headline: judged.headline, deal, owner, gate: judged.gate, afterwards }, organisation);
    return {
      ...words,
      branch: `deal/${slug}-${step.to.id}`,
      files: judged.files,
      based: this.#basedOn(judged),
      slug,
      changes: { stage: stageMark(this.#deal.opened) },
      words: `Proposed: ${step.handoff ? `${step.handoff.name}: ` : ""}${step.to.name}`,
    };
  }

  takeIn(now: ReadonlyMap<string, string>): void {
    this.#deal.takeIn(now);
    this.#steps = stepsOf(this.#deal.placed, this.#deal.content);
  }

  /** Documents that are neither there nor written anew have no text to compare with. */
  #basedOn({ files }: JudgedDraft): ReadonlyMap<string, string> {
    const paths = new Set(files.map(({ path }) => path));
    return new Map([...this.#deal.texts].filter(([path]) => paths.has(path)));
  }

  #step(answers: Answers): OnwardStep | undefined {
    const wanted = answers.to ?? this.#to;
    return this.#steps.find(({ name }) => name === wanted);
  }

  #judge(step: OnwardStep, answers: Answers): JudgedDraft {
    const { today } = this.#desk;
    return judgeDraft({ placed: this.#deal.placed, step, content: this.#deal.content, today }, answers);
  }

  /** What the judge says to each step as the deal stands; asked once, because people look at all of them before they choose. */
  #answerTo(step: OnwardStep): MoveAnswer {
    const known = this.#stepAnswers.get(step) ?? this.#judge(step, {}).answer;
    this.#stepAnswers.set(step, known);
    return known;
  }

  #stagesView(chosen: OnwardStep | undefined, answerNow: MoveAnswer | undefined, set: SetAnswer): TemplateResult {
    const { stage, deal } = this.#deal.placed;
    const choose = (name: string) => () => {
      set("to", name);
    };
    return html`<fieldset class="desk-stages">
      <legend>From ${stage.name}, where it is since ${formatDay(deal.stage_entered, localeOf(this.#deal.content))}, to</legend>
      ${this.#steps.map((step) => {
        const answer = step === chosen && answerNow ? answerNow : this.#answerTo(step);
        return html`<label>
          <input type="radio" name="desk-to" .checked=${step.name === chosen?.name} @change=${choose(step.name)} />
          <span>${step.handoff ? `${step.handoff.name}: ` : ""}${step.to.name}</span>
          <span class="tag ${answerTags[answer]}">${answerWords[answer]}</span>
        </label>`;
      })}
    </fieldset>`;
  }

  #judgedView(judged: JudgedDraft, answers: Answers, set: SetAnswer): TemplateResult {
    const { others, approvals, complaints } = judged;
    const state = this.#formState(answers, set, complaints);
    const isRefusal = judged.answer === "not-allowed";
    return html`
      <p class="desk-verdict" role="status">
        <span class="tag ${answerTags[judged.answer]}">${answerWords[judged.answer]}</span> ${judged.headline}
      </p>
      ${judged.refusal === undefined ? nothing : html`<p>${judged.refusal}</p>`}
      ${judged.refusal !== undefined || others.length === 0 ? nothing : html`<ul class="desk-gaps">${others.map(({ message }) => html`<li>${message}</li>`)}</ul>`}
      ${isRefusal || approvals.length === 0 ? nothing : html`<ul class="desk-gaps">${approvals.map(approvalView)}</ul>`}
      ${isRefusal ? nothing : html`<div class="desk-reasons">${judged.reasons.map((field) => fieldView(field, state))}</div>`}
      ${isRefusal || judged.items.length === 0 ? nothing : html`<ul class="desk-items">${judged.items.map((item, index) => itemView(item, index, state))}</ul>`}
    `;
  }

  #formState(answers: Answers, set: SetAnswer, complaints: Complaints): FormState {
    const { deal, file } = this.#deal.placed;
    const { templates } = this.#deal.content.settings.rules;
    const documentOf = (template: string): string | undefined =>
      this.#deal.texts.get(
        (this.#deal.content.deals.documents.get(file.path) ?? []).find(({ document }) => document?.template === template)?.document?.path ??
          "",
      );
    return {
      answers,
      set,
      complaints,
      given: (field) => (field.name === "stage_reason" ? "" : answerIn(deal, field)),
      hasDocument: (template) => documentOf(template) !== undefined,
      document: (template) =>
        documentOf(template) ?? draftDocument(template, { placed: this.#deal.placed, today: this.#desk.today }, this.#deal.content),
      people: fieldSettings(this.#deal.content, this.#desk.today).people.map(({ label }) => ({ value: label, label })),
      today: this.#desk.today,
      documentTitle: (template) => templateFor(templates, template, deal.language)?.title ?? template,
    };
  }
}
