import { html, nothing, render, type TemplateResult } from "lit-html";
import type { Answers } from "../../app/draft-answers.ts";
import type { ChangedFile } from "../../app/ports.ts";
import { proposeFiles } from "../../app/propose-files.ts";
import type { ProposedFiles, RemoteRecord } from "../../app/record-ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { connectView } from "./connect-view.ts";
import type { OpenProposal } from "./decision-dialog.ts";
import type { Desk } from "./desk-content.ts";
import { leftAttribute, typingAttribute } from "./field-marks.ts";
import { handView } from "./hand-view.ts";
import { createModal, showModal } from "./modal.ts";
import { recordFor } from "./records.ts";
import type { Sheet, SheetProposal } from "./sheet.ts";
import { draftOf, forgetToken, keepDraft, keepPerson, keepProposal, keepToken } from "./store.ts";

/** Where somebody is with a sheet. */
type Phase =
  | { readonly name: "form" }
  | { readonly name: "connect" }
  | { readonly name: "hand" }
  | { readonly name: "sending" }
  | { readonly name: "taken"; readonly proposed: ProposedFiles }
  | { readonly name: "done"; readonly proposed: ProposedFiles };

const isOwn = (error: unknown): error is Refusal => error instanceof Refusal;

/** A sheet in a dialog: filling it in, and proposing it. */
export class DeskDialog {
  readonly #desk: Desk;
  readonly #sheet: Sheet;
  readonly #dialog = createModal();
  readonly #done: () => void;
  #answers: Answers;
  #hasDraft: boolean;
  #phase: Phase = { name: "form" };
  #problem: Pick<Refusal, "message" | "hint"> | null = null;
  #isProposing = false;
  /** What was last added to a proposal that was there already. */
  #added: readonly ChangedFile[] = [];

  /** `done` is called once a proposal was made. */
  constructor(desk: Desk, sheet: Sheet, done: () => void) {
    this.#desk = desk;
    this.#sheet = sheet;
    this.#done = done;
    this.#answers = draftOf(sheet.key);
    this.#hasDraft = Object.entries(this.#answers).some(([name, answer]) => name !== "to" && answer !== "");
  }

  /** Shows it. */
  open(): void {
    this.#dialog.addEventListener("input", ({ target }) => (target as Element).setAttribute(typingAttribute, ""), { capture: true });
    this.#dialog.addEventListener("focusout", this.#left);
    this.#draw();
    showModal(this.#dialog);
    this.#focus("input:checked") || this.#focus("input, select, textarea");
  }

  /** What is wrong with a field is told when somebody leaves it; not between press and click of a button, which would move. */
  #left = ({ target, relatedTarget }: FocusEvent): void => {
    (target as Element).removeAttribute(typingAttribute);
    if (this.#phase.name === "form" && !(relatedTarget instanceof HTMLButtonElement)) queueMicrotask(() => this.#draw());
  };

  /** Puts the focus on the first element of a kind. Returns whether there is one. */
  #focus(selector: string): boolean {
    const found = this.#dialog.querySelector<HTMLElement>(selector);
    found?.closest("details")?.setAttribute("open", "");
    found?.focus();
    return found !== null;
  }

  /** Puts down an answer that was given by other means than the form, such as a drop on a column. */
  answer(name: string, answer: string): void {
    this.#set(name, answer);
  }

  #set = (name: string, answer: string | undefined): void => {
    const { [name]: _former, ...others } = this.#answers;
    this.#answers = answer === undefined ? others : { ...others, [name]: answer };
    keepDraft(this.#sheet.key, this.#answers);
    this.#problem = null;
    this.#draw();
  };

  #go(phase: Phase): void {
    this.#phase = phase;
    this.#draw();
    // Somebody may have closed it while something was sent; what they have to answer for is shown again.
    if (phase.name !== "done") showModal(this.#dialog);
    // The button that was pressed is gone with its view.
    this.#focus("[autofocus], [role=alert][tabindex]") || this.#focus("h2");
    if (phase.name !== "form") this.#dialog.scrollTo({ top: 0 });
  }

