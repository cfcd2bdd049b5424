const endSignature = 0x06054b50;
const endLength = 22;
const longestComment = 65_535;
const entrySignature = 0x02014b50;
const entryLength = 46;

/** Says "see the ZIP64 record": the archive is larger than 4 GiB, or has more than 65,534 files. */
const isBeyond = (number: number): boolean => number === 0xffff_ffff || number === 0xffff;

function endOf(data: DataView): number | undefined {
  const first = Math.max(0, data.byteLength - endLength - longestComment);
  for (let at = data.byteLength - endLength; at >= first; at -= 1) if (data.getUint32(at, true) === endSignature) return at;
  return undefined;
}

/**
 * How many bytes a ZIP archive says that its files are unpacked: a reader that holds it to that cannot be made to unpack more.
 * `Infinity` where it does not say, `undefined` where it is no archive. (PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16.)
 */
export function unpackedBytes(bytes: Uint8Array): number | undefined {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length < endLength ? undefined : endOf(data);
  if (end === undefined) return undefined;
  const [count, start] = [data.getUint16(end + 10, true), data.getUint32(end + 16, true)];
  if (isBeyond(count) || isBeyond(start)) return Number.POSITIVE_INFINITY;
  let [at, total] = [start, 0];
  for (let index = 0; index < count; index += 1) {
    if (at + entryLength > bytes.length || data.getUint32(at, true) !== entrySignature) return undefined;
    const [packed, unpacked] = [data.getUint32(at + 20, true), data.getUint32(at + 24, true)];
    const isFolder = bytes[at + entryLength + data.getUint16(at + 28, true) - 1] === "/".charCodeAt(0);
    // Of a file without a size nobody can say when it ends.
    if (isBeyond(packed) || isBeyond(unpacked) || (unpacked === 0 && !isFolder)) return Number.POSITIVE_INFINITY;
    total += unpacked;
    at += entryLength + data.getUint16(at + 28, true) + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
  }
  return total;
}
