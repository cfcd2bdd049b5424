import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Worker } from "../core/automation/progress.ts";

// A run says that it is at work after every action, and none takes as long as this.
const longestSilence = 15 * 60_000;

/** The running process, as others know it; a run of its own each time. */
export const thisWorker = (): Omit<Worker, "seen"> => ({ run: randomUUID(), host: hostname(), process: process.pid });

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // A process of somebody else answers that we may not ask.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** False for a worker that is gone: it ran on this machine and does not any more, or has said nothing for a quarter of an hour. */
export function mayBeAtWork({ host, process: id, seen }: Worker, now: number): boolean {
  if (now - seen > longestSilence) return false;
  return host !== hostname() || (id !== process.pid && isRunning(id));
}
