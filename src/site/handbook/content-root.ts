import { resolve } from "node:path";

/** The absolute folder of the content to build from: `DEALBOOK_CONTENT`, or `content` where the program was started. */
export const contentRoot = (): string => resolve(process.env.DEALBOOK_CONTENT ?? "content");
