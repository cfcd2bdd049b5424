import { formatDay, instantText } from "../calendar/business-date.ts";
import { decimalOf, formatMoney } from "../money/money.ts";
import { textParts, type ValueName } from "../pipeline/action-text.ts";
import type { RecordedArrival } from "./arrival.ts";
import type { FilledPart, FilledText } from "./message.ts";

const addressOfPage = ({ organisation, deal }: RecordedArrival): string | undefined =>
  organisation?.site && `${organisation.site.replace(/\/$/, "")}/deals/${deal.slug}/`;

const ownerName = ({ directory, people, deal }: RecordedArrival): string =>
  directory?.people[deal.owner]?.name ?? people?.people[deal.owner]?.name ?? deal.owner;

function reasonOf({ deal, pipeline }: RecordedArrival): string | undefined {
  const lost = pipeline.lost_reasons.find(({ id }) => id === deal.lost_reason)?.name;
  return lost === undefined ? deal.stage_reason : [lost, deal.lost_note ?? []].flat().join(": ");
}

/** The values that every deal may have; a page of the site has an address, and without a site the deal's file a path. */
function valuesOf(arrival: RecordedArrival): Readonly<Record<ValueName, string | undefined>> {
  const { deal, pipeline, stage, move, author, organisation } = arrival;
  const locale = organisation?.locale ?? "en";
  return {
    "deal.company": deal.company,
    "deal.title": deal.title,
    "deal.contact": deal.contact?.name,
    "deal.owner": ownerName(arrival),
    "deal.amount": deal.amount && formatMoney(deal.amount, locale),
    "deal.source": deal.source,
    "deal.expected_close": deal.expected_close && formatDay(deal.expected_close, locale),
    "deal.next_step": deal.next_step?.action,
    "deal.reason": reasonOf(arrival),
    "deal.slug": deal.slug,
    "deal.page": addressOfPage(arrival) ?? deal.path,
    "move.from": move?.from.name,
    "move.to": stage.name,
    "move.pipeline": pipeline.name,
    "move.date": formatDay(deal.stage_entered, locale),
    "move.by": author,
  };
}

// A name that the check has let through and this deal has nothing for.
const notGiven: FilledPart = { kind: "value", text: "not given" };

// Nobody reads more of a name or a note in a message, and every service has its limit.
const mostLetters = 1000;

function clipped(text: string): string {
  const letters = [...text];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters - 1).join("")}…` : text;
}

function partOf(name: string, arrival: RecordedArrival): FilledPart {
  const { deal } = arrival;
  const [, group, id = ""] = /^deal\.(fields|links)\.(.+)$/.exec(name) ?? [];
  const known: Readonly<Record<string, unknown>> = group === "fields" ? deal.fields : group === "links" ? deal.links : valuesOf(arrival);
  const key = group === undefined ? name : id;
  const value = Object.hasOwn(known, key) ? known[key] : undefined;
  if (value === undefined || value === "") return notGiven;
  const isAddress = group === "links" || (name === "deal.page" && addressOfPage(arrival) !== undefined);
  return { kind: isAddress ? "address" : "value", text: isAddress ? String(value) : clipped(String(value)) };
}

/** An action's text with the values of a deal and its move filled in. */
export const fillText = (text: string, arrival: RecordedArrival): FilledText =>
  textParts(text).map((part) => ("own" in part ? { kind: "own", text: part.own } : partOf(part.name, arrival)));

/** What a webhook is told: the deal as its file has it, amounts as decimals, without notes, answers and activities. */
export function webhookData(arrival: RecordedArrival, say: string): Readonly<Record<string, unknown>> {
  const { deal, pipeline, stage, move, before, commit, author, recorded } = arrival;
  const { slug, title, company, contact, owner, amount, source, expected_close, lost_reason, fields, links } = deal;
  const page = addressOfPage(arrival);
  return {
    action: say,
    deal: {
      ...{ slug, title, company, contact, owner, owner_name: ownerName(arrival) },
      amount: amount && { value: decimalOf(amount), currency: amount.currency },
      ...{ source, expected_close, lost_reason, fields, links, page },
    },
    move: {
      kind: before === null ? "new" : move?.kind,
      from: before && { pipeline: before.pipeline, stage: before.stage },
      to: { pipeline: pipeline.id, stage: stage.id },
      entered: deal.stage_entered,
      recorded: instantText(recorded),
      by: author,
      commit,
    },
  };
}
