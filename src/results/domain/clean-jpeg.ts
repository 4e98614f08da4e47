/** A picture without anything in it that is not the picture. */
export interface CleanJpeg {
  jpeg: Buffer;
  width: number;
  height: number;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** Frames that browsers write: baseline, extended, progressive. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Tables, restart interval, JFIF, and Adobe's note on how the colours are written. All else is metadata, or nothing we read. */
const KEPT = new Set([0xc4, 0xdb, 0xdd, 0xe0, 0xee, ...FRAMES, SOS]);
const METADATA = (marker: number) => (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe;

/**
 * Takes a JPEG apart and puts it together again without EXIF (which says where and by what it was taken),
 * comments, thumbnails, colour profiles and whatever stands behind its end.
 * @returns null when it is no JPEG that is whole
 */
export function cleanJpeg(file: Buffer): CleanJpeg | null {
  if (file.length < 4 || file[0] !== 0xff || file[1] !== SOI) return null;
  const parts = [file.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  let at = 2;
  while (at + 1 < file.length) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== 0xff) return null;
    if (marker === 0xff) {
      at++; // fill
      continue;
    }
    if (marker === EOI)
      return size && { jpeg: Buffer.concat([...parts, file.subarray(at, at + 2)]), ...size };
    if (at + 4 > file.length) return null;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end <= at + 3 || end > file.length) return null;
    if (!KEPT.has(marker) && !METADATA(marker)) return null;
    if (FRAMES.has(marker)) {
      if (size !== null || end < at + 10) return null;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    const after = marker === SOS ? endOfScan(file, end) : end;
    if (KEPT.has(marker)) parts.push(file.subarray(at, after));
    at = after;
  }
  return null;
}

/** Within a scan 0xff is followed by 0 or by a restart. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] !== 0xff) continue;
    const next = file[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}
