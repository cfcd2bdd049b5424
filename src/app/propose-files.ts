import type { ChangedFile } from "./ports.ts";
import type { FileProposal, ProposedFiles, RemoteRecord } from "./record-ports.ts";

/** A proposal before it is known whether the record is still what it was drawn up against. */
export interface DrawnUp extends Omit<FileProposal, "from"> {
  /** The texts that it was drawn up against, by path; a file that was not there is absent. */
  readonly based: ReadonlyMap<string, string>;
}

/** What became of a proposal; `changed` where the record was changed meanwhile, with what it says now. */
export type ProposalOutcome = ProposedFiles | { readonly kind: "changed"; readonly now: ReadonlyMap<string, string> };

const isMissing = ({ path }: ChangedFile, texts: ReadonlyMap<string, string>): boolean => !texts.has(path);

/** Proposes files, unless one of them was changed on the record since the proposal was drawn up. */
export async function proposeFiles({ based, ...proposal }: DrawnUp, record: RemoteRecord): Promise<ProposalOutcome> {
  const from = await record.newest();
  const paths = [...new Set([...based.keys(), ...proposal.files.filter((file) => isMissing(file, based)).map(({ path }) => path)])];
  const now = await record.read(from, paths);
  const isChanged = paths.some((path) => now.get(path) !== based.get(path));
  return isChanged ? { kind: "changed", now } : record.propose({ ...proposal, from });
}
