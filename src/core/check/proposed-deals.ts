import { documentsFolder } from "../deal/deal-files.ts";
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

/** True for a finding in a deal's file or in one of its documents. */
const isAbout = (path: string, { file }: Finding): boolean => file === path || file.startsWith(`${documentsFolder(path)}/`);

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

/** How far the contexts of a deal tell what is asked of it; nothing for one that cannot be read. */
function gateFacts(file: DealFile, judging: Judging): Pick<ProposedDeal, "isMoved" | "gate" | "asked"> {
  const context = contextOf(caseOf(file, judging), judging.basis);
  if (!context) return { isMoved: false, gate: [], asked: [] };
  const gate = judgedGate(context);
  const { before, deal } = context;
  const isMoved = before === null || (!!before && (before.stage !== deal.stage || before.pipeline !== deal.pipeline));
  return { isMoved, gate: gate.map(({ item }) => item), asked: [...approvalsAsked(gate), ...reviewersAsked(context)] };
}

const placed = (file: DealFile | undefined, { basis }: Judging): DealRecord | undefined => file && recordOfFile(file, basis, new Map());

/** A deal of a report, with what the check found in it. */
interface Found {
  readonly judged: JudgedDeal;
  readonly findings: readonly Finding[];
}

function touchedDeal({ judged, findings }: Found, file: DealFile, judging: Judging): ProposedDeal {
  const former = caseOf(file, judging).before;
  const [before, after] = [placed(former ? { ...file, deal: former } : undefined, judging), placed(file, judging)];
  const authors = (judging.change.commits.get(file.path) ?? []).map(({ email }) => email);
  return {
    ...judged,
    ...gateFacts(file, judging),
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
  return report.deals.map((judged) => {
    const file = judged.isDeleted ? undefined : files.get(judged.file);
    const findings = report.findings.filter((finding) => isAbout(judged.file, finding));
    return file ? touchedDeal({ judged, findings }, file, judging) : deletedDeal({ judged, findings }, judging);
  });
}
