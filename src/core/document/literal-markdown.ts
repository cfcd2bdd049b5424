// Marks that turn the direction of reading round could make one amount read as another.
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;
const breaks = /[\p{Cc}\p{Zl}\p{Zp} ]+/gu;

const oneLine = (text: string): string => text.toWellFormed().replace(reordering, "").replace(breaks, " ").trim();

/**
 * Markdown that reads as `text` does, in one line, wherever it is put among words, in a table's cell or at the start of a
 * line: nothing in it becomes markup, HTML, a cell of its own or a placeholder. An address may become a link to itself.
 */
export const literalMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\*_{}[\]<>|~$]|&(?=#?\w+;)/g, "\\$&")
    // Inside a code span that the template left open a backslash would not count.
    .replaceAll("`", "&#96;")
    .replace(/:(?=\/\/)|(?<=www)\.|!$|(?<![^ ])#/gi, "\\$&")
    .replace(/^(?:[-+](?![\p{L}\p{N}])|[=:.)])|(?<=^\d+)[.)](?= |$)/u, "\\$&");
