import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { Refusal } from "../../app/refusal.ts";
import { isRateLimited, statusOf } from "./answers.ts";

/** Where a repository is on GitHub or GitHub Enterprise. */
export interface ForgeAddress {
  /** Base of the API, such as https://api.github.com. */
  readonly api: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string | undefined;
}

const Client = Octokit.plugin(paginateRest);

/** A client of the forge's API that follows pages. */
export const forgeClient = ({ api, token }: ForgeAddress) => new Client({ baseUrl: api, ...(token !== undefined && { auth: token }) });

/** A client of the forge's API. */
export type ForgeClient = ReturnType<typeof forgeClient>;

/** What was tried, and what to do where the forge refuses it, by HTTP status. */
export interface Attempt {
  /** As the beginning of a sentence: "The pull request could not be opened". */
  readonly failed: string;
  readonly advice: ReadonlyMap<number, string>;
  /** What to do where no advice fits. */
  readonly otherwise: string;
}

/** What the forge answered, as something that the user can mend. */
export function forgeRefusal(error: unknown, { failed, advice, otherwise }: Attempt, { api }: ForgeAddress): Refusal {
  const status = statusOf(error);
  const why = error instanceof Error ? error.message : String(error);
  const isDown = status === undefined || status >= 500;
  const hint = isRateLimited(error)
    ? "The forge asks to wait: its limit of requests is reached. Try again in some minutes."
    : isDown
      ? `${api} is not in reach at the moment. Try again later.`
      : advice.get(status);
  return new Refusal(`${failed}: ${why}`, hint ?? otherwise);
}
