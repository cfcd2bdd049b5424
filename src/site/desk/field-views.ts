import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { type Answers, activityNames, signatureName, unsignedSides } from "../../app/draft-answers.ts";
import type { DocumentStatus } from "../../core/deal/document.ts";
import { documentBody, statusIn, withBody, withStatus } from "../../core/document/edit-document.ts";
import type { Complaints } from "../../core/form/answer-complaint.ts";
import type { FormField, Input, Option } from "../../core/form/form-field.ts";
import { type ActivityAsk, documentName, type FormItem } from "../../core/form/move-form.ts";
import { documentStatuses } from "../../core/pipeline/requirement.ts";
import { complaintId, idOf, isToldOf } from "./field-marks.ts";
import { lineItemsView } from "./line-items-view.ts";
import type { SetAnswer } from "./sheet.ts";

/** What the fields of a form stand in. */
export interface FormState {
  readonly answers: Answers;
  readonly set: SetAnswer;
  /** What is wrong with what was typed. */
  readonly complaints: Complaints;
  /** What is to be thought of with what was typed. */
  readonly warnings?: Complaints | undefined;
  /** What a choice says that is not made. */
  readonly unset?: string | undefined;
  /** What a field holds that nobody has answered: what the deal says. */
  readonly given: (field: FormField) => string;
  /** The text that a document starts from, by its template. */
  readonly document: (template: string) => string;
  /** True where the deal has the document already. */
  readonly hasDocument: (template: string) => boolean;
  /** Who may have signed for us: names. */
  readonly people: readonly Option[];
  readonly today: string;
  /** What a document is called. */
  readonly documentTitle: (template: string) => string;
}

const typed = (event: Event): string => (event.target as HTMLInputElement).value;
const ticked = (event: Event): string | undefined => ((event.target as HTMLInputElement).checked ? "yes" : undefined);

