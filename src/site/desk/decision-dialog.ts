import "./desk.css";
import { html, nothing, render, type TemplateResult } from "lit-html";
import { localPath, localRecord } from "../../adapters/forge/local-record.ts";
import type { Advice } from "../../app/record-ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { createModal, showModal } from "./modal.ts";
import { address } from "./site-address.ts";
import { forgetProposal, type MadeProposal } from "./store.ts";

/** A proposal of this computer, and the deal that it is for. */
export interface OpenProposal extends Pick<MadeProposal, "words" | "branch"> {
  readonly slug: string;
}

/** Where somebody is with a decision. */
type Phase =
  | { readonly name: "open" | "doubt" | "busy" }
  | { readonly name: "refused"; readonly errors: readonly Advice[]; readonly isByCheck: boolean }
  | { readonly name: "accepted"; readonly warnings: readonly Advice[]; readonly isShown: boolean }
  | { readonly name: "withdrawn"; readonly title: string };

const adviceView = ({ message, hint }: Advice): TemplateResult => html`<li><strong>${message}</strong> ${hint ?? nothing}</li>`;

const adviceList = (advice: readonly Advice[]): TemplateResult => html`<ul class="desk-advice">${advice.map(adviceView)}</ul>`;

let whileOpen: Promise<void> = Promise.resolve();

// The dev server has pages load anew when a deal's file changes; Vite waits for what is returned here, so that an answer can be read first.
import.meta.hot?.on("vite:beforeFullReload", () => whileOpen);

/** A proposal of this computer in a dialog: putting it on the board, or taking it back. */
export class DecisionDialog {
  readonly #proposal: OpenProposal;
  readonly #changed: () => void;
  readonly #dialog = createModal();
  readonly #record = localRecord(address(localPath));
  #phase: Phase = { name: "open" };

  /** `changed` is called once the dev server was asked for a decision. */
  constructor(proposal: OpenProposal, changed: () => void) {
    this.#proposal = proposal;
    this.#changed = changed;
  }

  /** Shows it, with what somebody wants to do where that is known. */
  open(wanted?: "accept" | "withdraw"): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    whileOpen = promise;
    this.#dialog.addEventListener("close", () => resolve());
    this.#go({ name: wanted === "withdraw" ? "doubt" : "open" });
    if (wanted === "accept") void this.#accept();
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    render(this.#view(), this.#dialog);
    showModal(this.#dialog);
    // The button that was pressed is gone with its view.
    this.#dialog.querySelector<HTMLElement>("[autofocus], h2")?.focus();
  }

  #close = (): void => this.#dialog.close();

  /** Asks the dev server, and shows the phase that follows; `null` where there is nothing more to say. */
  async #ask(decide: () => Promise<Phase | null>): Promise<void> {
    // A second click must not ask twice.
    if (this.#phase.name === "busy") return;
    this.#go({ name: "busy" });
    try {
      const next = await decide();
      if (next) this.#go(next);
      else this.#close();
    } catch (error) {
      const told = error instanceof Refusal ? error : { message: "That did not work.", hint: "Nothing is lost: try again in a while." };
      this.#go({ name: "refused", errors: [told], isByCheck: false });
      if (told !== error) throw error;
    } finally {
      this.#changed();
    }
  }

  #accept = (): Promise<void> =>
    this.#ask(async () => {
      const { branch, slug } = this.#proposal;
      const taken = await this.#record.accept(branch);
      if (taken.kind === "refused") return { name: "refused", errors: taken.errors, isByCheck: true };
      forgetProposal(slug, branch);
      // The board says the rest.
      return taken.isShown && taken.warnings.length === 0 ? null : { ...taken, name: "accepted" };
    });

  #withdraw = (): Promise<void> =>
    this.#ask(async () => {
      const { branch, slug } = this.#proposal;
      const title = await this.#record.withdraw(branch);
      forgetProposal(slug, branch);
      return { name: "withdrawn", title };
    });

  #view(): TemplateResult {
    return html`
      <header>
        <h2 id="desk-heading" tabindex="-1">${this.#proposal.words}</h2>
        <button type="button" class="desk-quiet" @click=${this.#close}>Close</button>
      </header>
      ${this.#body()}
    `;
  }

  #body(): TemplateResult {
    switch (this.#phase.name) {
      case "busy":
        return html`<p role="status">One moment …</p>`;
      case "doubt":
        return this.#doubtView();
      case "refused":
        return this.#refusedView(this.#phase);
      case "accepted":
        return this.#acceptedView(this.#phase);
      case "withdrawn":
        return html`
          <p role="status"><strong>Taken back:</strong> ${this.#phase.title}</p>
          ${this.#doneButton()}
        `;
      default:
        return this.#openView();
    }
  }

  #openView(): TemplateResult {
    return html`
      <p role="status"><strong>Proposed.</strong> It is kept on this computer. The board shows it once you put it there.</p>
      <footer>
        <button type="button" class="desk-main" autofocus @click=${this.#accept}>Put it on the board</button>
        ${this.#backButton()}
        <button type="button" class="desk-quiet" @click=${this.#close}>Later</button>
      </footer>
    `;
  }

  #backButton(): TemplateResult {
    return html`<button type="button" class="desk-quiet" @click=${() => this.#go({ name: "doubt" })}>Take it back</button>`;
  }

  #doubtView(): TemplateResult {
    return html`
      <p>What was filled in for it is dropped. The deal stays as it is on the board.</p>
      <footer>
        <button type="button" class="desk-main" @click=${this.#withdraw}>Take it back</button>
        <button type="button" class="desk-quiet" autofocus @click=${this.#close}>Keep it</button>
      </footer>
    `;
  }

  #refusedView({ errors, isByCheck }: Extract<Phase, { name: "refused" }>): TemplateResult {
    return html`
      <div class="desk-notice bad" role="alert">
        ${isByCheck ? html`<p>Nothing was changed.</p>` : nothing}
        ${adviceList(errors)}
      </div>
      <footer>
        <button type="button" class="desk-main" autofocus @click=${this.#close}>Leave it for now</button>
        ${this.#backButton()}
      </footer>
    `;
  }

  #acceptedView({ warnings, isShown }: Extract<Phase, { name: "accepted" }>): TemplateResult {
    return html`
      <p role="status"><strong>It is recorded.</strong> ${
        isShown
          ? "The board shows it as soon as you close this."
          : "These pages show other work in the folder at the moment; the board shows it once that is done."
      }</p>
      ${warnings.length > 0 ? html`<div class="desk-notice"><p>The check wants you to know:</p>${adviceList(warnings)}</div>` : nothing}
      ${this.#doneButton()}
    `;
  }

  #doneButton(): TemplateResult {
    return html`<footer><button type="button" class="desk-main" autofocus @click=${this.#close}>Done</button></footer>`;
  }
}
