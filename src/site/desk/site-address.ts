/** The address of a page of this site, given its path from the site's root. */
export const address = (path: string): string => import.meta.env.BASE_URL.replace(/\/$/, "") + path;
