import type { Site } from "./site.ts";

/** The title of a browser's tab: the page's, and whose site it is. */
export const fullTitle = (title: string, { name }: Site): string => (title === name ? title : `${title} | ${name}`);
