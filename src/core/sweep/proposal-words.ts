import { addDays, type BusinessDate } from "../calendar/business-date.ts";
import { cardTitle } from "../deal/deal.ts";
import type { Proposal } from "./proposal.ts";

const daysText = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

/** Why a move is proposed: what happened last, or that it never has, with its day and how long ago that was. */
export function evidenceText({ deal, rule: { clock }, stage, since, days }: Proposal): string {
  const inStage = `in ${stage.name} since ${since} (${daysText(days)})`;
  if (clock === "stage_entry") return inStage;
  const what = clock === "last_reply" ? "reply" : "activity";
  const hasHappened = deal.activities.some(({ reply }) => clock === "last_activity" || reply);
  return hasHappened ? `last ${what} ${since}, ${daysText(days)} ago` : `no ${what} yet, ${inStage}`;
}

/** How long is too long, by the rule. */
export const limitText = ({ rule }: Proposal): string => `more than ${daysText(rule.days)} are too long`;

/** What is proposed, why, and by which rule, in one line. */
export const proposalText = (proposal: Proposal): string =>
  `mark ${proposal.to.name}: ${evidenceText(proposal)}; rule: ${proposal.rule.say}`;

// The longest title that GitHub takes has 256 characters; the evidence behind the deal's name is what matters.
const longestName = 120;

const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function dealName({ deal, pipeline }: Proposal): string {
  const name = [...inOneLine(cardTitle(deal, pipeline.card))];
  return name.length > longestName ? `${name.slice(0, longestName - 1).join("")}…` : name.join("");
}

/** The first line of the commit, and the title of the pull request. */
export const proposalTitle = (proposal: Proposal): string => `Mark ${dealName(proposal)} as ${proposal.to.name}: ${evidenceText(proposal)}`;

/** The message of the commit that makes the move. */
export const proposalMessage = (proposal: Proposal): string =>
  [
    proposalTitle(proposal),
    "",
    `From ${proposal.stage.name} to ${proposal.to.name}; ${limitText(proposal)}.`,
    `Rule: ${inOneLine(proposal.rule.say)}`,
    "",
  ].join("\n");

/** The text of the pull request, in Markdown. What the deal says is left out of it: it could be Markdown, too. */
export function proposalBody(proposal: Proposal, today: BusinessDate): string {
  const { deal, rule, stage, to } = proposal;
  return [
    `The sweep proposes to move \`${deal.slug}\` from **${stage.name}** to **${to.name}**.`,
    "",
    `- Evidence: ${evidenceText(proposal)}, as of ${today}; ${limitText(proposal)}.`,
    `- Rule: ${inOneLine(rule.say)}`,
    "",
    "If that is right, merge this. If it is not, log what has happened since, or ask for time, and close this pull request:",
    "",
    "```sh",
    `dealbook snooze ${deal.slug} --until ${addDays(today, rule.days)} --reason "…"`,
    "```",
    "",
  ].join("\n");
}
