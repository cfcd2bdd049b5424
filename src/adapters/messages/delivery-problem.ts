/** Why a message could not be delivered. */
export class DeliveryProblem extends Error {
  readonly hint: string;
  /** Milliseconds after which another attempt makes sense; 0 where the service does not say. `null` where none does. */
  readonly retryAfter: number | null;

  constructor(message: string, hint: string, retryAfter: number | null = null) {
    super(message);
    this.name = "DeliveryProblem";
    this.hint = hint;
    this.retryAfter = retryAfter;
  }
}

type HeaderOf = (name: string) => string | null | undefined;

/** How long a service asks to wait, in milliseconds: in seconds, as a date, or by when its limit is lifted. 0 where it says nothing. */
function waitOf(header: HeaderOf, now: number): number {
  const after = header("retry-after");
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  // biome-ignore lint/style/noRestrictedGlobals: a date of HTTP is parsed, no clock is read.
  const date = after ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const reset = header("x-ratelimit-remaining") === "0" ? header("x-ratelimit-reset") : null;
  return reset && /^\d+$/.test(reset) ? Math.max(0, Number(reset) * 1000 - now) : 0;
}

const isLimit = (status: number, header: HeaderOf): boolean =>
  status === 429 || (status === 403 && (header("x-ratelimit-remaining") === "0" || !!header("retry-after")));

const mayPass = new Set([408, 425]);

/** What a service's refusal means: whether it may pass, and what to do. */
export function problemOfStatus(
  service: string,
  { status, header, now, advice }: { status: number; header: HeaderOf; now: number; advice: ReadonlyMap<number, string> },
): DeliveryProblem {
  if (isLimit(status, header)) {
    return new DeliveryProblem(`${service} asks to wait (${status}).`, "The next run tries again.", waitOf(header, now));
  }
  if (status >= 500 || mayPass.has(status)) {
    return new DeliveryProblem(`${service} cannot take it at the moment (${status}).`, "The next run tries again.", waitOf(header, now));
  }
  const hint = advice.get(status) ?? "Look at what the pipeline's file says, and at the service.";
  return new DeliveryProblem(`${service} refuses it (${status}).`, hint);
}

/** A service that does not answer. */
export const noAnswer = (service: string): DeliveryProblem =>
  new DeliveryProblem(`${service} does not answer.`, "Is it in reach from here? The next run tries again.", 0);
