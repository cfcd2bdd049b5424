/** A deal as it stands in its files. */
export interface DealSource {
  /** Path of the deal's file, from the content root. */
  readonly path: string;
  /** Texts of the deal's file and its documents, by path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Id of the element of a deal's page that holds its source. */
export const sourceElement = "deal-source";
