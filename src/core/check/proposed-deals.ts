import { ownerOf } from "../deal/deal-files.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import type { Finding } from "../finding/finding.ts";
import type { ChecklistItem } from "../gate/checklist.ts";
import { isInForce } from "../gate/rule-gaps.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { recordOfFile } from "../metrics/place-deal.ts";
import type { DealContext } from "../rules/deal-context.ts";
import { factsOf, type JudgedRequirement, judgedGate } from "../rules/gate-rules.ts";
import type { Change } from "./change.ts";
import { contextOf } from "./judge-deal.ts";
import { type MoveAnswer, moveAnswer } from "./move-answer.ts";
import type { CheckReport, JudgedDeal } from "./report.ts";
import { caseOf, type Judging, judgingOf } from "./touched.ts";

/** A role whose people are asked to look at a change, and why. */
export interface AskedRole {
  /** Id of the role. */
  readonly role: string;
  readonly say: string;
  /** True where the gate waits for their approval. */
  readonly isApproval: boolean;
}

/** A deal of a change as its reviewers want to see it. */
export interface ProposedDeal extends JudgedDeal {
  readonly answer: MoveAnswer;
  /** True for a new deal, and for one that changes its stage. */
  readonly isMoved: boolean;
  /** What the check found in the deal and its documents. */
  readonly findings: readonly Finding[];
  /** What the gate asked for, met and missing. */
  readonly gate: readonly ChecklistItem[];
  /** The deal on either side, placed in the rules in force; absent where it is not there, cannot be read, or has no known stage. */
  readonly before?: DealRecord;
  readonly after?: DealRecord;
  readonly asked: readonly AskedRole[];
  /** E-mail addresses of those whose commits changed the deal, as far as a rule asks for them. */
  readonly authors: readonly string[];
}

function approvalsAsked(gate: readonly JudgedRequirement[]): AskedRole[] {
  return gate.flatMap(({ requirement, item: { gaps } }) =>
    "approval" in requirement && gaps.length > 0 ? [{ role: requirement.approval, say: requirement.say, isApproval: true }] : [],
  );
}

function reviewersAsked(context: DealContext): AskedRole[] {
  const facts = factsOf(context);
  const asked = (context.pipeline?.reviewers ?? []).filter((reviewer) => isInForce(reviewer, facts));
  return asked.map(({ role, say }) => ({ role, say, isApproval: false }));
}

/** What is asked of a deal; nothing of one that cannot be read. */
function gateFacts(context: DealContext | null): Pick<ProposedDeal, "isMoved" | "gate" | "asked"> {
  if (!context) return { isMoved: false, gate: [], asked: [] };
  const { before, deal } = context;
  const gate = judgedGate(context);
  const isMoved = before === null || (!!before && (before.stage !== deal.stage || before.pipeline !== deal.pipeline));
  return { isMoved, gate: gate.map(({ item }) => item), asked: [...approvalsAsked(gate), ...reviewersAsked(context)] };
}

const placed = (file: DealFile | undefined, { basis }: Judging): DealRecord | undefined => file && recordOfFile(file, basis, new Map());

/** A deal of a report, with what the check found in it and in its documents. */
interface Found {
  readonly judged: JudgedDeal;
  readonly findings: readonly Finding[];
}

function touchedDeal({ judged, findings }: Found, file: DealFile, judging: Judging): ProposedDeal {
  const asked = caseOf(file, judging);
  const former = asked.before ? { ...file, deal: asked.before } : undefined;
  const [before, after] = [placed(former, judging), placed(file, judging)];
  const authors = (asked.approvalSources?.commits ?? []).map(({ email }) => email);
  return {
    ...judged,
    ...gateFacts(contextOf(asked, judging.basis)),
    answer: moveAnswer(findings),
    findings,
    ...(before && { before }),
    ...(after && { after }),
    authors: [...new Set(authors)],
  };
}

function deletedDeal({ judged, findings }: Found, judging: Judging): ProposedDeal {
  const before = placed(
    judging.sides.losses.gone.find(({ path }) => path === judged.file),
    judging,
  );
  return { ...judged, answer: "not-allowed", isMoved: false, findings, gate: [], ...(before && { before }), asked: [], authors: [] };
}

/** The deals of a judged change, in the report's order. */
export function proposedDeals(change: Change, report: CheckReport): ProposedDeal[] {
  const judging = judgingOf(change);
  const files = new Map([...judging.sides.touched].map((file) => [file.path, file]));
  const paths = new Set(report.deals.map(({ file }) => file));
  const findingsOf = Map.groupBy(report.findings, ({ file }) => (paths.has(file) ? file : ownerOf(file)));
  return report.deals.map((judged) => {
    const file = judged.isDeleted ? undefined : files.get(judged.file);
    const found = { judged, findings: findingsOf.get(judged.file) ?? [] };
    return file ? touchedDeal(found, file, judging) : deletedDeal(found, judging);
  });
}
