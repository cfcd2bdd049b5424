import { DeliveryProblem, noAnswer } from "./delivery-problem.ts";

/** What the services are reached with. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The instant, in milliseconds since 1970. */
  readonly now: () => number;
}

/** The value of an environment variable that an action names; nothing of it is ever printed. */
export function variableOf({ env }: Outside, name: string, what: string): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw new DeliveryProblem(`${name} is not set: ${what}.`, `Set ${name}; in a workflow, as a secret under env: of the step.`);
}

const timeLimit = 30_000;

/** Asks a service; one that does not answer in time, or not at all, is a problem that may pass. Redirects are not followed. */
export async function ask(service: string, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeLimit), ...init });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw noAnswer(service);
  }
}

/** The answer as JSON; one that is none is a problem that may pass. */
export async function jsonOf(service: string, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw noAnswer(service);
  }
}
