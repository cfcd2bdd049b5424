import { cardTitle, isAsImported } from "../deal/deal.ts";
import { isThere, type People } from "../people/people.ts";
import { type Action, isVariable, type PlacedAction } from "../pipeline/action.ts";
import type { RecordedArrival } from "./arrival.ts";
import type { Message, Recipient } from "./message.ts";
import { startedActions } from "./started-actions.ts";
import { fillText, webhookData } from "./values.ts";

/** Something to do because a deal arrived in a stage. */
export interface PlannedAction {
  readonly commit: string;
  /** Instant at which the commit was recorded, in milliseconds since 1970. */
  readonly recorded: number;
  readonly slug: string;
  /** The deal's path, from the content root. */
  readonly path: string;
  /** The title of the deal's card. */
  readonly title: string;
  /** Name of the stage that the deal left; absent where it is new. */
  readonly from?: string;
  readonly to: string;
  readonly say: string;
  readonly message: Message;
  /** What makes it this action and no other, whenever it is planned: commit, deal, stage entry, place among the rules. */
  readonly identity: string;
}

const peopleIn = (people: People, role: string): string[] =>
  Object.entries(people.people).flatMap(([id, person]) => (person.role === role ? id : []));

/** The addresses behind a recipient's name. Of a role's people those count who are there today. */
function recipientsOf(to: string, { deal, directory, today }: RecordedArrival): Recipient[] {
  if (isVariable(to)) return [{ variable: to }];
  const ids = to === "owner" ? [deal.owner] : directory && Object.hasOwn(directory.roles, to) ? peopleIn(directory, to) : [to];
  const people = ids.flatMap((id) => directory?.people[id] ?? []).filter((person) => isThere(person, today));
  const addresses = people.flatMap(({ email }) => (email === undefined ? [] : { address: email }));
  return addresses.length > 0 ? addresses : [{ nobody: to }];
}

function messageOf({ issue, slack, email, webhook, say }: Action, arrival: RecordedArrival): Message | undefined {
  const fill = (text: string) => fillText(text, arrival);
  if (issue) {
    const { repository, title, body = "", labels, secret } = issue;
    return { kind: "issue", repository, title: fill(title), body: fill(body), labels, secret };
  }
  if (slack) return { kind: "slack", channel: slack.channel, text: fill(slack.text), secret: slack.secret };
  if (email) {
    const to = email.to.flatMap((each) => recipientsOf(each, arrival));
    return { kind: "email", to, subject: fill(email.subject), text: fill(email.text), from: email.from, secret: email.secret };
  }
  return webhook && { kind: "webhook", url: webhook.url, secret: webhook.secret, data: webhookData(arrival, say) };
}

function planAction({ action, path }: PlacedAction, arrival: RecordedArrival): PlannedAction[] {
  const message = messageOf(action, arrival);
  if (!message) return [];
  const { deal, pipeline, stage, move, commit, recorded } = arrival;
  const entry = [deal.pipeline, deal.stage, deal.stage_entered];
  return [
    {
      ...{ commit, recorded, slug: deal.slug, path: deal.path, title: cardTitle(deal, pipeline.card) },
      ...(move && { from: move.from.name }),
      ...{ to: stage.name, say: action.say, message },
      identity: JSON.stringify([commit, deal.slug, entry, path]),
    },
  ];
}

/**
 * What is to be done because a deal arrived in a stage; reminders are for people, and not among it. A deal that an import
 * put where it is starts nothing: what was to happen has happened where it came from.
 */
export const planActions = (arrival: RecordedArrival): PlannedAction[] =>
  isAsImported(arrival.deal) ? [] : startedActions(arrival).flatMap((placed) => planAction(placed, arrival));
