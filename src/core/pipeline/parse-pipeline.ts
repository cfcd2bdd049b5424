import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { type Pipeline, pipelineSchema } from "./pipeline.ts";
import { type PipelineReferences, pipelineComplaints } from "./pipeline-complaints.ts";

/** A pipeline with the places of its parts, kept beside it for findings. */
export type ReadPipeline = Read<Pipeline> & { readonly source: YamlSource };

const codes = {
  unreadable: "pipeline/unreadable",
  unknownField: "pipeline/invalid",
  missingField: "pipeline/invalid",
  invalidField: "pipeline/invalid",
};

/** Reads a pipeline file's text; `pipelineId` is the file's base name. */
export function parsePipeline(text: string, pipelineId: string, to: PipelineReferences): ReadPipeline {
  const source = new YamlSource(text);
  const read = readSource(source, pipelineSchema, codes);
  if (read.value === null) return { ...read, source };
  const pipeline: Pipeline = { id: pipelineId, ...read.value };
  const problems = pipelineComplaints(pipeline, to).map(({ path, message, hint }) => ({
    code: codes.invalidField,
    at: source.locate(path),
    message,
    hint,
  }));
  return problems.length > 0 ? { value: null, problems, source } : { value: pipeline, problems: [], source };
}
