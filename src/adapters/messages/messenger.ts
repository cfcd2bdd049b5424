import type { Delivery, Messenger, Stamp } from "../../app/ports.ts";
import type { Message } from "../../core/automation/message.ts";
import { openIssue } from "../forge/issues.ts";
import { DeliveryProblem } from "./delivery-problem.ts";
import type { Outside } from "./outside.ts";
import { sendEmail } from "./resend.ts";
import { postToSlack } from "./slack.ts";
import { callWebhook } from "./webhook.ts";

function attempt(message: Message, stamp: Stamp, outside: Outside): Promise<Delivery> {
  if (message.kind === "issue") return openIssue(message, stamp, outside);
  if (message.kind === "slack") return postToSlack(message, stamp, outside);
  if (message.kind === "email") return sendEmail(message, stamp, outside);
  return callWebhook(message, stamp, outside);
}

// Milliseconds before the second, third and fourth attempt, where the service does not ask for more.
const pauses = [500, 1000, 2000];
// A service that asks for more has to wait for the next run.
const longestPause = 60_000;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds until another attempt; `null` where this run makes none. */
function pauseAfter({ retryAfter }: DeliveryProblem, pause: number | undefined): number | null {
  if (retryAfter === null || pause === undefined || retryAfter > longestPause) return null;
  return Math.max(retryAfter, pause);
}

async function deliver(message: Message, stamp: Stamp, outside: Outside): Promise<Delivery> {
  for (let count = 0; ; count += 1) {
    try {
      return await attempt(message, stamp, outside);
    } catch (error) {
      if (!(error instanceof DeliveryProblem)) throw error;
      const pause = pauseAfter(error, pauses[count]);
      if (pause === null) return { status: "failed", problem: error.message, hint: error.hint };
      await wait(pause);
    }
  }
}

/** Delivers messages over the network; what may pass is tried four times, and each attempt looks first whether one before it arrived. */
export const networkMessenger = (outside: Outside): Messenger => ({ deliver: (message, stamp) => deliver(message, stamp, outside) });