function optionViews(options: readonly Option[], chosen: string): TemplateResult[] {
  return options.map(({ value, label }) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`);
}

const inputTypes: Partial<Record<Input["kind"], string>> = { date: "date", address: "url", email: "email" };

interface InputState extends Pick<FormState, "set" | "unset"> {
  readonly isWrong: boolean;
}

/** How a value is typed in. */
function inputView({ name, input }: FormField, value: string, { set, isWrong, unset = "Please choose" }: InputState): TemplateResult {
  const id = idOf(name);
  const invalid = isWrong ? "true" : nothing;
  const described = isWrong ? complaintId(name) : nothing;
  if (input.kind === "choice")
    return html`<select id=${id} aria-invalid=${invalid} aria-describedby=${described} .value=${live(value)} @change=${(event: Event) => set(name, typed(event))}>
      <option value="" ?selected=${value === ""}>${unset}</option>
      ${optionViews(input.options, value)}
    </select>`;
  if (input.kind === "yes-no")
    return html`<select id=${id} .value=${live(value)} @change=${(event: Event) => set(name, typed(event))}>
      <option value="" ?selected=${value === ""}>${unset}</option>
      <option value="yes" ?selected=${value === "yes"}>Yes</option>
      <option value="no" ?selected=${value === "no"}>No</option>
    </select>`;
  if (input.kind === "lines")
    return html`<textarea id=${id} rows="2" aria-invalid=${invalid} aria-describedby=${described} .value=${live(value)} @input=${(event: Event) => set(name, typed(event))}></textarea>`;
  return html`<input
    id=${id}
    type=${inputTypes[input.kind] ?? "text"}
    inputmode=${input.kind === "number" ? "decimal" : nothing}
    autocomplete="off"
    aria-invalid=${invalid}
    aria-describedby=${described}
    .value=${live(value)}
    @input=${(event: Event) => set(name, typed(event))}
  />`;
}

/** A field with its label. */
export function fieldView(
  field: FormField,
  state: Pick<FormState, "answers" | "set" | "given" | "complaints" | "warnings" | "unset">,
): TemplateResult {
  const { answers, set, given, complaints, warnings, unset } = state;
  const warning = warnings?.get(field.name);
  const { name, label, input } = field;
  const value = answers[name] ?? (given(field) || (field.initial ?? ""));
  if (input.kind === "confirm")
    return html`<label class="desk-tick">
      <input type="checkbox" .checked=${live(value !== "")} @change=${(event: Event) => set(name, ticked(event))} />
      <span>${label}</span>
    </label>`;
  if (input.kind === "line-items") return lineItemsView(name, { value, label, input, set, complaints });
  const isWrong = isToldOf(name, complaints);
  return html`<div class="desk-field">
    <label for=${idOf(name)}>${label}</label>
    ${inputView(field, value, { set, isWrong, unset: field.unset ?? unset })}
    ${isWrong ? html`<p class="desk-complaint" id=${complaintId(name)}>${complaints.get(name)}</p>` : nothing}
    ${isWrong || warning === undefined ? nothing : html`<p class="desk-small">${warning}</p>`}
  </div>`;
}

function activityView(name: string, ask: ActivityAsk, { answers, set, complaints }: FormState): TemplateResult {
  const kinds: FormField = {
    name: `${name}.kind`,
    label: "What was done?",
    input: { kind: "choice", options: ask.kinds.map((value) => ({ value, label: value })) },
    initial: ask.kinds[0] ?? "",
  };
  const state = { answers, set, complaints, given: () => "" };
  return html`<div class="desk-group">
    ${fieldView(kinds, state)} ${fieldView({ name: `${name}.date`, label: "When?", input: { kind: "date" } }, state)}
    ${fieldView({ name: `${name}.note`, label: "What came of it?", input: { kind: "lines" } }, state)}
    ${ask.reply ? fieldView({ name: `${name}.reply`, label: "The customer answered", input: { kind: "confirm" } }, state) : nothing}
    ${
      ask.consent
        ? fieldView({ name: `${name}.consent`, label: "It was recorded, and the customer agreed", input: { kind: "confirm" } }, state)
        : nothing
    }
  </div>`;
}

const statusNames: Readonly<Record<DocumentStatus, string>> = {
  draft: "A draft",
  sent: "Sent to the customer",
  "signed-by-us": "Signed by us",
  signed: "Signed by both sides",
};

function statusView(name: string, text: string, change: (text: string) => void): TemplateResult {
  const status = statusIn(text);
  if (status === undefined) return html`${nothing}`;
  const options = documentStatuses.map((value) => ({ value, label: statusNames[value] }));
  const field: FormField = { name: `status of ${name}`, label: "How far it has come", input: { kind: "choice", options } };
  const set: SetAnswer = (_name, value) => change(withStatus(text, value as DocumentStatus));
  return fieldView(field, { answers: {}, set, complaints: new Map(), given: () => status });
}

const signerLabels = { us: "Who signed for us?", them: "Who signed for them?" } as const;

/** Who signed, where a document says that somebody did. */
function signatureViews(template: string, text: string, state: FormState): TemplateResult[] {
  return unsignedSides(text).map((side) => {
    const name = signatureName(template, side);
    const own = { answers: state.answers, set: state.set, complaints: state.complaints, given: () => "" };
    const input: Input = side === "us" ? { kind: "choice", options: state.people } : { kind: "text" };
    const day: FormField = { name: `${name}.date`, label: "Signed on", input: { kind: "date" }, initial: state.today };
    return html`<div class="desk-grid">${fieldView({ name: `${name}.by`, label: signerLabels[side], input }, own)}${fieldView(day, own)}</div>`;
  });
}

function documentView(template: string, state: FormState): TemplateResult {
  const { answers, set, document, hasDocument, documentTitle } = state;
  const name = documentName(template);
  const text = answers[name];
  const title = documentTitle(template);
  if (text === undefined)
    return html`<p><button type="button" class="desk-quiet" @click=${() => set(name, document(template))}>
        ${hasDocument(template) ? "Change" : "Write"} ${title} here
      </button></p>`;
  return html`<div class="desk-field">
    <label for=${idOf(name)}>${title}</label>
    <textarea
      id=${idOf(name)}
      class="desk-text"
      rows="14"
      spellcheck="true"
      .value=${live(documentBody(text))}
      @input=${(event: Event) => set(name, withBody(text, typed(event)))}
    ></textarea>
    ${statusView(name, text, (changed) => set(name, changed))} ${signatureViews(template, text, state)}
    <p class="desk-small">
      Write under the headings, in the place of what stands between braces.
      <button type="button" class="desk-quiet" @click=${() => set(name, undefined)}>Leave it out again</button>
    </p>
  </div>`;
}

/** A template has a dozen places to fill in; the first ones will do to begin with. */
const toldAtOnce = 3;

function toldView(told: readonly string[]): TemplateResult {
  const views = told.slice(0, toldAtOnce).map((each) => html`<li>${each}</li>`);
  const more = told.length - toldAtOnce;
  return html`<ul class="desk-gaps">${views}${more > 0 ? html`<li>and ${more} more</li>` : nothing}</ul>`;
}

/** What one requirement asks for, and how to give it. */
export function itemView(item: FormItem, index: number, state: FormState): TemplateResult {
  const { gaps, say, needed, fields, activity, document } = item;
  const told = gaps.flatMap(({ plain }) => plain ?? []);
  const isMet = gaps.length === 0;
  const heading = `desk-item-${index}`;
  return html`<li class="desk-item">
    <div role="group" aria-labelledby=${heading} ?data-open=${!isMet}>
      <p>
        <span class="tag ${isMet ? "good" : "warn"}">${isMet ? "Met" : "Missing"}</span>
        <span id=${heading}>${say}</span>
      </p>
      ${told.length > 0 ? toldView(told) : nothing}
      ${needed !== undefined && !isMet ? html`<p class="desk-small">${needed} more of these ${needed === 1 ? "is" : "are"} enough.</p>` : nothing}
      ${fields.map((field) => fieldView(field, state))}
      ${activity ? activityNames(activity).map((name) => activityView(name, activity, state)) : nothing}
      ${document === undefined ? nothing : documentView(document, state)}
    </div>
  </li>`;
}
