import { createHmac } from "node:crypto";
import type { Delivery, Stamp } from "../../app/ports.ts";
import type { WebhookMessage } from "../../core/automation/message.ts";
import { instantText } from "../../core/calendar/business-date.ts";
import { DeliveryProblem, problemOfStatus } from "./delivery-problem.ts";
import { ask, type Outside, variableOf } from "./outside.ts";

const advice: ReadonlyMap<number, string> = new Map([
  [401, "Does the receiver have the same secret?"],
  [403, "Does the receiver have the same secret?"],
  [404, "Is the address right?"],
  [410, "The receiver wants no more calls: take the action out of the pipeline's file."],
]);

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** An address to call: what is told of a deal goes encrypted, or stays on this machine. */
function addressOf({ url }: WebhookMessage, outside: Outside): string {
  const text = variableOf(outside, url, "it holds the webhook's address");
  const address = URL.parse(text);
  if (address?.protocol === "https:" || (address?.protocol === "http:" && loopback.has(address.hostname))) return address.href;
  throw new DeliveryProblem(`${url} holds no address that begins with https://.`, "Put the receiver's address there.");
}

/** The bytes that sign: what stands after whsec_, 24 to 64 of them, as the specification asks. */
function secretOf({ secret }: WebhookMessage, outside: Outside): Buffer {
  const text = variableOf(outside, secret, "it holds the secret that signs the call");
  const bytes = Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1] ?? "", "base64");
  if (bytes.length >= 24 && bytes.length <= 64) return bytes;
  throw new DeliveryProblem(
    `${secret} holds no secret of a webhook.`,
    'A secret is whsec_ and 24 to 64 bytes in base64: echo "whsec_$(openssl rand -base64 32)"',
  );
}

/** What is signed: the headers' id and timestamp (seconds since 1970), and the body. */
interface Signed {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** The signature of a call. Source: Standard Webhooks, "Symmetric": HMAC-SHA256 over id.timestamp.body, in base64. */
export const signatureOf = ({ id, timestamp, body }: Signed, secret: Buffer): string =>
  `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;

/** Calls a webhook as Standard Webhooks says: signed, with the key as its id, by which the receiver knows it again. */
export async function callWebhook(message: WebhookMessage, { key, since }: Stamp, outside: Outside): Promise<Delivery> {
  const [address, secret] = [addressOf(message, outside), secretOf(message, outside)];
  const now = outside.now();
  const body = JSON.stringify({ type: "deal.moved", timestamp: instantText(since), data: message.data });
  const timestamp = Math.floor(now / 1000);
  const headers = {
    "content-type": "application/json",
    "user-agent": "dealbook",
    "webhook-id": key,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatureOf({ id: key, timestamp, body }, secret),
  };
  const response = await ask("The webhook", address, { method: "POST", headers, body });
  await response.body?.cancel();
  if (response.ok) return { status: "sent" };
  throw problemOfStatus("The webhook", { status: response.status, header: (name) => response.headers.get(name), now, advice });
}
