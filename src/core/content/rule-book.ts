import type { Framework } from "../pipeline/framework.ts";
import type { CustomField, Pipeline } from "../pipeline/pipeline.ts";
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

const isPipelinePath = (path: string): boolean => path.startsWith("pipelines/");

/** True where a pipeline cannot be read: nobody knows then which fields, stages and criteria there are in all. */
export const hasUnreadPipeline = ({ unread }: RuleBook): boolean => [...unread].some(isPipelinePath);

/** Ids of all pipelines, those included that could not be read. */
export function pipelineIds({ pipelines, unread }: RuleBook): string[] {
  const broken = [...unread].flatMap((path) => /^pipelines\/(.+)\.yaml$/.exec(path)?.[1] ?? []);
  return [...pipelines.keys(), ...broken];
}

/** Fields of the organisation's own, of all pipelines: a deal that was handed over keeps what was filled in before. Those of one come first. */
export function ownFields({ pipelines }: Pick<RuleBook, "pipelines">, first: string): CustomField[] {
  return [pipelines.get(first) ?? [], ...pipelines.values()].flat().flatMap((pipeline) => pipeline.fields);
}
