/** One answer to choose. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Somebody who answers questions. */
export interface Asker {
  /** A text that is not empty; `problemWith` says what is wrong with one, `undefined` where nothing is. */
  text(question: string, problemWith?: (answer: string) => string | undefined): Promise<string>;
  choose(question: string, choices: readonly Choice[]): Promise<string>;
  confirm(question: string): Promise<boolean>;
}
