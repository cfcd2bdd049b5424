import type { TemplateResult } from "lit-html";
import type { Answers } from "../../app/draft-answers.ts";
import type { ChangedFile } from "../../app/ports.ts";
import type { PageMarks } from "./page-marks.ts";

/** What is proposed once a sheet is filled in. */
export interface SheetProposal {
  readonly branch: string;
  readonly files: readonly ChangedFile[];
  /** Texts that it was drawn up against, by path. */
  readonly based: ReadonlyMap<string, string>;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** The deal that it is about, and how that is told on its card. */
  readonly slug: string;
  readonly words: string;
  /** What the deal's page says now, and will not say any more once it is taken in. */
  readonly changes: Partial<PageMarks>;
  /** Id of the pipeline whose board has no card of it yet. */
  readonly newIn?: string;
  /** Whoever filled it in, as far as the sheet asks for that: the id of a person. */
  readonly person?: string;
}

/** Something to fill in and to propose: a move, an update, an activity, a new deal. */
export interface Sheet {
  readonly heading: string;
  /** Under this what is filled in is kept. */
  readonly key: string;
  /** What the button says that proposes it. */
  readonly verb: string;
  /** The form, with what the judge says to it. */
  body(answers: Answers, set: SetAnswer): TemplateResult;
  /** What is to be proposed; `null` as long as something is missing or refused. */
  proposal(answers: Answers): SheetProposal | null;
  /** The same on top of what is proposed already under its name; absent where it could only take that one's place. */
  readonly addedTo?: (answers: Answers, texts: ReadonlyMap<string, string>) => SheetProposal | null;
  /** Goes on from what the record says now. */
  takeIn(now: ReadonlyMap<string, string>): void;
}

/** Puts down an answer; without one, what was put down is taken back. */
export type SetAnswer = (name: string, answer: string | undefined) => void;
