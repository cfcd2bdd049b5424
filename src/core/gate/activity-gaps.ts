import { addDays } from "../calendar/business-date.ts";
import type { Activity } from "../deal/deal.ts";
import type { ActivityRequirement, LinkRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";

// The stage that the deal is leaving, where it is leaving one.
const enteredOn = ({ before, deal }: GateFacts) => (before ?? deal).stage_entered;

function counts({ activity, since, within_days, reply, consent }: ActivityRequirement, each: Activity, facts: GateFacts) {
  const { today } = facts;
  return (
    (activity === "any" || [activity].flat().includes(each.kind)) &&
    each.date <= today &&
    (since === undefined || each.date >= enteredOn(facts)) &&
    (within_days === undefined || each.date > addDays(today, -within_days)) &&
    (!reply || each.reply === true) &&
    (!consent || each.recorded === "with-consent")
  );
}

function wantedText({ activity, since, within_days, reply, consent }: ActivityRequirement, facts: GateFacts): string {
  return [
    activity === "any" ? "of any kind" : [activity].flat().join(" or "),
    reply ? "answered by the customer" : "",
    consent ? "recorded with the customer's consent" : "",
    since === undefined ? "" : `since the deal entered its stage on ${enteredOn(facts)}`,
    within_days === undefined ? "" : `in the last ${within_days} days`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** A line to log what a requirement asks for. */
function exampleOf({ activity, reply, consent }: ActivityRequirement, { deal, today }: GateFacts): string {
  const kind = activity === "any" ? "call" : [activity].flat()[0];
  return `- { date: ${today}, kind: ${kind}, by: ${deal.owner}${reply ? ", reply: true" : ""}${consent ? ", recorded: with-consent" : ""} }`;
}

/** How many activities there are of those that a requirement asks for. */
export const activitiesFound = (requirement: ActivityRequirement, facts: GateFacts): number =>
  facts.deal.activities.filter((each) => counts(requirement, each, facts)).length;

/** What is missing among the activities that a requirement asks for. */
export function activityGaps(requirement: ActivityRequirement, facts: GateFacts): Gap[] {
  const found = activitiesFound(requirement, facts);
  const needed = requirement.at_least;
  if (found >= needed) return [];
  const need = needed === 1 ? "1 activity is needed" : `${needed} activities are needed`;
  const logged = found === 0 ? "none is logged" : `${found} ${found === 1 ? "is" : "are"} logged`;
  const message = `${need} (${wantedText(requirement, facts)}); ${logged}.`;
  return [
    {
      message,
      plain: message,
      path: ["activities"],
      hint: `Log it under "activities:", such as ${exampleOf(requirement, facts)}.`,
    },
  ];
}

/** What is wrong with the link that a requirement asks for. */
export function linkGaps({ link, to }: LinkRequirement, { deal }: GateFacts): Gap[] {
  const found = Object.hasOwn(deal.links, link) ? deal.links[link] : undefined;
  const hint = `Add "${link}: ${to ?? "https://"}…" under "links:".`;
  if (found === undefined) return [{ message: `The link "${link}" is missing.`, path: ["links", link], hint }];
  if (to === undefined || leadsTo(found, to)) return [];
  const wrong = `leads to ${found}; it must begin with ${to}.`;
  return [
    {
      message: `The link "${link}" ${wrong}`,
      plain: `It ${wrong}`,
      path: ["links", link],
      hint: `Set "${link}:" under "links:" to an address that begins with ${to}.`,
    },
  ];
}

/** True where an address is the other one, or one below it; `https://a.example.evil` is not below `https://a.example`. */
function leadsTo(address: string, start: string): boolean {
  const [at, from] = [new URL(address), new URL(start)];
  const isWithin =
    at.pathname === from.pathname || from.pathname.endsWith("/") || /^[/?#]?$/.test(at.pathname.charAt(from.pathname.length));
  return at.origin === from.origin && at.pathname.startsWith(from.pathname) && isWithin;
}
