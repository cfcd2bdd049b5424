const page = /\.(s?html?|xht(ml)?|mht(ml)?|xml|xslt?|svgz)$/i;

/** Whether a browser takes a file of this name for a page of the site, with the scripts in it. */
export const isForeignPage = (path: string): boolean => page.test(path);

const decodeNumbers = (text: string): string =>
  text.replace(/&#(x[0-9a-f]+|\d+);?/gi, (_, digits: string) => {
    const code = Number(digits.replace(/^x/i, "0x"));
    return code > 0 && code < 128 ? String.fromCharCode(code) : "";
  });

// An entity (some document types bring their own) and a style sheet stand for any of the others; a zero is of another encoding.
const active =
  /<!doctype[^>]*(xhtml|mathml)|<[\w.-]*:?(script|handler|listener)\b|[\s"'/]on\w+\s*=|javascript:|<!entity|<\?xml-stylesheet|\0/i;
const otherEncoding = /^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8|us-ascii|iso-8859-1)/i;

function isActiveDrawing(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return otherEncoding.test(text) || active.test(text) || /javascript:/i.test(decodeNumbers(text).replace(/\s/g, ""));
  } catch (error) {
    if (error instanceof TypeError) return true;
    throw error;
  }
}

/** Whether something in a file runs where the site is when somebody opens the file by its address. */
export const isActiveFile = (path: string, bytes: Uint8Array): boolean =>
  isForeignPage(path) || (/\.svg$/i.test(path) && isActiveDrawing(bytes));
