import type { Framework } from "../pipeline/framework.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Template } from "../pipeline/template.ts";

/** The rules of an organisation: what deals are judged by. Each map is keyed by id. */
export interface RuleBook {
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly templates: ReadonlyMap<string, Template>;
}
