import { inflateSync } from "node:zlib";

/** What a PDF says, page by page, as far as Chromium writes it: text in fonts that name their letters. */
export interface PdfText {
  readonly pages: readonly string[];
}

type Objects = ReadonlyMap<string, Buffer>;

/** The objects of a PDF by number. */
function objectsOf(pdf: Buffer): Objects {
  const text = pdf.toString("latin1");
  const found = [...text.matchAll(/(?<=^|[\r\n])(\d+) 0 obj\s([\s\S]*?)\sendobj/g)];
  return new Map(found.map(([, id = "", body = ""]) => [id, Buffer.from(body, "latin1")]));
}

const dictionary = (object: Buffer | undefined): string => (object?.toString("latin1") ?? "").split("stream")[0] ?? "";

function stream(object: Buffer | undefined): string {
  const text = object?.toString("latin1") ?? "";
  const [start = ""] = /stream\r?\n/.exec(text) ?? [];
  const from = text.indexOf(start) + start.length;
  const bytes = Buffer.from(text.slice(from, text.lastIndexOf("endstream")), "latin1");
  return (dictionary(object).includes("/FlateDecode") ? inflateSync(bytes) : bytes).toString("latin1");
}

const reference = (text: string, name: string): string => new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1] ?? "";

const unicode = (hex: string): string => (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join("");

/** The letters of a font by their codes, from its /ToUnicode map. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, code = "", letter = ""] of map.matchAll(/<(\w+)> <(\w+)>(?=\s*(?:<\w+> <\w+>\s*)*endbfchar)/g))
    letters.set(Number.parseInt(code, 16), unicode(letter));
  for (const [, low = "", high = "", letter = ""] of map.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
    const first = Number.parseInt(low, 16);
    for (let code = first; code <= Number.parseInt(high, 16); code += 1)
      letters.set(code, String.fromCharCode(Number.parseInt(letter, 16) + code - first));
  }
  return letters;
}

function fontsOf(page: string, objects: Objects): Map<string, Map<number, string>> {
  const inPlace = /\/Font\s*<<([\s\S]*?)>>/.exec(page)?.[1] ?? "";
  return new Map(
    [...inPlace.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [
      name,
      lettersOf(stream(objects.get(reference(dictionary(objects.get(id)), "ToUnicode")))),
    ]),
  );
}

function pageText(page: string, objects: Objects): string {
  const fonts = fontsOf(page, objects);
  let letters = new Map<number, string>();
  let text = "";
  const content = stream(objects.get(reference(page, "Contents")));
  for (const [, font, shown, moved] of content.matchAll(/\/(\w+) [\d.]+ Tf|((?:<[0-9A-Fa-f]+>|\[[^\]]*\])\s*TJ?j?)|(\bET\b)/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    if (moved !== undefined) text += " ";
    for (const [, hex = ""] of (shown ?? "").matchAll(/<([0-9A-Fa-f]+)>/g))
      for (const code of hex.match(/.{4}/g) ?? []) text += letters.get(Number.parseInt(code, 16)) ?? "?";
  }
  return text;
}

/** Reads the text of a PDF that Chromium has made. */
export function pdfText(pdf: Buffer): PdfText {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].map(dictionary).filter((each) => /\/Type \/Page\b/.test(each));
  return { pages: pages.map((page) => pageText(page, objects)) };
}
