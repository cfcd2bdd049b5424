/**
 * A stretch of a text that is sent: words of the pipeline's author, a value that a deal has, or an address on the web that
 * a deal has. Only the first may hold markup; whoever sends the text takes care of the others.
 */
export interface FilledPart {
  readonly kind: "own" | "value" | "address";
  readonly text: string;
}

/** A text that is sent, in its parts. */
export type FilledText = readonly FilledPart[];

/** Who gets an e-mail: an address, an environment variable that holds one, or nobody, where a role or person has none. */
export type Recipient = { readonly address: string } | { readonly variable: string } | { readonly nobody: string };

/** An issue to open. `secret` and the like are names of environment variables. */
export interface IssueMessage {
  readonly kind: "issue";
  /** As owner/name. */
  readonly repository: string;
  readonly title: FilledText;
  readonly body: FilledText;
  readonly labels: readonly string[];
  readonly secret: string;
}

/** A message to post to Slack. */
export interface SlackMessage {
  readonly kind: "slack";
  readonly channel: string;
  readonly text: FilledText;
  readonly secret: string;
}

/** An e-mail to send. */
export interface EmailMessage {
  readonly kind: "email";
  readonly to: readonly Recipient[];
  readonly subject: FilledText;
  readonly text: FilledText;
  readonly from: string;
  readonly secret: string;
}

/** A webhook to call. */
export interface WebhookMessage {
  readonly kind: "webhook";
  readonly url: string;
  readonly secret: string;
  /** What the call tells of the deal and its move. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Something that is done outside when a deal moves. */
export type Message = IssueMessage | SlackMessage | EmailMessage | WebhookMessage;

/** A text as it reads before anything in it is made harmless. */
export const plainText = (text: FilledText): string => text.map((part) => part.text).join("");
