/** What the desk needs to know of the organisation: the file `desk.json` of the site. */
export interface DeskData {
  /** Texts of settings, pipelines, frameworks and templates by path; of people no more than the judge asks for. */
  readonly settings: Readonly<Record<string, string>>;
  /** Paths of all deals. */
  readonly deals: readonly string[];
  readonly record: DeskRecord;
  /** Where files can be edited in the forge's own pages: the address in front of a file's path; `null` where there is none. */
  readonly editor: string | null;
  /** The day of the build's time zone is asked for by this. IANA. */
  readonly zone: string;
}

/** Where proposals go: to GitHub's API, to the folder from which `dealbook dev` serves, or nowhere. */
export type DeskRecord =
  | {
      readonly kind: "github";
      /** Base of the API. */
      readonly api: string;
      readonly owner: string;
      readonly repo: string;
      /** The default branch. */
      readonly branch: string;
      /** Path from the repository's top to the content root, ending in a slash, or empty. */
      readonly prefix: string;
    }
  | { readonly kind: "local" }
  | { readonly kind: "none" };
