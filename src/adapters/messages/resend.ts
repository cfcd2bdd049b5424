import type { Delivery, Stamp } from "../../app/ports.ts";
import type { EmailMessage, Recipient } from "../../core/automation/message.ts";
import { DeliveryProblem, problemOfStatus } from "./delivery-problem.ts";
import { ask, jsonOf, type Outside, variableOf } from "./outside.ts";
import { bareLine, bareText } from "./texts.ts";

const service = "The e-mail service";

const advice: ReadonlyMap<number, string> = new Map([
  [401, "The API key is not accepted."],
  [403, "The API key may not send, or the sender's domain is not verified."],
  [422, "Are the sender's and the recipients' addresses right?"],
]);

const isAddress = (text: string): boolean => /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text);

function addressOf(recipient: Recipient, outside: Outside): string {
  if ("address" in recipient) return recipient.address;
  if ("nobody" in recipient) {
    throw new DeliveryProblem(
      `Nobody who is there today has an e-mail address behind "${recipient.nobody}".`,
      "Add email: in people.yaml; the next run tries again.",
    );
  }
  const address = variableOf(outside, recipient.variable, "it holds the recipient's address");
  if (isAddress(address)) return address;
  throw new DeliveryProblem(`${recipient.variable} holds no e-mail address.`, "Put one address there, such as finance@example.com.");
}

function senderOf({ from }: EmailMessage, outside: Outside): string {
  const sender = variableOf(outside, from, "it holds the sender's address");
  if (isAddress(/<([^<>]*)>$/.exec(sender)?.[1] ?? sender) && !/[\r\n]/.test(sender)) return sender;
  throw new DeliveryProblem(`${from} holds no e-mail address.`, "Put one there, such as Sales <sales@example.com>.");
}

/** The key was used before with other words or another sender: that one was accepted, and is not sent twice. */
async function isUsedKey(response: Response): Promise<boolean> {
  if (response.status !== 409) return false;
  const { name } = (await jsonOf(service, response)) as { readonly name?: string };
  if (name === "invalid_idempotent_request") return true;
  throw new DeliveryProblem(`${service} is at work on it already.`, "The next run tries again.", 0);
}

/** Sends an e-mail through the API of Resend, which knows a key for a day. */
export async function sendEmail(message: EmailMessage, { key }: Stamp, outside: Outside): Promise<Delivery> {
  const secret = variableOf(outside, message.secret, "it holds the API key of Resend");
  const to = [...new Set(message.to.map((recipient) => addressOf(recipient, outside)))];
  const base = (outside.env.RESEND_BASE_URL || "https://api.resend.com").replace(/\/$/, "");
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json", "idempotency-key": key };
  const fields = { from: senderOf(message, outside), to, subject: bareLine(message.subject), text: bareText(message.text) };
  const body = JSON.stringify({ ...fields, headers: { "X-Dealbook-Key": key } });
  const response = await ask(service, `${base}/emails`, { method: "POST", headers, body });
  const where = to.join(", ");
  if (response.ok) return { status: "sent", where };
  if (await isUsedKey(response)) return { status: "known", where };
  throw problemOfStatus(service, { status: response.status, header: (name) => response.headers.get(name), now: outside.now(), advice });
}
