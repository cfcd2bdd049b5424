import type { Delivery, Stamp } from "../../app/ports.ts";
import type { SlackMessage } from "../../core/automation/message.ts";
import { DeliveryProblem, problemOfStatus } from "./delivery-problem.ts";
import { ask, jsonOf, type Outside, variableOf } from "./outside.ts";
import { slackText } from "./texts.ts";

const eventType = "dealbook_action";

interface SlackAnswer {
  readonly ok?: boolean;
  readonly error?: string;
  readonly messages?: readonly {
    readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly key?: string } };
  }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

const advice: ReadonlyMap<string, string> = new Map([
  ["invalid_auth", "The token is not accepted. It is the bot token of an app (xoxb-…) that is installed in the workspace."],
  ["not_authed", "The token is not accepted. It is the bot token of an app (xoxb-…) that is installed in the workspace."],
  ["missing_scope", "Give the app the scopes chat:write and channels:history (groups:history for private channels), and install it anew."],
  ["not_in_channel", "Invite the app to the channel: /invite @…"],
  ["channel_not_found", "Is the channel's id right, and has the app been invited, if it is a private one?"],
  ["is_archived", "Name another channel in the pipeline's file, or open this one again."],
]);

const mayPass = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "team_added_to_org"]);

function problemOf(error: string): DeliveryProblem {
  if (mayPass.has(error)) return new DeliveryProblem(`Slack cannot take it at the moment (${error}).`, "The next run tries again.", 0);
  return new DeliveryProblem(`Slack refuses it (${error}).`, advice.get(error) ?? "Look at the app and the channel in Slack.");
}

/** A line to Slack's web API. */
class Slack {
  readonly #token: string;
  readonly #outside: Outside;

  constructor(token: string, outside: Outside) {
    this.#token = token;
    this.#outside = outside;
  }

  async call(method: string, fields: Readonly<Record<string, unknown>>): Promise<SlackAnswer> {
    const { env, now } = this.#outside;
    const base = (env.SLACK_API_URL || "https://slack.com/api").replace(/\/$/, "");
    const headers = { authorization: `Bearer ${this.#token}`, "content-type": "application/json; charset=utf-8" };
    const response = await ask("Slack", `${base}/${method}`, { method: "POST", headers, body: JSON.stringify(fields) });
    if (!response.ok) {
      throw problemOfStatus("Slack", {
        status: response.status,
        header: (name) => response.headers.get(name),
        now: now(),
        advice: new Map(),
      });
    }
    const answer = (await jsonOf("Slack", response)) as SlackAnswer;
    if (answer.ok !== true) throw problemOf(printableError(answer.error));
    return answer;
  }
}

const printableError = (error: unknown): string => (typeof error === "string" && /^[a-z_]{1,60}$/.test(error) ? error : "unknown error");

const day = 86_400;

/** True where the channel has a message with this key, from a day before it can have been posted (clocks differ) until now. */
async function isThere(slack: Slack, channel: string, { key, since }: Stamp): Promise<boolean> {
  const oldest = String(Math.max(0, Math.floor(since / 1000) - day));
  for (let cursor = ""; ; ) {
    const fields = { channel, oldest, limit: 200, include_all_metadata: true, ...(cursor !== "" && { cursor }) };
    const { messages = [], response_metadata: more } = await slack.call("conversations.history", fields);
    if (messages.some(({ metadata }) => metadata?.event_type === eventType && metadata.event_payload?.key === key)) return true;
    cursor = more?.next_cursor ?? "";
    if (cursor === "") return false;
  }
}

/** Posts a message to a channel, unless the channel has it already. */
export async function postToSlack(message: SlackMessage, stamp: Stamp, outside: Outside): Promise<Delivery> {
  const { channel } = message;
  const slack = new Slack(variableOf(outside, message.secret, "it holds the token for Slack"), outside);
  const where = `channel ${channel}`;
  if (await isThere(slack, channel, stamp)) return { status: "known", where };
  const metadata = { event_type: eventType, event_payload: { key: stamp.key } };
  const quiet = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false };
  await slack.call("chat.postMessage", { channel, text: slackText(message.text), metadata, ...quiet });
  return { status: "sent", where };
}
