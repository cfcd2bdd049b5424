import { printable } from "../adapters/reports/printable.ts";
import type { HeldDeal, KeyedAction } from "../app/plan-automations.ts";
import type { Delivery } from "../app/ports.ts";
import type { AutomationOutcome, AutomationPlan } from "../app/run-automations.ts";
import { type Message, plainText, type Recipient } from "../core/automation/message.ts";
import type { Undelivered } from "../core/automation/progress.ts";
import { placeFinding } from "../core/finding/place-findings.ts";
import { tableText } from "./table.ts";
import type { Workspace } from "./workspace.ts";

const plural = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const recipientText = (to: Recipient): string =>
  "address" in to ? to.address : "variable" in to ? to.variable : `${to.nobody} (without an address)`;

/** What an action does, in a few words. */
function messageText(message: Message): string {
  if (message.kind === "issue") return `issue in ${message.repository}: ${plainText(message.title)}`;
  if (message.kind === "slack") return `Slack ${message.channel}: ${plainText(message.text)}`;
  if (message.kind === "email") return `e-mail to ${message.to.map(recipientText).join(", ")}: ${plainText(message.subject)}`;
  return `webhook ${message.url}`;
}

const moveText = ({ from, to }: KeyedAction): string => (from === undefined ? `new in ${to}` : `${from} → ${to}`);

const longest = 100;

function short(text: string): string {
  const letters = [...printable(text)];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : letters.join("");
}

/** One line for an action that was tried. */
export function deliveryLine(action: KeyedAction, delivery: Delivery): string {
  const what = short(`${action.title}, ${messageText(action.message)}`);
  if (delivery.status === "failed") return `✗ ${what}\n  ${printable(delivery.problem)}\n  → ${printable(delivery.hint)}\n`;
  const where = delivery.where === undefined ? "" : `  ${printable(delivery.where)}`;
  return delivery.status === "known" ? `= ${what} (an earlier run has done it)${where}\n` : `✓ ${what}${where}\n`;
}

function notDone(count: number): string {
  if (count === 0) return "what it starts cannot be told";
  return `${plural(count, "action")} ${count === 1 ? "is" : "are"} not done`;
}

function heldLines(held: readonly HeldDeal[], { prefix, organisation }: Workspace): string[] {
  const place = placeFinding({ prefix, site: organisation?.site });
  return held.flatMap(({ commit, slug, actions, findings }) => [
    `✗ ${slug}, ${commit.slice(0, 9)}: the check refuses this move, so ${notDone(actions.length)}.`,
    ...findings
      .map(place)
      .map(({ file, line, code, message }) => printable(`    ${file}${line === undefined ? "" : `:${line}`}  ${code}  ${message}`)),
  ]);
}

const waitingLines = (undelivered: readonly Undelivered[]): string[] =>
  undelivered.flatMap(({ key, slug, say, problem, hint, attempts }) => [
    printable(`  ${slug}: ${say} (${plural(attempts, "attempt")})`),
    printable(`    ${problem}`),
    printable(`    → ${hint}`),
    `    To give it up: dealbook automate --drop ${key}`,
  ]);

function waitingBlock(undelivered: readonly Undelivered[]): string[] {
  if (undelivered.length === 0) return [];
  return [`${plural(undelivered.length, "action")} not done yet; every run tries again:`, ...waitingLines(undelivered)];
}

const beginning = ({ record, to }: AutomationPlan): string =>
  `The first run begins at ${to.slice(0, 9)}, where ${record} is now: nothing older is done. To begin earlier: dealbook automate --since COMMIT`;

/** What would be done. */
export function planText(plan: AutomationPlan, workspace: Workspace): string {
  const { record, from, actions, held, undelivered } = plan;
  if (from === null) return `${beginning(plan)}\n`;
  const rows = actions.map((action) => [short(action.title), moveText(action), short(messageText(action.message))].map(printable));
  const since = `on ${record} since ${from.slice(0, 9)}`;
  const heading = actions.length === 0 ? `Nothing new is to be done for what happened ${since}.` : `To be done for what happened ${since}:`;
  const table = rows.length === 0 ? [] : ["", tableText([["Deal", "Move", "Action"], ...rows]).trimEnd()];
  return `${[heading, ...table, ...heldLines(held, workspace), ...waitingBlock(undelivered)].join("\n")}\n`;
}

/** What a run did, after the lines of its actions. */
export function outcomeText(outcome: AutomationOutcome, workspace: Workspace): string {
  const { record, from, count, actions, held, undelivered } = outcome;
  if (from === null) return `${beginning(outcome)}\n`;
  const idle = held.length + undelivered.length > 0 ? "Nothing was done" : "Nothing was to be done";
  const done = actions.length === 0 ? idle : `${plural(actions.length, "action")} done`;
  const heading = `${done} for ${plural(count, "commit")} on ${record} since ${from.slice(0, 9)}.`;
  return `${[heading, ...heldLines(held, workspace), ...waitingBlock(undelivered)].join("\n")}\n`;
}

function messageData(message: Message) {
  const { kind } = message;
  if (kind === "issue") return { kind, repository: message.repository, title: plainText(message.title), body: plainText(message.body) };
  if (kind === "slack") return { kind, channel: message.channel, text: plainText(message.text) };
  if (kind === "email") {
    return { kind, to: message.to.map(recipientText), subject: plainText(message.subject), text: plainText(message.text) };
  }
  return { kind, url: message.url, data: message.data };
}

const actionData = ({ key, commit, slug, title, from, to, say, message }: KeyedAction) => ({
  ...{ key, commit, slug, title, from, to, say },
  ...messageData(message),
});

/** The same as data. */
export function automationData(plan: AutomationPlan, { prefix, organisation }: Workspace) {
  const place = placeFinding({ prefix, site: organisation?.site });
  const held = plan.held.map(({ actions, findings, ...rest }) => ({
    ...rest,
    actions: actions.map(actionData),
    findings: findings.map(place),
  }));
  const { record, from, to, undelivered } = plan;
  return { schemaVersion: 1, record, from, to, actions: plan.actions.map(actionData), held, undelivered };
}
