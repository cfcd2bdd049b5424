import { addDays } from "../calendar/business-date.ts";
import type { Activity } from "../deal/deal.ts";
import type { ActivityRequirement, LinkRequirement } from "../pipeline/requirement.ts";
import type { Gap, GateFacts } from "./gap.ts";

function counts({ activity, since, within_days, reply, consent }: ActivityRequirement, each: Activity, { deal, today, before }: GateFacts) {
  // The stage that the deal is leaving, where it is leaving one.
  const entered = (before ?? deal).stage_entered;
  return (
    (activity === "any" || [activity].flat().includes(each.kind)) &&
    each.date <= today &&
    (since === undefined || each.date >= entered) &&
    (within_days === undefined || each.date > addDays(today, -within_days)) &&
    (!reply || each.reply === true) &&
    (!consent || each.recorded === "with-consent")
  );
}

const limitsOf = ({ since, within_days, reply, consent }: ActivityRequirement): string =>
  [
    reply ? "that the customer answered" : "",
    consent ? "recorded with the customer's consent" : "",
    since === undefined ? "" : "since the deal entered its stage",
    within_days === undefined ? "" : `in the last ${within_days} days`,
  ]
    .filter((part) => part !== "")
    .map((part) => ` ${part}`)
    .join("");

/** What is missing among the activities that a requirement asks for. */
export function activityGaps(requirement: ActivityRequirement, facts: GateFacts): Gap[] {
  const found = facts.deal.activities.filter((each) => counts(requirement, each, facts)).length;
  if (found >= requirement.at_least) return [];
  const kinds = requirement.activity === "any" ? "activity" : [requirement.activity].flat().join(" or ");
  return [
    {
      message: `${found} of ${requirement.at_least} ${kinds} logged${limitsOf(requirement)}.`,
      path: ["activities"],
      hint: `Log it under "activities:", such as - { date: ${facts.today}, kind: ${kinds.split(" ")[0]}, by: ${facts.deal.owner}${requirement.reply ? ", reply: true" : ""}${requirement.consent ? ", recorded: with-consent" : ""} }.`,
    },
  ];
}

/** What is wrong with the link that a requirement asks for. */
export function linkGaps({ link, to }: LinkRequirement, { deal }: GateFacts): Gap[] {
  const found = Object.hasOwn(deal.links, link) ? deal.links[link] : undefined;
  const hint = `Add "${link}: ${to ?? "https://"}…" under "links:".`;
  if (found === undefined) return [{ message: `The link "${link}" is missing.`, path: ["links", link], hint }];
  if (to === undefined || leadsTo(found, to)) return [];
  return [{ message: `The link "${link}" leads to ${found}; it must begin with ${to}.`, path: ["links", link], hint }];
}

/** True where an address is the other one, or one below it; `https://a.example.evil` is not below `https://a.example`. */
function leadsTo(address: string, start: string): boolean {
  const [at, from] = [new URL(address), new URL(start)];
  const isWithin =
    at.pathname === from.pathname || from.pathname.endsWith("/") || /^[/?#]?$/.test(at.pathname.charAt(from.pathname.length));
  return at.origin === from.origin && at.pathname.startsWith(from.pathname) && isWithin;
}
