import type { ApprovalRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";

/** Whether the approval that a move asks for has been given; a warning where that cannot be known here. */
export function approvalGaps({ approval }: ApprovalRequirement, { approvals, approvalDoubt, deal }: GateFacts): Gap[] {
  if (approvals?.some(({ role }) => role === approval)) return [];
  const place = { path: ["stage"], hint: `Ask somebody of the role "${approval}", other than yourself, to approve the pull request.` };
  if (approvalDoubt !== undefined)
    return [
      {
        path: ["stage"],
        message: approvalDoubt,
        plain: approvalDoubt,
        hint: 'Add the address under "emails:" of the person it belongs to, in a pull request of its own.',
      },
    ];
  const told = approvals
    ? `Nobody of the role "${approval}" has approved it yet.`
    : `Somebody of the role "${approval}" still has to approve it, for ${deal.company}.`;
  return [{ ...place, message: told, plain: told, ...(!approvals && { severity: "warning" }) }];
}
