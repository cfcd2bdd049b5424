import type { Finding } from "./finding.ts";

/** Where readers of a report find files and pages. */
export interface Surroundings {
  /** What stands before a content path, from the top of the repository; empty or ending in a slash. */
  readonly prefix: string;
  /** URL of the published site, if there is one. */
  readonly site: string | undefined;
}

/** Makes paths of the content root into paths of the repository, and site paths into URLs. */
export const placeFinding =
  ({ prefix, site }: Surroundings) =>
  (finding: Finding): Finding => ({
    ...finding,
    file: prefix + finding.file,
    ...(finding.docs !== undefined && site !== undefined && { docs: site.replace(/\/$/, "") + finding.docs }),
  });
