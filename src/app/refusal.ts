/** Something that was asked for cannot be done, for a reason the user can mend. Printed without a stack; exit code 2. */
export class Refusal extends Error {
  /** What to do about it. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "Refusal";
    this.hint = hint;
  }
}
