import type { FilledText } from "../../core/automation/message.ts";
import { literalMarkdown } from "../../core/document/literal-markdown.ts";
import { unlinked } from "../reports/markdown-text.ts";
import { printable } from "../reports/printable.ts";

/** How the values of a text are written for where it goes. */
interface Writing {
  readonly value: (text: string) => string;
  readonly address: (url: string) => string;
}

const write = (text: FilledText, { value, address }: Writing): string =>
  text.map((part) => (part.kind === "own" ? part.text : part.kind === "value" ? value(part.text) : address(part.text))).join("");

const mostLetters = 250;

function clipped(line: string): string {
  const letters = [...line];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters - 1).join("")}…` : line;
}

// Inside angle brackets an address ends at the first of these.
const addressCharacters = /[<>|`\s\\]/g;

const bracketed = (url: string): string => `<${printable(url).replace(addressCharacters, (found) => encodeURIComponent(found))}>`;

/** A text as Markdown of GitHub: in values there is no markup, no mention and no reference to an issue. */
export const markdownText = (text: FilledText): string =>
  write(text, { value: (value) => literalMarkdown(unlinked(value)), address: bracketed });

/** A text as one line that a forge shows as it is, of at most 250 characters. */
export const titleLine = (text: FilledText): string =>
  clipped(printable(write(text, { value: (value) => unlinked(printable(value)), address: (url) => unlinked(printable(url)) })));

// Slack has no escape for its marks: with a space of no width on both sides they mark nothing.
const literalSlack = (text: string): string =>
  printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[*_~`]/g, "\u200b$&\u200b")
    .replace(/@|:(?=\/\/)/g, "$&\u200b");

/** A text as Slack's mrkdwn: in values there is no markup, no mention, no link. */
export const slackText = (text: FilledText): string =>
  write(text, { value: literalSlack, address: (url) => bracketed(url).replaceAll("&", "&amp;") });

/** A text without markup; in values there are no line breaks and no control characters. */
export const bareText = (text: FilledText): string => write(text, { value: printable, address: printable });

/** The same in one line of at most 250 characters, as a header holds it. */
export const bareLine = (text: FilledText): string => clipped(printable(bareText(text)));
