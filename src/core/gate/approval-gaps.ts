import type { ApprovalRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";

/** Whether the approval that a move asks for has been given; a warning where that cannot be known here. */
export function approvalGaps({ approval }: ApprovalRequirement, { approvals, deal }: GateFacts): Gap[] {
  if (approvals?.some(({ role }) => role === approval)) return [];
  const place = { path: ["stage"], hint: `Ask somebody of the role "${approval}", other than yourself, to approve the pull request.` };
  if (approvals) return [{ ...place, message: `Nobody of the role "${approval}" has approved it yet.` }];
  return [{ ...place, severity: "warning", message: `Somebody of the role "${approval}" still has to approve it, for ${deal.company}.` }];
}
