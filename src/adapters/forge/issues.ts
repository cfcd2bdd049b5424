import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { Delivery, Stamp } from "../../app/ports.ts";
import type { IssueMessage } from "../../core/automation/message.ts";
import { instantText } from "../../core/calendar/business-date.ts";
import { type DeliveryProblem, noAnswer, problemOfStatus } from "../messages/delivery-problem.ts";
import { type Outside, variableOf } from "../messages/outside.ts";
import { markdownText, titleLine } from "../messages/texts.ts";

const Client = Octokit.plugin(paginateRest);

const advice: ReadonlyMap<number, string> = new Map([
  [401, "The token is not accepted; it may have expired."],
  [403, "The token needs: issues, read and write, in that repository."],
  [404, "The token does not see that repository, or it is called otherwise."],
  [410, "Issues are switched off in that repository."],
  [422, "Are the labels right? GitHub says no more than that."],
]);

/** What the client throws for an answer that is a refusal. */
interface Refused {
  readonly status: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

const isRefused = (error: unknown): error is Refused => error instanceof Error && "status" in error && typeof error.status === "number";

function problemOf(error: unknown, { now }: Outside): DeliveryProblem {
  if (!isRefused(error)) throw error;
  // An answer that never came has the status 500 here, and no response.
  if (!error.response) return noAnswer("GitHub");
  const headers = error.response.headers ?? {};
  const header = (name: string) => headers[name]?.toString();
  return problemOfStatus("GitHub", { status: error.status, header, now: now(), advice });
}

const timeLimit = 30_000;
const day = 86_400_000;

interface KnownIssue {
  readonly body?: string | null;
  readonly html_url: string;
  readonly author_association?: string;
  readonly user?: { readonly type?: string } | null;
}

const insiders = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** Keys can be worked out from a public record: a stranger's issue with one must not stand in for ours. */
const isOurs = ({ author_association: tie = "", user }: KnownIssue): boolean => insiders.has(tie) || user?.type === "Bot";

type Repository = { readonly owner: string; readonly repo: string };

/** The address of the issue that an earlier attempt opened; a day is allowed for clocks that differ. */
async function openedBefore(client: InstanceType<typeof Client>, at: Repository, { key, since }: Stamp): Promise<string | undefined> {
  const query = { ...at, state: "all", since: instantText(since - day), per_page: 100 } as const;
  for await (const { data } of client.paginate.iterator("GET /repos/{owner}/{repo}/issues", query)) {
    const found = (data as readonly KnownIssue[]).find((issue) => issue.body?.includes(markerOf(key)) && isOurs(issue));
    if (found) return found.html_url;
  }
  return undefined;
}

const markerOf = (key: string): string => `<!-- ${key} -->`;

/** Opens an issue, unless an earlier attempt has; a comment in it that nobody sees says which it is. */
export async function openIssue(message: IssueMessage, stamp: Stamp, outside: Outside): Promise<Delivery> {
  const auth = variableOf(outside, message.secret, `it holds a token that may open issues in ${message.repository}`);
  const fetchInTime: typeof fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeLimit) });
  const client = new Client({ baseUrl: outside.env.GITHUB_API_URL || "https://api.github.com", auth, request: { fetch: fetchInTime } });
  const [owner = "", repo = ""] = message.repository.split("/");
  try {
    const known = await openedBefore(client, { owner, repo }, stamp);
    if (known !== undefined) return { status: "known", where: known };
    const body = [markdownText(message.body).trim(), markerOf(stamp.key)].filter((text) => text !== "").join("\n\n");
    const issue = { owner, repo, title: titleLine(message.title), body, labels: [...message.labels] };
    const { data } = await client.request("POST /repos/{owner}/{repo}/issues", issue);
    return { status: "sent", where: data.html_url };
  } catch (error) {
    throw problemOf(error, outside);
  }
}