  /** Leads to the first thing that is still to be filled in. */
  #toOpen(): void {
    for (const row of this.#dialog.querySelectorAll(".desk-row")) row.setAttribute(leftAttribute, "");
    this.#draw();
    const inputs = "input, select, textarea, button";
    const open = ['[aria-invalid="true"]', `[data-open] :is(${inputs})`, ".desk-reasons :is(input, select, textarea)", ".desk-others"];
    open.some((selector) => this.#focus(selector)) || this.#focus("input:checked, input");
  }

  #startAnew = (): void => {
    const { to } = this.#answers;
    this.#answers = to === undefined ? {} : { to };
    this.#hasDraft = false;
    keepDraft(this.#sheet.key, {});
    this.#draw();
  };

  async #propose(isReplacing = false): Promise<void> {
    const proposal = this.#sheet.proposal(this.#answers);
    if (!proposal) return this.#toOpen();
    // A second click must not propose it twice.
    if (this.#isProposing) return;
    this.#isProposing = true;
    this.#problem = null;
    try {
      const record = await recordFor(this.#desk.data.record);
      if (record === "token") return this.#go({ name: "connect" });
      if (record === null) return this.#go({ name: "hand" });
      this.#go({ name: "sending" });
      const outcome = await proposeFiles({ ...proposal, isReplacing }, record);
      if (outcome.kind === "changed") this.#takeIn(outcome.now);
      else if (outcome.kind === "taken" && this.#sheet.addedTo) await this.#addTo(outcome, { proposal, record });
      else if (outcome.kind === "taken") this.#go({ name: "taken", proposed: outcome });
      else this.#finish(proposal, outcome);
    } catch (error) {
      // What was filled in stays, whatever went wrong.
      this.#problem = isOwn(error) ? error : { message: "That did not work.", hint: "Nothing is lost: try again in a while." };
      this.#go({ name: "form" });
      if (!isOwn(error)) throw error;
    } finally {
      this.#isProposing = false;
    }
  }

  /** Adds it to what is proposed already under its name: two calls on one day are one proposal. */
  async #addTo(there: ProposedFiles, { proposal, record }: { proposal: SheetProposal; record: RemoteRecord }): Promise<void> {
    const from = await record.newest(there.branch);
    const now = await record.read(from, [...proposal.based.keys()]);
    // Where the answer to an earlier attempt was lost, it is in there already.
    const isIn = this.#added.length > 0 && this.#added.every(({ path, text }) => now.get(path) === text);
    if (isIn) return this.#finish(proposal, there);
    const added = this.#sheet.addedTo?.(this.#answers, now);
    if (!added) return this.#go({ name: "taken", proposed: there });
    this.#added = added.files;
    this.#finish(proposal, await record.propose({ ...added, branch: there.branch, from, isReplacing: true }));
  }

  #takeIn(now: ReadonlyMap<string, string>): void {
    this.#sheet.takeIn(now);
    this.#go({ name: "form" });
    this.#dialog.scrollTo({ top: 0 });
  }

  #finish({ slug, words, person, changes, newIn }: SheetProposal, proposed: ProposedFiles): void {
    if (person !== undefined) keepPerson(person);
    keepDraft(this.#sheet.key, {});
    const { branch, pullRequest } = proposed;
    const forge = pullRequest && { url: pullRequest.url, number: String(pullRequest.number) };
    keepProposal(slug, { words, branch, ...changes, ...(newIn !== undefined && { newIn }), ...forge });
    if (this.#desk.data.record.kind === "local") void this.#leaveToDecide({ slug, words, branch });
    else this.#go({ name: "done", proposed });
    this.#done();
  }

  /** On this computer nobody else decides. Whoever has closed the dialog meanwhile finds the buttons beside the deal. */
  async #leaveToDecide(proposal: OpenProposal): Promise<void> {
    if (!this.#dialog.open) return;
    const { DecisionDialog } = await import("./decision-dialog.ts");
    this.#dialog.close();
    new DecisionDialog(proposal, this.#done).open();
  }

  #connect = (token: string, isRemembered: boolean): void => {
    const { record } = this.#desk.data;
    if (record.kind === "github") keepToken(record.api, token, isRemembered);
    void this.#propose();
  };

  #forget = (): void => {
    const { record } = this.#desk.data;
    if (record.kind === "github") forgetToken(record.api);
    this.#go({ name: "connect" });
  };

  #draw(): void {
    render(
      html`
        <header>
          <h2 id="desk-heading" tabindex="-1">${this.#sheet.heading}</h2>
          <button type="button" class="desk-quiet" aria-label="Close" @click=${() => this.#dialog.close()}>Close</button>
        </header>
        ${this.#view()}
      `,
      this.#dialog,
    );
  }

