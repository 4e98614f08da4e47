import { describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { packStored, repack, unzip } from './zip.js';

const FILES = [
  { path: 'a.xml', content: Buffer.from('<a/>') },
  { path: 'b.bin', content: Buffer.alloc(100, 1) },
];
const all = () => true;

/** A zip whose one entry says it holds ten bytes and holds a hundred megabytes. */
function lyingBomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(100_000_000));
  const zip = packStored([{ path: 'a.xml', content: packed }]);
  const entry = zip.lastIndexOf(Buffer.from('PK\u0001\u0002'));
  zip.writeUInt16LE(8, entry + 10);
  zip.writeUInt32LE(10, entry + 24);
  return zip;
}

describe('zip', () => {
  it('unpacks what is wanted, and packs it again', () => {
    const zip = packStored(FILES);
    expect(unzip(zip, all, 1_000)).toEqual(FILES);
    expect(
      unzip(
        repack(zip, (path) => path.endsWith('.xml'), 1_000),
        all,
        1_000,
      ),
    ).toEqual(FILES.slice(0, 1));
  });

  it('never unpacks more than it may, whatever the directory says', () => {
    expect(() => unzip(lyingBomb(), all, 1_000_000)).toThrow(expect.objectContaining({ code: 'too_large' }));
    expect(() => unzip(packStored(FILES), all, 50)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  it('refuses a zip cut anywhere, or with an entry twice', () => {
    const zip = packStored(FILES);
    for (let length = 0; length < zip.length; length++) {
      expect(() => unzip(zip.subarray(0, length), all, 1_000)).toThrow('unreadable_file');
    }
    expect(() => unzip(packStored([FILES[0]!, FILES[0]!]), all, 1_000)).toThrow('unreadable_file');
  });
});
