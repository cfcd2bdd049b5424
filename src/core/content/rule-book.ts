import type { Framework } from "../pipeline/framework.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Template } from "../pipeline/template.ts";

/** The rules of an organisation: what deals are judged by. Each map is keyed by id. */
export interface RuleBook {
  /** In the order in which they are shown. */
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly templates: ReadonlyMap<string, Template>;
  /** Paths of settings that are there but could not be read: what refers to them is not wrong for that. */
  readonly unread: ReadonlySet<string>;
}

/** Path of a pipeline's file. */
export const pipelinePath = (id: string): string => `pipelines/${id}.yaml`;

/** Ids of all pipelines, those included that could not be read. */
export function pipelineIds({ pipelines, unread }: RuleBook): string[] {
  const broken = [...unread].flatMap((path) => /^pipelines\/(.+)\.yaml$/.exec(path)?.[1] ?? []);
  return [...pipelines.keys(), ...broken];
}
