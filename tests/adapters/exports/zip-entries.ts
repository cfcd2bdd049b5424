import { inflateRawSync } from "node:zlib";

const localHeader = 0x04034b50;

/** The texts of the files in a ZIP whose local headers say how long each is. */
export function zipEntries(bytes: Uint8Array): Map<string, string> {
  const data = Buffer.from(bytes);
  const entries = new Map<string, string>();
  for (let at = 0; data.readUInt32LE(at) === localHeader; ) {
    const [method, size] = [data.readUInt16LE(at + 8), data.readUInt32LE(at + 18)];
    const [nameLength, extraLength] = [data.readUInt16LE(at + 26), data.readUInt16LE(at + 28)];
    const start = at + 30 + nameLength + extraLength;
    const body = data.subarray(start, start + size);
    entries.set(data.toString("utf8", at + 30, at + 30 + nameLength), (method === 8 ? inflateRawSync(body) : body).toString("utf8"));
    at = start + size;
  }
  return entries;
}
