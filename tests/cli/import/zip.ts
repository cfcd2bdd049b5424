import { crc32, deflateRawSync } from "node:zlib";

/** A file of an archive; `claimed` is how long it says that it is, where that is a lie. */
export interface Packed {
  readonly name: string;
  readonly text: string | Buffer;
  readonly claimed?: number;
}

interface Entry {
  readonly head: Buffer;
  readonly body: Buffer;
}

function entryOf({ name, text, claimed }: Packed): Entry {
  const bytes = Buffer.from(text);
  const body = deflateRawSync(bytes);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(bytes), 10);
  head.writeUInt32LE(body.length, 14);
  head.writeUInt32LE(claimed ?? bytes.length, 18);
  head.writeUInt16LE(Buffer.byteLength(name), 22);
  return { head: Buffer.concat([head, Buffer.from(name)]), body };
}

/** A ZIP archive of these files. */
export function zipOf(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { head, body } of files.map(entryOf)) {
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), head.subarray(0, 26), place, head.subarray(26)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

const relations = (...all: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join("")}</Relationships>`;

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of one sheet, of which `rows` is the XML. */
export const workbookOf = (rows: string | Buffer, claimed?: number): Buffer =>
  zipOf([
    { name: "[Content_Types].xml", text: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: "_rels/.rels", text: relations(relation("rId1", "officeDocument", "xl/workbook.xml")) },
    { name: "xl/_rels/workbook.xml.rels", text: relations(relation("rId1", "worksheet", "worksheets/sheet1.xml")) },
    {
      name: "xl/workbook.xml",
      text: `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/worksheets/sheet1.xml",
      text: Buffer.concat([Buffer.from(`<worksheet ${main}><sheetData>`), Buffer.from(rows), Buffer.from("</sheetData></worksheet>")]),
      ...(claimed !== undefined && { claimed }),
    },
  ]);
