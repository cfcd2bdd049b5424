import { z } from "zod";

/** An action that could not be done yet. */
const undeliveredSchema = z.object({
  key: z.string(),
  commit: z.string(),
  slug: z.string(),
  say: z.string(),
  problem: z.string(),
  hint: z.string(),
  attempts: z.int().positive(),
});

const workerSchema = z.object({
  /** Of this run alone: no two of them ever keep the same text. */
  run: z.string(),
  host: z.string(),
  process: z.int(),
  /** Instant at which it last said that it was at work, in milliseconds since 1970. */
  seen: z.number(),
});

const progressSchema = z.object({
  version: z.literal(1),
  cursor: z.string().regex(/^[0-9a-f]{40,64}$/),
  done: z.array(z.string()),
  undelivered: z.array(undeliveredSchema),
  worker: workerSchema.nullable(),
});

/** An action that could not be done yet, and why. */
export type Undelivered = z.output<typeof undeliveredSchema>;

/** Who is at work. */
export type Worker = z.output<typeof workerSchema>;

/**
 * How far automations have come. `cursor` is the last commit of the record whose actions are all done, or undelivered; `done` are
 * the keys of those of the next commit that are done already; `worker` is the run that is at work.
 */
export type Progress = z.output<typeof progressSchema>;

/** Reads what `progressText` wrote; `null` for anything else. */
export function parseProgress(text: string): Progress | null {
  try {
    return progressSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Progress as the text under its ref. */
export const progressText = (progress: Progress): string => `${JSON.stringify(progress, null, 2)}\n`;
