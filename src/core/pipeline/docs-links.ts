import type { Stage } from "./pipeline.ts";

/** Site path of the page that a pipeline's file is printed on; the anchors on it are permanent. */
export const processPath = (pipelineId: string): string => `/process/${pipelineId}/`;

/** The anchor of a stage on its pipeline's page; permanent. */
export const stageAnchor = (stageId: string): string => `stage-${stageId}`;

/** Where a stage's goal, activities and requirements are printed. */
export const stageDocs = (pipelineId: string, stage: Stage): string => `${processPath(pipelineId)}#${stageAnchor(stage.id)}`;

/** Where the allowed moves are printed. */
export const movesDocs = (pipelineId: string): string => `${processPath(pipelineId)}#moves`;

/** Where the reasons for a loss are printed. */
export const lostReasonsDocs = (pipelineId: string): string => `${processPath(pipelineId)}#lost-reasons`;