  #view(): TemplateResult {
    const { record, editor } = this.#desk.data;
    switch (this.#phase.name) {
      case "connect":
        return record.kind === "github"
          ? connectView(record, {
              connect: this.#connect,
              byHand: () => this.#go({ name: "hand" }),
              back: () => this.#go({ name: "form" }),
            })
          : this.#formView();
      case "hand":
        return handView(this.#sheet.proposal(this.#answers), editor, () => this.#go({ name: "form" }));
      case "sending":
        return html`<p role="status">Sending it …</p>`;
      case "taken":
        return this.#takenView(this.#phase.proposed);
      case "done":
        return this.#doneView(this.#phase.proposed);
      default:
        return this.#formView();
    }
  }

  #formView(): TemplateResult {
    const { record } = this.#desk.data;
    const isReady = this.#sheet.proposal(this.#answers) !== null;
    return html`
      ${
        this.#hasDraft
          ? html`<p class="desk-notice">You had begun this before. <button type="button" class="desk-quiet" @click=${this.#startAnew}>Start anew</button></p>`
          : nothing
      }
      ${this.#sheet.body(this.#answers, this.#set)}
      ${
        this.#problem
          ? html`<div class="desk-notice bad" role="alert" tabindex="-1">
              <p><strong>${this.#problem.message}</strong> ${this.#problem.hint}</p>
              <p>Nothing that you filled in is lost.
                ${record.kind === "github" ? html`<button type="button" class="desk-quiet" @click=${this.#forget}>Give another token</button>` : nothing}
              </p>
            </div>`
          : nothing
      }
      <footer>
        <button type="button" class="desk-main" aria-disabled=${isReady ? "false" : "true"} @click=${() => void this.#propose()}>
          ${this.#sheet.verb}
        </button>
        <button type="button" class="desk-quiet" ?hidden=${!isReady || record.kind === "local"} @click=${() => this.#go({ name: "hand" })}>
          Do it by hand
        </button>
      </footer>
    `;
  }

  #takenView({ pullRequest }: ProposedFiles): TemplateResult {
    return html`
      <p role="status">
        There is a proposal for this
        already${pullRequest ? html`: <a href=${pullRequest.url} target="_blank" rel="noopener">number ${pullRequest.number}</a>` : nothing}.
        It says something else than yours.
      </p>
      <footer>
        <button type="button" class="desk-main" @click=${() => void this.#propose(true)}>Put mine in its place</button>
        <button type="button" class="desk-quiet" autofocus @click=${() => this.#go({ name: "form" })}>Leave it as it is</button>
      </footer>
    `;
  }

  #doneView({ pullRequest }: ProposedFiles): TemplateResult {
    return html`
      <div role="status">
        <p><strong>Proposed.</strong> The board shows it as soon as it is taken in.</p>
        <p><a href=${pullRequest?.url ?? ""} target="_blank" rel="noopener">Open proposal ${pullRequest?.number}</a> to see what the check says, and who is asked.</p>
      </div>
      <footer><button type="button" class="desk-main" autofocus @click=${() => this.#dialog.close()}>Done</button></footer>
    `;
  }
}
