import type { ChangedFile, PullRequest } from "./ports.ts";

/** Files to propose to the record, with the words of the proposal. */
export interface FileProposal {
  /** The commit of the record that it was drawn up against. */
  readonly from: string;
  /** What its branch is called. */
  readonly branch: string;
  readonly files: readonly ChangedFile[];
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** True where a proposal of that name that is open is to be replaced. */
  readonly isReplacing: boolean;
}

/** What became of a proposal: it is made; or one of its name is open already and says something else. */
export interface ProposedFiles {
  readonly kind: "proposed" | "taken";
  readonly branch: string;
  /** Absent where there is no forge. */
  readonly pullRequest?: PullRequest;
}

/** The record on a server, as a browser sees it. Refusals (no access, limit reached, out of reach) are thrown as `Refusal`. */
export interface RemoteRecord {
  /** The newest commit of a branch, or of the default one. */
  newest(branch?: string): Promise<string>;
  /** Texts at a commit, by path from the content root; a path at which there is nothing is absent. */
  read(commit: string, paths: readonly string[]): Promise<Map<string, string>>;
  /** Makes a proposal, or goes on with one that was left half-way. */
  propose(proposal: FileProposal): Promise<ProposedFiles>;
  /** True as long as a proposal is neither taken in nor turned down. */
  isOpen(proposal: { readonly branch: string; readonly number?: number }): Promise<boolean>;
}

/** What the check says, for people: what is so, and what to do about it. */
export interface Advice {
  readonly message: string;
  readonly hint?: string;
}

/** What became of a proposal that was to be taken in: it is in the record, with the check's warnings; or the check refuses it. */
export type TakenIn =
  | {
      readonly kind: "accepted";
      readonly warnings: readonly Advice[];
      /** False where another branch is checked out: pages show that one's deals. */
      readonly isShown: boolean;
    }
  | { readonly kind: "refused"; readonly errors: readonly Advice[] };

/** The record of this computer, of which proposals are branches: whoever sits here decides on them. */
export interface LocalRecord extends RemoteRecord {
  /** Judges a proposal, and takes it in. */
  accept(branch: string): Promise<TakenIn>;
  /** Drops a proposal. Returns its title. */
  withdraw(branch: string): Promise<string>;
}
