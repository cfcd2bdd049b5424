import { printable } from "./printable.ts";

// Mentions, issue numbers, addresses, and the words that keep workflows from running.
const acting =
  /@(?!\u200b)|[#!](?=\d)|:(?=\/\/)|www(?=\\?\.)|(?<![a-z\d])GH(?=\\?-\d)|\[(?=(?:skip ci|ci skip|no ci|skip actions|actions skip)\b)/gi;

/**
 * A text in which a forge finds nothing to act on. It looks for that in the text as it is shown, so an escape does not hold it
 * off; a space of no width between does. Doing it twice changes nothing.
 */
export const unlinked = (text: string): string => text.replace(acting, "$&\u200b");

/** A text in which Markdown and the forge find nothing to act on: markup, HTML, table cells, mentions, issue references, addresses. */
export const escapeMarkdown = (text: string): string =>
  unlinked(
    printable(text)
      .replace(/[\\`*_{}[\]()#+|~>!$-]/g, "\\$&")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;"),
  );

/** A text as code. Inside a code span only a backtick can end it, and a pipe the cell. */
export const code = (text: string): string => `\`${printable(text).replaceAll("`", "'").replaceAll("|", "/")}\``;

/** Markdown that leads to a page; as it is where there is no address that may be trusted to be one. */
export const linked = (text: string, target: string | undefined): string =>
  target?.startsWith("https://") ? `[${text}](${encodeURI(target).replaceAll("(", "%28").replaceAll(")", "%29")})` : text;

/** The first of many entries, and how many there are besides. */
export const capped = (entries: readonly string[], most: number, more: (count: number) => string): string[] =>
  entries.length > most ? [...entries.slice(0, most), more(entries.length - most)] : [...entries];

/** How a list says that it goes on. */
export const moreBelow = (count: number): string => `- … and ${count} more`;

/** A list that is shown when somebody asks for it; `title` is ours, no text from outside. */
export const folded = (title: string, entries: readonly string[], most: number): string[] =>
  entries.length === 0 ? [] : ["", `<details><summary>${title}</summary>`, "", ...capped(entries, most, moreBelow), "", "</details>"];
