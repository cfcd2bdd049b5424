import type { FileProposal, LocalRecord, ProposedFiles, TakenIn } from "../../app/record-ports.ts";
import { Refusal } from "../../app/refusal.ts";

/** What the dev server is asked. */
export type LocalRequest =
  | { readonly ask: "newest"; readonly branch?: string }
  | { readonly ask: "read"; readonly commit: string; readonly paths: readonly string[] }
  | { readonly ask: "propose"; readonly proposal: FileProposal }
  | { readonly ask: "is-open" | "accept" | "withdraw"; readonly branch: string };

/** What the dev server answers: what was asked for, or a refusal. */
export type LocalAnswer = { readonly answer: unknown } | { readonly problem: string; readonly hint: string };

/** Where the dev server listens for it, from the site's root. */
export const localPath = "/-/desk";

/** Says that a request comes from the desk: other sites cannot send this header. */
export const localHeader = "x-dealbook-desk";

async function asked(url: string, request: LocalRequest): Promise<unknown> {
  const init = { method: "POST", headers: { "content-type": "application/json", [localHeader]: "1" }, body: JSON.stringify(request) };
  const response = await fetch(url, init).catch(() => null);
  const answer = response?.ok ? ((await response.json()) as LocalAnswer) : null;
  if (!answer) throw new Refusal("The program that serves this site does not answer.", "Start it again: dealbook dev");
  if ("problem" in answer) throw new Refusal(answer.problem, answer.hint);
  return answer.answer;
}

/** The record of the repository from which `dealbook dev` serves. `url` is where the dev server listens for it. */
export const localRecord = (url: string): LocalRecord => ({
  newest: async (branch) => (await asked(url, { ask: "newest", ...(branch !== undefined && { branch }) })) as string,
  read: async (commit, paths) => new Map((await asked(url, { ask: "read", commit, paths })) as [string, string][]),
  propose: async (proposal) => (await asked(url, { ask: "propose", proposal })) as ProposedFiles,
  isOpen: async ({ branch }) => (await asked(url, { ask: "is-open", branch })) === true,
  accept: async (branch) => (await asked(url, { ask: "accept", branch })) as TakenIn,
  withdraw: async (branch) => (await asked(url, { ask: "withdraw", branch })) as string,
});
