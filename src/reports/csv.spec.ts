import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';
import type { TableRows } from './domain/figures-table.js';

const csv = async (...parts: [TableRows, TableRows?]) => (await toCsv(...parts)).toString();

describe('toCsv', () => {
  it('begins with a byte order mark and quotes what needs it', async () => {
    expect(await csv([['Xã "A", B', 1], []], [['x\ny']])).toBe('\ufeff"Xã ""A"", B",1\r\n\r\n"x\ny"\r\n');
  });

  it('lets no text become a formula, and leaves numbers numbers', async () => {
    const formulas = ['=1+1', '+84', '-2', '@SUM(A1)', ' =1', '＝1', '＋1', '－1', '＠A', '\u3000=1'];
    expect(await csv([[...formulas, -5]])).toBe(
      `\ufeff'=1+1,'+84,'-2,'@SUM(A1),' =1,'＝1,'＋1,'－1,'＠A,'\u3000=1,-5\r\n`,
    );
    expect(await csv([['\t=1', '\r=1', '\n=1', '\tx']])).toBe(`\ufeff"'\t=1","'\r=1","'\n=1","'\tx"\r\n`);
  });

  it('lets none be cut out of a text by a spreadsheet that separates otherwise', async () => {
    expect(await csv([['a;=1', 'b\t=1', 'c\n=1', 'd,=1', 'e - 1', 'f; g']])).toBe(
      `\ufeff"a;'=1","b\t'=1","c\n'=1","d,=1",e - 1,"f; g"\r\n`,
    );
  });
});
