import type { BusinessDate } from "../core/calendar/business-date.ts";
import type { Content } from "../core/check/check-content.ts";
import { judgeDeal } from "../core/check/judge-deal.ts";
import type { Deal } from "../core/deal/deal.ts";
import { editDeal, type FieldEdit } from "../core/deal/edit-deal.ts";
import { type DealFile, parseDeal } from "../core/deal/parse-deal.ts";
import type { Finding } from "../core/finding/finding.ts";
import { countErrors } from "../core/finding/finding.ts";
import type { Stage } from "../core/pipeline/pipeline.ts";
import type { PlacedDeal } from "./find-deal.ts";
import { loadFiles, readContent } from "./load-content.ts";
import type { Repository } from "./ports.ts";

/** A move to try: into which stage, with which other fields. */
export interface MoveRequest {
  readonly placed: PlacedDeal;
  readonly to: Stage;
  readonly today: BusinessDate;
  readonly fields: readonly FieldEdit[];
}

/** A move as it would be: the new text, and what the check says to it. Nothing has been written yet. */
export interface PlannedMove {
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly isAllowed: boolean;
}

/** The deal as the default branch has it; `undefined` where it is not there, or there is no such branch yet. */
export async function dealOnRecord(repository: Repository | null, branch: string, file: DealFile): Promise<Deal | undefined> {
  if (!repository || !(await repository.hasCommit("HEAD")) || !(await repository.hasCommit(branch))) return undefined;
  const commit = await repository.mergeBase(branch, null);
  const files = await loadFiles(repository.readerAt(commit), () => (path) => path === file.path);
  const recorded = readContent(files).deals.files.find((each) => each.slug === file.slug);
  return recorded?.deal ?? undefined;
}

/**
 * Plans a move: edits the text by splices and judges the result as CI will, against `recorded`, the deal as the
 * default branch has it.
 */
export function planMove({ placed, to, today, fields }: MoveRequest, content: Content, recorded: Deal | undefined): PlannedMove {
  const { file, deal } = placed;
  const edits: FieldEdit[] = [
    { field: "stage", value: to.id, after: "pipeline" },
    { field: "stage_entered", value: today, after: "stage" },
    ...fields,
  ];
  const text = editDeal(file, edits);
  const { rules, people } = content.settings;
  const documents = content.deals.documents.get(file.path) ?? [];
  const findings = judgeDeal({ file: parseDeal(text, file.path), documents, before: recorded ?? deal }, { rules, people, today });
  return { path: file.path, text, findings, isAllowed: countErrors(findings) === 0 };
}
