import type { BusinessDate } from "../calendar/business-date.ts";
import { isThere, type People, type Person } from "../people/people.ts";
import { documentStatuses } from "../pipeline/requirement.ts";
import type { Template } from "../pipeline/template.ts";
import type { DealDocument, DocumentGap, DocumentStatus, Signature } from "./document.ts";

/** How far a document must have come, and by which day. */
export interface WantedStatus {
  readonly status?: DocumentStatus | undefined;
  /** The role that signs for us; anybody may where it is absent. */
  readonly signedBy?: string | undefined;
  /** `null` where people.yaml is missing or wrong. */
  readonly people: People | null;
  readonly today: BusinessDate;
}

const sideNames = { us: "our side", them: "their side" } as const;

/** Sides whose signature a status claims. */
const sidesOf: Readonly<Record<DocumentStatus, readonly Signature["side"][]>> = {
  draft: [],
  sent: [],
  "signed-by-us": ["us"],
  signed: ["us", "them"],
};

/** A signature in place, with where it stands in its list. */
type PlacedSignature = Signature & { readonly index: number };

/** A document of a kind, and how far it must have come. */
interface Judged {
  readonly document: DealDocument;
  readonly template: Template;
  readonly wanted: WantedStatus;
}

const signaturesOf = (side: Signature["side"], { document, wanted }: Judged): PlacedSignature[] =>
  document.signatures.map((each, index) => ({ ...each, index })).filter((each) => each.side === side && each.date <= wanted.today);

const exampleLine = (side: Signature["side"], name: string, date: string): string => `- { side: ${side}, by: ${name}, date: ${date} }`;

function sideGaps(side: Signature["side"], judged: Judged): DocumentGap[] {
  if (signaturesOf(side, judged).length > 0) return [];
  return [
    {
      message: `The signature of ${sideNames[side]} is missing from ${judged.template.title}.`,
      at: judged.document.statusAt(),
      hint: `Add it under "signatures:", such as ${exampleLine(side, "Jane Roe", "2026-01-31")}.`,
    },
  ];
}

const plainName = (name: string): string => name.normalize("NFC").trim().toLowerCase();

/** Those whom a signature may mean: it gives a name, or an id of people.yaml. Somebody may have an entry for each role that they had. */
const signersOf = ({ by }: Signature, { people }: People): Person[] =>
  Object.entries(people).flatMap(([id, person]) => (id === by || plainName(person.name) === plainName(by) ? [person] : []));

/** Why a signature is not one of the role; `undefined` where it is. */
function signerComplaint(signature: Signature, role: string, people: People): string | undefined {
  const signers = signersOf(signature, people);
  const name = signers[0]?.name ?? signature.by;
  if (signers.some((each) => each.role === role && isThere(each, signature.date))) return undefined;
  if (signers.length === 0) return `${name} is nobody in people.yaml`;
  if (signers.some((each) => each.role === role)) return `${name} did not have that role on ${signature.date}`;
  return `${name} is of the role ${signers.map((each) => `"${each.role}"`).join(" and ")}`;
}

function signerHint(role: string, { people }: People, today: BusinessDate): string {
  const names = Object.values(people).flatMap((each) => (each.role === role && isThere(each, today) ? [each.name] : []));
  const [first] = names;
  if (first === undefined) return `Nobody has the role "${role}" today: people.yaml says who has it, in a pull request of its own.`;
  return `${names.join(" or ")} signs; add it under "signatures:", such as ${exampleLine("us", first, today)}.`;
}

const newcomerHint = "Whoever is new, or has changed roles, gets an entry in people.yaml first, in a pull request of its own.";

function signerGaps(role: string, judged: Judged): DocumentGap[] {
  const { document, template, wanted } = judged;
  const { people, today } = wanted;
  if (!people) {
    const message = "It cannot be judged who signed, because people.yaml is missing or cannot be read.";
    return [{ message, at: document.statusAt(), hint: "Mend people.yaml first, in a pull request of its own." }];
  }
  const ours = signaturesOf("us", judged);
  const complaints = ours.flatMap((each) => signerComplaint(each, role, people) ?? []);
  if (complaints.length < ours.length) return [];
  const [first] = ours;
  const reasons = first ? `: ${complaints.join("; ")}` : "";
  const hint = signerHint(role, people, today);
  return [
    {
      message: `Nobody of the role "${role}" has signed ${template.title} for us${reasons}.`,
      at: first ? document.signatureAt(first.index) : document.statusAt(),
      hint: first ? `${hint} ${newcomerHint}` : hint,
    },
  ];
}

/** Why a document has not come as far as it must: its status, and the signatures that the status claims. */
export function statusGaps(document: DealDocument, wanted: WantedStatus, template: Template): DocumentGap[] {
  const { status = "draft", signedBy } = wanted;
  if (documentStatuses.indexOf(document.status) < documentStatuses.indexOf(status)) {
    const message = `${template.title} is "${document.status}"; "${status}" is needed.`;
    return [{ message, at: document.statusAt(), hint: `When it is true, set "status: ${status}" in its front matter.` }];
  }
  const judged = { document, template, wanted };
  return sidesOf[status].flatMap((side) =>
    side === "us" && signedBy !== undefined ? signerGaps(signedBy, judged) : sideGaps(side, judged),
  );
}
