import type { Answers } from "../../app/draft-answers.ts";

/** A proposal that was made in this browser, and is not taken in yet as far as it knows. */
export interface MadeProposal {
  /** What it does, such as the stage that it leads to. */
  readonly words: string;
  readonly branch: string;
  /** Of the pull request, in digits. */
  readonly number?: string;
  readonly url?: string;
  /** What the deal's page said when it was made, and will not say any more once it is taken in. */
  readonly stage?: string;
  readonly activities?: string;
  readonly fields?: string;
  /** Of a new deal: id of the pipeline whose board is to have it. */
  readonly newIn?: string;
}

const name = (key: string): string => `dealbook:${key}`;

/** Where a browser refuses to keep anything, the desk works on for as long as the page is open. */
function kept(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(name(key));
  } catch {
    return null;
  }
}

function keep(storage: () => Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage().removeItem(name(key));
    else storage().setItem(name(key), value);
  } catch {
    // Private windows may refuse; nothing that is on the screen depends on it.
  }
}

const session = (): Storage => sessionStorage;
const device = (): Storage => localStorage;

function keptKeys(): string[] {
  try {
    return Object.keys(device());
  } catch {
    return [];
  }
}

const isTexts = (value: unknown): value is Answers =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string");

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** What was filled in before under this key, in whichever tab. */
export function draftOf(key: string): Answers {
  const value = parsed(kept(device, `draft:${key}`));
  return isTexts(value) ? value : {};
}

/** Keeps what is filled in, fields that were emptied included, so that a closed tab loses nothing; an empty draft is forgotten. */
export const keepDraft = (key: string, answers: Answers): void =>
  keep(device, `draft:${key}`, Object.keys(answers).length === 0 ? null : JSON.stringify(answers));

/** The token for an API: of this tab, or of this device where its owner wanted that. It is kept for that API alone. */
export const tokenFor = (api: string): string | null => kept(session, `token:${api}`) ?? kept(device, `token:${api}`);

/** Keeps a token until the tab is closed, or on this device. */
export function keepToken(api: string, token: string, isRemembered: boolean): void {
  keep(session, `token:${api}`, isRemembered ? null : token);
  keep(device, `token:${api}`, isRemembered ? token : null);
}

/** Forgets a token. */
export function forgetToken(api: string): void {
  keep(session, `token:${api}`, null);
  keep(device, `token:${api}`, null);
}

function madeProposal(value: unknown): MadeProposal[] {
  if (!isTexts(value) || value.words === undefined || value.branch === undefined) return [];
  return [{ ...value, words: value.words, branch: value.branch }];
}

/** The proposals that were made for a deal from this browser, and are not over as far as it knows. */
export function proposalsFor(slug: string): MadeProposal[] {
  const value = parsed(kept(device, `proposed:${slug}`));
  return Array.isArray(value) ? value.flatMap(madeProposal) : [];
}

const keepProposals = (slug: string, proposals: readonly MadeProposal[]): void =>
  keep(device, `proposed:${slug}`, proposals.length === 0 ? null : JSON.stringify(proposals));

/** Forgets the proposal of a deal that is on a branch. */
export const forgetProposal = (slug: string, branch: string): void =>
  keepProposals(
    slug,
    proposalsFor(slug).filter((each) => each.branch !== branch),
  );

/** Remembers a proposal, in the place of one on the same branch. */
export function keepProposal(slug: string, proposal: MadeProposal): void {
  forgetProposal(slug, proposal.branch);
  keepProposals(slug, [...proposalsFor(slug), proposal]);
}

/** The slugs of new deals that were proposed from this browser for the board of a pipeline. */
export function newDealsFor(pipeline: string): string[] {
  const start = name("proposed:");
  const keys = keptKeys().filter((key) => key.startsWith(start));
  return keys.map((key) => key.slice(start.length)).filter((slug) => proposalsFor(slug).some(({ newIn }) => newIn === pipeline));
}

/** Whoever last proposed something here, by their id. */
export const lastPerson = (): string | undefined => kept(device, "person") ?? undefined;

/** Remembers who proposes things here. */
export const keepPerson = (id: string): void => keep(device, "person", id);
