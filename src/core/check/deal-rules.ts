import { dealClosedChanged } from "../rules/deal-closed-changed.ts";
import type { DealContext } from "../rules/deal-context.ts";
import { dealImported } from "../rules/deal-imported.ts";
import { dealOwnField } from "../rules/deal-own-field.ts";
import {
  dealArchived,
  dealHistoryChanged,
  dealUnknownCriterion,
  dealUnknownPerson,
  dealUnknownPipeline,
  dealUnknownQuestion,
  dealUnknownStage,
} from "../rules/deal-references.ts";
import { dealSignOff } from "../rules/deal-sign-off.ts";
import { gateActivity } from "../rules/gate-activity.ts";
import { gateAnswer } from "../rules/gate-answer.ts";
import { gateApproval } from "../rules/gate-approval.ts";
import { gateConfirm } from "../rules/gate-confirm.ts";
import { gateDocument } from "../rules/gate-document.ts";
import { gateExpression } from "../rules/gate-expression.ts";
import { gateField } from "../rules/gate-field.ts";
import { gateLink } from "../rules/gate-link.ts";
import type { Rule } from "../rules/rule.ts";
import { stageBackward } from "../rules/stage-backward.ts";
import { stageClosed } from "../rules/stage-closed.ts";
import { stageDate } from "../rules/stage-date.ts";
import { stageEntry } from "../rules/stage-entry.ts";
import { stageForbidden } from "../rules/stage-forbidden.ts";
import { stageJump } from "../rules/stage-jump.ts";
import { stagePark } from "../rules/stage-park.ts";
import { stagePipeline } from "../rules/stage-pipeline.ts";
import { stageReason } from "../rules/stage-reason.ts";
import { stageReopen } from "../rules/stage-reopen.ts";
import { stageResume } from "../rules/stage-resume.ts";
import { stageTimeRule } from "../rules/stage-time-rule.ts";

/** Every rule that judges one deal. */
export const dealRules: readonly Rule<DealContext>[] = [
  dealUnknownPipeline,
  dealUnknownStage,
  dealUnknownPerson,
  dealUnknownCriterion,
  dealUnknownQuestion,
  dealArchived,
  dealHistoryChanged,
  dealImported,
  dealClosedChanged,
  dealOwnField,
  dealSignOff,
  stageEntry,
  stageJump,
  stagePipeline,
  stageForbidden,
  stageBackward,
  stageReopen,
  stagePark,
  stageResume,
  stageClosed,
  stageDate,
  stageReason,
  stageTimeRule,
  gateField,
  gateAnswer,
  gateConfirm,
  gateDocument,
  gateLink,
  gateActivity,
  gateApproval,
  gateExpression,
];
