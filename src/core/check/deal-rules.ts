import { dealClosedChanged } from "../rules/deal-closed-changed.ts";
import type { DealContext } from "../rules/deal-context.ts";
import {
  dealArchived,
  dealHistoryChanged,
  dealUnknownCriterion,
  dealUnknownPerson,
  dealUnknownPipeline,
  dealUnknownQuestion,
  dealUnknownStage,
} from "../rules/deal-references.ts";
import { gateAnswer } from "../rules/gate-answer.ts";
import { gateConfirm } from "../rules/gate-confirm.ts";
import { gateDocument } from "../rules/gate-document.ts";
import { gateField } from "../rules/gate-field.ts";
import type { Rule } from "../rules/rule.ts";
import { stageBackward } from "../rules/stage-backward.ts";
import { stageClosed } from "../rules/stage-closed.ts";
import { stageDate } from "../rules/stage-date.ts";
import { stageEntry } from "../rules/stage-entry.ts";
import { stageJump } from "../rules/stage-jump.ts";
import { stagePipeline } from "../rules/stage-pipeline.ts";
import { stageReason } from "../rules/stage-reason.ts";

/** Every rule that judges one deal. */
export const dealRules: readonly Rule<DealContext>[] = [
  dealUnknownPipeline,
  dealUnknownStage,
  dealUnknownPerson,
  dealUnknownCriterion,
  dealUnknownQuestion,
  dealArchived,
  dealHistoryChanged,
  dealClosedChanged,
  stageEntry,
  stageJump,
  stagePipeline,
  stageBackward,
  stageClosed,
  stageDate,
  stageReason,
  gateField,
  gateAnswer,
  gateConfirm,
  gateDocument,
];
