export interface Picture {
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/** A wall decodes it whole: a small file may hold a picture that no memory does. */
const PIXELS_AT_MOST = 4_096;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a file is by its content, whatever its name says; null: no picture that a wall should be shown. */
export function pictureIn(content: Buffer): Picture | null {
  const picture = png(content) ?? jpeg(content);
  if (!picture) return null;
  const { width, height } = picture;
  return width > 0 && height > 0 && Math.max(width, height) <= PIXELS_AT_MOST ? picture : null;
}

function png(content: Buffer): Picture | null {
  if (content.length < 33 || !content.subarray(0, 8).equals(PNG)) return null;
  if (content.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

/** Goes from segment to segment to the one that tells the size. */
function jpeg(content: Buffer): Picture | null {
  if (content.length < 4 || content.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    const size = content.readUInt16BE(at + 2);
    const tellsSize = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (tellsSize) {
      return {
        type: 'image/jpeg',
        height: content.readUInt16BE(at + 5),
        width: content.readUInt16BE(at + 7),
      };
    }
    if (size < 2) return null;
    at += 2 + size;
  }
  return null;
}
