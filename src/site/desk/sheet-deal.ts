import { nothing, type TemplateResult } from "lit-html";
import type { Answers } from "../../app/draft-answers.ts";
import type { PlacedDeal } from "../../app/find-deal.ts";
import { fieldSettings } from "../../app/move-form.ts";
import type { Content } from "../../core/check/check-content.ts";
import { cardTitle, type Deal } from "../../core/deal/deal.ts";
import { fieldLabel } from "../../core/form/form-field.ts";
import { documentName } from "../../core/form/move-form.ts";
import { templateFor } from "../../core/pipeline/template.ts";
import type { DealSource } from "./deal-source.ts";
import { contentOf, type Desk, placedDeal } from "./desk-content.ts";
import { type Meanwhile, meanwhileOf, meanwhileView } from "./meanwhile.ts";
import type { SetAnswer } from "./sheet.ts";

/** The deal that a sheet is about: as its page has it, then as the record says. */
export class SheetDeal {
  /** The deal as its page has it: by that a browser sees when a proposal was taken in. */
  readonly opened: Deal;
  readonly #desk: Desk;
  readonly #path: string;
  #texts: ReadonlyMap<string, string>;
  #content: Content;
  #placed: PlacedDeal;
  #meanwhile: Meanwhile | null = null;

  constructor(desk: Desk, { path, texts }: DealSource) {
    this.#desk = desk;
    this.#path = path;
    this.#texts = new Map(Object.entries(texts));
    this.#content = contentOf(desk, this.#texts);
    this.#placed = placedDeal(this.#content, { path });
    this.opened = this.#placed.deal;
  }

  get content(): Content {
    return this.#content;
  }

  get placed(): PlacedDeal {
    return this.#placed;
  }

  /** Texts of the deal's file and its documents, by path. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  get title(): string {
    return cardTitle(this.#placed.deal, this.#placed.pipeline.card);
  }

  /** The text of the deal's own file, by its path. */
  get based(): ReadonlyMap<string, string> {
    return new Map([[this.#path, this.#texts.get(this.#path) ?? ""]]);
  }

  /** The deal with other texts. */
  with(texts: ReadonlyMap<string, string>): DealSource {
    return { path: this.#path, texts: Object.fromEntries([...this.#texts, ...texts]) };
  }

  /** Goes on from what the record says now, and remembers what is different. */
  takeIn(now: ReadonlyMap<string, string>): void {
    this.#meanwhile = meanwhileOf(this.#path, this.#texts, now);
    this.#texts = new Map([...this.#texts, ...now]);
    this.#content = contentOf(this.#desk, this.#texts);
    this.#placed = placedDeal(this.#content, { path: this.#path });
  }

  /** What somebody has changed meanwhile, with both values; nothing where nobody has. */
  meanwhileView(answers: Answers, set: SetAnswer): TemplateResult | typeof nothing {
    if (!this.#meanwhile) return nothing;
    const { deals, settings } = this.#content;
    const known = fieldSettings(this.#content, this.#desk.today, this.#placed.pipeline.id);
    const documents = deals.documents.get(this.#path) ?? [];
    const document = (path: string) => {
      const template = documents.find((each) => each.document?.path === path)?.document?.template ?? "";
      const title = templateFor(settings.rules.templates, template, this.#placed.deal.language)?.title ?? path;
      return { title, name: documentName(template) };
    };
    const label = (field: string): string => fieldLabel(field, known);
    return meanwhileView(this.#meanwhile, { answers, set, locale: known.locale, label, document });
  }
}
