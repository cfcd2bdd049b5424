import { createHash } from "node:crypto";

/** The key of what an identity names: the same on every machine and in every run. Fits every service's limits. */
export const keyOf = (identity: string): string => `dealbook_${createHash("sha256").update(identity).digest("hex").slice(0, 32)}`;
