import { isProposalOpen } from "./decide-proposal.ts";
import type { Repository } from "./ports.ts";
import type { FileProposal, ProposedFiles } from "./record-ports.ts";

/** What a page proposes to the repository of this computer. */
type Proposed = Omit<FileProposal, "body">;

/** What is on a branch already, seen from a proposal that would take its name: nothing of worth, a page's proposal, or other work. */
async function stateOf(repository: Repository, branch: string, defaultBranch: string): Promise<"free" | "proposal" | "work"> {
  const tip = await repository.commitOf(`refs/heads/${branch}`);
  if (tip === null) return "free";
  if ((await repository.currentBranch()) === branch) return "work";
  if (!(await isProposalOpen(repository, { branch, defaultBranch }))) return "free";
  return (await repository.notedProposals(branch)).includes(tip) ? "proposal" : "work";
}

/** A name that holds nobody's work, and whether a page's proposal has it. */
async function nameFor(repository: Repository, name: string, defaultBranch: string): Promise<{ branch: string; isTaken: boolean }> {
  for (let count = 1; ; count += 1) {
    const branch = count === 1 ? name : `${name}-${count}`;
    const state = await stateOf(repository, branch, defaultBranch);
    if (state !== "work") return { branch, isTaken: state === "proposal" };
  }
}

/** True where a proposal says the same already: the answer to it may have been lost. */
async function isThere(repository: Repository, branch: string, files: Proposed["files"]): Promise<boolean> {
  const texts = await repository.readerAt(`refs/heads/${branch}`).read(files.map(({ path }) => path));
  return files.every(({ path, text }) => texts.get(path) === text);
}

/**
 * Keeps a proposal as a commit on a branch of this computer, and remembers it as a page's own. `taken` where a page has
 * proposed something else under that name, and it is not to be replaced; work by hand is never replaced.
 */
export async function keepProposal(repository: Repository, proposal: Proposed, defaultBranch: string): Promise<ProposedFiles> {
  const { from, files, title, isReplacing } = proposal;
  const { branch, isTaken } = await nameFor(repository, proposal.branch, defaultBranch);
  if (isTaken && (await isThere(repository, branch, files))) return { kind: "proposed", branch };
  if (isTaken && !isReplacing) return { kind: "taken", branch };
  // One that goes on from the proposal that is there leaves that one in place, below it.
  const before = isTaken ? await repository.notedProposals(branch) : [];
  const commit = await repository.commitAside({ from, branch, files, message: title });
  await repository.noteProposals(branch, before.includes(from) ? [...before, commit] : [commit]);
  return { kind: "proposed", branch };
}
