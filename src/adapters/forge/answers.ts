/** The HTTP status of what the forge answered; `undefined` where it did not answer. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : undefined;

/** True where the forge refuses because too much was asked of it. */
export function isRateLimited(error: unknown): boolean {
  const headers = (error as { response?: { headers?: Readonly<Record<string, string>> } }).response?.headers ?? {};
  return statusOf(error) === 429 || (statusOf(error) === 403 && (headers["x-ratelimit-remaining"] === "0" || "retry-after" in headers));
}
