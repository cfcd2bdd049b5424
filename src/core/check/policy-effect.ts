import type { BusinessDate } from "../calendar/business-date.ts";
import type { Deals } from "../content/content.ts";
import type { RuleBook } from "../content/rule-book.ts";
import { cardTitle, type Deal } from "../deal/deal.ts";
import type { DealFile } from "../deal/parse-deal.ts";
import { countErrors, type Finding } from "../finding/finding.ts";
import type { PastMove } from "../history/past-moves.ts";
import type { People } from "../people/people.ts";
import { isClosed, type Stage, stageById } from "../pipeline/pipeline.ts";
import { judgeDeal } from "./judge-deal.ts";

/** A deal that is open today and breaks the proposed rules, though not those in force. */
export interface BrokenByPolicy {
  readonly slug: string;
  readonly title: string;
  readonly messages: readonly string[];
}

/** A move that the proposed rules would have stopped, and what became of the deal. */
export interface StoppedByPolicy extends BrokenByPolicy {
  readonly from: string;
  readonly to: string;
  readonly date: BusinessDate;
  /** How the deal stands today: `won`, `lost`, or still `open`. */
  readonly outcome: "won" | "lost" | "open";
}

/** What a change of rules does. */
export interface PolicyEffect {
  /** Settings files whose rules change. */
  readonly files: readonly string[];
  readonly broken: readonly BrokenByPolicy[];
  readonly stopped: readonly StoppedByPolicy[];
  /** How many open deals and past moves were judged. */
  readonly judged: { readonly deals: number; readonly moves: number };
}

/** Rules in force and proposed, and the deals and moves to try them on. */
export interface PolicyTrial {
  readonly inForce: RuleBook;
  readonly proposed: RuleBook;
  readonly people: People | null;
  readonly today: BusinessDate;
  readonly deals: Deals;
  readonly moves: readonly PastMove[];
}

// The rules are data; what they say is equal where their texts are, comments and layout aside.
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changedIn<T>(
  folder: string,
  [before, after]: readonly [ReadonlyMap<string, T>, ReadonlyMap<string, T>],
  ending = ".yaml",
): string[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids.filter((id) => !isSame(before.get(id), after.get(id))).map((id) => `${folder}/${id}${ending}`);
}

/** Settings files whose rules differ between two rule books, comments and layout aside. */
export const changedRules = (before: RuleBook, after: RuleBook): string[] => [
  ...changedIn("pipelines", [before.pipelines, after.pipelines]),
  ...changedIn("frameworks", [before.frameworks, after.frameworks]),
  ...changedIn("templates", [before.templates, after.templates], ".md"),
];

const stageOf = ({ pipeline, stage }: Deal, rules: RuleBook): Stage | undefined => {
  const known = rules.pipelines.get(pipeline);
  return known && stageById(known, stage);
};

function titleOf(deal: Deal, { pipelines }: RuleBook): string {
  const card = pipelines.get(deal.pipeline)?.card;
  return card === undefined ? deal.slug : cardTitle(deal, card);
}

// A rule that is only put into other words finds the same gap.
const faultOf = ({ code, message, gap }: Finding): string => `${code} ${gap ?? message}`;

/** What the proposed rules find and those in force do not. */
function newMessages(judge: (rules: RuleBook) => Finding[], { inForce, proposed }: PolicyTrial): string[] {
  const known = new Set(judge(inForce).map(faultOf));
  const found = judge(proposed).filter((finding) => countErrors([finding]) > 0);
  return [...new Set(found.filter((finding) => !known.has(faultOf(finding))).map(({ message }) => message))];
}

function brokenDeal(file: DealFile, trial: PolicyTrial): BrokenByPolicy[] {
  const stage = file.deal && stageOf(file.deal, trial.inForce);
  if (!file.deal || !stage || isClosed(stage)) return [];
  const documents = trial.deals.documents.get(file.path) ?? [];
  const { people, today } = trial;
  const messages = newMessages((rules) => judgeDeal({ file, documents }, { rules, people, today }), trial);
  return messages.length === 0 ? [] : [{ slug: file.slug, title: titleOf(file.deal, trial.inForce), messages }];
}

function outcomeOf(slug: string, { deals, inForce }: PolicyTrial): StoppedByPolicy["outcome"] {
  const deal = deals.files.find((file) => file.slug === slug)?.deal;
  const kind = deal ? stageOf(deal, inForce)?.kind : undefined;
  return kind === "won" || kind === "lost" ? kind : "open";
}

function stoppedMove({ before, file, documents, date }: PastMove, trial: PolicyTrial): StoppedByPolicy[] {
  const { people } = trial;
  // People of that time may have left, and approvals of that time are not kept: neither is what the rules change.
  const judge = (rules: RuleBook) => judgeDeal({ file, documents, before }, { rules, people, today: date });
  const messages = newMessages(judge, trial);
  if (messages.length === 0) return [];
  const name = (deal: Deal) => stageOf(deal, trial.inForce)?.name ?? deal.stage;
  const { slug, deal } = file;
  return [
    { slug, title: titleOf(deal, trial.inForce), from: name(before), to: name(deal), date, outcome: outcomeOf(slug, trial), messages },
  ];
}

const isOpenDeal = ({ deal }: DealFile, rules: RuleBook): boolean => {
  const stage = deal && stageOf(deal, rules);
  return !!stage && !isClosed(stage);
};

/** Tries proposed rules: the open deals that break them today, and the past moves that they would have stopped. */
export function policyEffect(trial: PolicyTrial): PolicyEffect {
  return {
    files: changedRules(trial.inForce, trial.proposed),
    broken: trial.deals.files.flatMap((file) => brokenDeal(file, trial)),
    stopped: trial.moves.flatMap((move) => stoppedMove(move, trial)),
    judged: { deals: trial.deals.files.filter((file) => isOpenDeal(file, trial.inForce)).length, moves: trial.moves.length },
  };
}
