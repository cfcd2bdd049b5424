import { processPath, stageAnchor } from "../../core/pipeline/docs-links.ts";

const base = import.meta.env.BASE_URL.replace(/\/$/, "");

/** The address of a page of this site, given its path from the site's root (`/deals/`). */
export const href = (path: string): string => `${base}${path}`;

export const dealHref = (slug: string): string => href(`/deals/${slug}/`);
export const documentHref = (slug: string, address: string): string => href(`/deals/${slug}/${address}/`);
export const boardHref = (pipelineId: string): string => href(`/board/${pipelineId}/`);
/** The board at a month's end; the month as `2026-10`. */
export const monthHref = (pipelineId: string, month: string): string => href(`/board/${pipelineId}/${month}/`);
export const processHref = (pipelineId: string): string => href(processPath(pipelineId));
/** The address of a stage on its pipeline's page. */
export const stageHref = (pipelineId: string, stageId: string): string => `${processHref(pipelineId)}#${stageAnchor(stageId)}`;
export const metricsHref = (pipelineId: string): string => href(`/metrics/${pipelineId}/`);
export const personHref = (personId: string): string => href(`/people/${personId}/`);
