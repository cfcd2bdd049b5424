import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { type Answers, activityName, documentName } from "../../app/draft.ts";
import type { DocumentStatus } from "../../core/deal/document.ts";
import { documentBody, statusIn, withBody, withStatus } from "../../core/document/edit-document.ts";
import type { FormField, Input, Option } from "../../core/form/form-field.ts";
import type { ActivityAsk, FormItem } from "../../core/form/move-form.ts";
import { documentStatuses } from "../../core/pipeline/requirement.ts";
import type { SetAnswer } from "./sheet.ts";

/** What the fields of a form stand in. */
export interface FormState {
  readonly answers: Answers;
  readonly set: SetAnswer;
  /** What a field holds that nobody has answered: what the deal says. */
  readonly given: (field: FormField) => string;
  /** The text that a document starts from, by its template. */
  readonly document: (template: string) => string;
  /** What a document is called. */
  readonly documentTitle: (template: string) => string;
}

const idOf = (name: string): string => `desk-${name.replace(/[^a-z0-9]+/gi, "-")}`;

const typed = (event: Event): string => (event.target as HTMLInputElement).value;
const ticked = (event: Event): string | undefined => ((event.target as HTMLInputElement).checked ? "yes" : undefined);

function optionViews(options: readonly Option[], chosen: string): TemplateResult[] {
  return options.map(({ value, label }) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`);
}

const inputTypes: Partial<Record<Input["kind"], string>> = { date: "date", address: "url", email: "email" };

/** How a value is typed in. */
function inputView({ name, input }: FormField, value: string, set: SetAnswer): TemplateResult {
  const id = idOf(name);
  if (input.kind === "choice")
    return html`<select id=${id} .value=${live(value)} @change=${(event: Event) => set(name, typed(event))}>
      <option value="" ?selected=${value === ""}>Please choose</option>
      ${optionViews(input.options, value)}
    </select>`;
  if (input.kind === "yes-no")
    return html`<select id=${id} .value=${live(value)} @change=${(event: Event) => set(name, typed(event))}>
      <option value="" ?selected=${value === ""}>Please choose</option>
      <option value="yes" ?selected=${value === "yes"}>Yes</option>
      <option value="no" ?selected=${value === "no"}>No</option>
    </select>`;
  if (input.kind === "lines")
    return html`<textarea id=${id} rows="2" .value=${live(value)} @input=${(event: Event) => set(name, typed(event))}></textarea>`;
  return html`<input
    id=${id}
    type=${inputTypes[input.kind] ?? "text"}
    inputmode=${input.kind === "number" ? "decimal" : nothing}
    autocomplete="off"
    .value=${live(value)}
    @input=${(event: Event) => set(name, typed(event))}
  />`;
}

/** A field with its label. */
export function fieldView(field: FormField, { answers, set, given }: Pick<FormState, "answers" | "set" | "given">): TemplateResult {
  const { name, label, input } = field;
  const value = answers[name] ?? (given(field) || (field.initial ?? ""));
  if (input.kind === "confirm")
    return html`<label class="desk-tick">
      <input type="checkbox" .checked=${live(value !== "")} @change=${(event: Event) => set(name, ticked(event))} />
      <span>${label}</span>
    </label>`;
  return html`<div class="desk-field">
    <label for=${idOf(name)}>${label}</label>
    ${inputView(field, value, set)}
  </div>`;
}

function activityView(ask: ActivityAsk, { answers, set }: FormState): TemplateResult {
  const name = activityName(ask);
  const kinds: FormField = {
    name: `${name}.kind`,
    label: "What was done?",
    input: { kind: "choice", options: ask.kinds.map((value) => ({ value, label: value })) },
    initial: ask.kinds[0] ?? "",
  };
  const state = { answers, set, given: () => "" };
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

function statusView(text: string, change: (text: string) => void): TemplateResult {
  const status = statusIn(text);
  if (status === undefined) return html`${nothing}`;
  const options = documentStatuses.map((value) => ({ value, label: statusNames[value] }));
  const field: FormField = { name: `status ${text.length}`, label: "How far it has come", input: { kind: "choice", options } };
  const set: SetAnswer = (_name, value) => change(withStatus(text, value as DocumentStatus));
  return fieldView(field, { answers: {}, set, given: () => status });
}

function documentView(template: string, { answers, set, document, documentTitle }: FormState): TemplateResult {
  const name = documentName(template);
  const text = answers[name];
  const title = documentTitle(template);
  if (text === undefined)
    return html`<p><button type="button" class="desk-quiet" @click=${() => set(name, document(template))}>Write ${title} now</button></p>`;
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
    ${statusView(text, (changed) => set(name, changed))}
    <p class="desk-small">
      Write under the headings, in the place of what stands between braces.
      <button type="button" class="desk-quiet" @click=${() => set(name, undefined)}>Leave it out again</button>
    </p>
  </div>`;
}

/** A template has a dozen places to fill in; the first ones will do to begin with. */
const gapsShown = 3;

const isTick = ({ fields }: FormItem): boolean => fields.length > 0 && fields.every(({ input }) => input.kind === "confirm");

const gapViews = ({ gaps, fields, activity, document }: FormItem): TemplateResult[] => {
  const isAsked = fields.length > 0 || activity !== undefined || document !== undefined;
  const views = gaps.slice(0, gapsShown).map(({ message, hint }) => html`<li>${message}${isAsked ? nothing : html` ${hint}`}</li>`);
  return gaps.length > gapsShown ? [...views, html`<li>and ${gaps.length - gapsShown} more</li>`] : views;
};

/** What one requirement asks for, and how to give it. */
export function itemView(item: FormItem, state: FormState): TemplateResult {
  const isMet = item.gaps.length === 0;
  return html`<li class="desk-item">
    <p>
      <span class="tag ${isMet ? "good" : "warn"}">${isMet ? "Met" : "Missing"}</span>
      <span>${item.say}</span>
    </p>
    ${isMet || isTick(item) ? nothing : html`<ul class="desk-gaps">${gapViews(item)}</ul>`}
    ${item.needed !== undefined && !isMet ? html`<p class="desk-small">${item.needed} more of these are enough.</p>` : nothing}
    ${item.fields.map((field) => fieldView(field, state))} ${item.activity ? activityView(item.activity, state) : nothing}
    ${item.document === undefined ? nothing : documentView(item.document, state)}
  </li>`;
}
