/** A figure as readers see it explained. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly formula: string;
}
