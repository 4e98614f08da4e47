import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import writeXlsx from 'write-excel-file/node';
import { MAX_ROWS, readTables } from './table-file.js';

const ROWS = [
  ['Xã/phường', 'Chỉ tiêu'],
  ['Xã Hoằng Lộc', '5'],
];

const readTable = async (content: Buffer) => (await readTables(content))[0];

describe('readTables', () => {
  it('reads CSV in UTF-8 with and without a byte order mark, and in UTF-16', async () => {
    const text = 'Xã/phường,Chỉ tiêu\r\nXã Hoằng Lộc,5\r\n';
    expect(await readTable(Buffer.from(text))).toEqual(ROWS);
    expect(await readTable(Buffer.from(`\ufeff${text}`))).toEqual(ROWS);
    expect(await readTable(iconv.encode(text, 'utf16le', { addBOM: true }))).toEqual(ROWS);
  });

  it('reads CSV in Windows-1258, whose tone marks are letters of their own', async () => {
    // Windows-1258 has ã and ằ only as a vowel and a combining tone.
    const text = 'Xa\u0303/ph\u01b0\u01a1\u0300ng;Ti\u00ea\u0301ng\nXa\u0303 Ho\u0103\u0300ng;5';
    expect(await readTable(iconv.encode(text, 'windows-1258'))).toEqual([
      ['Xã/phường', 'Tiếng'],
      ['Xã Hoằng', '5'],
    ]);
  });

  it('reads numbers and days of an .xlsx sheet as what they are', async () => {
    const file = await writeXlsx([
      [{ value: 'Xã Hoằng Lộc' }, { value: 5 }],
      [null, { value: new Date('2000-02-29T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' }],
    ]).toBuffer();
    expect(await readTable(file)).toEqual([
      ['Xã Hoằng Lộc', 5],
      [null, new Date('2000-02-29T00:00:00Z')],
    ]);
  });

  it('refuses what is no table', async () => {
    const file = await writeXlsx([[{ value: 'x' }]]).toBuffer();
    const broken = [Buffer.alloc(0), file.subarray(0, file.length - 40), file.subarray(0, 60)];
    for (const content of broken) {
      await expect(readTable(content)).rejects.toMatchObject({ code: 'unreadable_file' });
    }
  });

  it('refuses a file that says it unpacks to gigabytes, without unpacking it', async () => {
    const file = await writeXlsx([[{ value: 'x' }]]).toBuffer();
    const entry = file.indexOf(Buffer.from('PK\u0001\u0002'));
    file.writeUInt32LE(0xf000_0000, entry + 24);
    await expect(readTable(file)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('reads no more rows than it takes to see that there are too many', async () => {
    const rows = await readTable(Buffer.from('a,b\n'.repeat(MAX_ROWS * 2)));
    expect(rows?.length).toBeGreaterThan(MAX_ROWS);
    expect(rows?.length).toBeLessThan(MAX_ROWS + 100);
  });
});
