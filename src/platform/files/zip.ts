import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../errors/app-error.js';

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Entry {
  path: string;
  method: number;
  packed: Buffer;
  /** What the directory says; a bomb may lie. */
  declaredBytes: number;
}

export interface ZippedFile {
  path: string;
  content: Buffer;
}

/**
 * Unpacks the wanted entries of a zip and packs them again without compression: whoever reads the
 * result meets no bomb, no lying size and no hidden entry.
 * @throws AppError `unreadable_file`, `too_large`
 */
export function repack(zip: Buffer, wanted: (path: string) => boolean, maxBytes: number): Buffer {
  return packStored(unzip(zip, wanted, maxBytes));
}

/** The wanted entries, never more than `maxBytes` together. @throws AppError `unreadable_file`, `too_large` */
export function unzip(zip: Buffer, wanted: (path: string) => boolean, maxBytes: number): ZippedFile[] {
  const entries = entriesOf(zip).filter(({ path }) => wanted(path));
  if (entries.reduce((sum, entry) => sum + entry.declaredBytes, 0) > maxBytes)
    throw new AppError('too_large');
  let left = maxBytes;
  return entries.map((entry) => {
    const content = unpack(entry, left);
    left -= content.length;
    return { path: entry.path, content };
  });
}

function unpack({ method, packed }: Entry, maxBytes: number): Buffer {
  if (method === STORED && packed.length <= maxBytes) return packed;
  if (method === STORED || maxBytes < 1) throw new AppError('too_large');
  try {
    return inflateRawSync(packed, { maxOutputLength: maxBytes });
  } catch (thrown) {
    const tooLarge =
      typeof thrown === 'object' &&
      thrown !== null &&
      'code' in thrown &&
      thrown.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooLarge ? 'too_large' : 'unreadable_file');
  }
}

/** The entries that the zip's own directory lists; what else lies in the file is not looked at. */
function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== DIRECTORY_END) return unreadable();
  const entries = new Map<string, Entry>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) return unreadable();
    const nameLength = zip.readUInt16LE(at + 28);
    const path = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (entries.has(path) || (zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0) return unreadable();
    const method = zip.readUInt16LE(at + 10);
    if (method !== STORED && method !== DEFLATED) return unreadable();
    const packed = packedBytes(zip, zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20));
    entries.set(path, { path, method, packed, declaredBytes: zip.readUInt32LE(at + 24) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return [...entries.values()];
}

function packedBytes(zip: Buffer, local: number, length: number): Buffer {
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== LOCAL_ENTRY) return unreadable();
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + length > zip.length) return unreadable();
  return zip.subarray(start, start + length);
}

export function packStored(files: readonly ZippedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26); // what a local entry and a directory entry have in common
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const signature = Buffer.alloc(4);
    signature.writeUInt32LE(LOCAL_ENTRY);
    parts.push(signature, common, name, content);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    offset += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  end.writeUInt32LE(DIRECTORY_END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

function unreadable(): never {
  throw new AppError('unreadable_file');
}
