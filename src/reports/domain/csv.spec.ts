import { describe, expect, it } from '@jest/globals';
import { toCsv } from './csv.js';

describe('toCsv', () => {
  it('begins with a byte order mark and quotes what needs it', () => {
    expect(toCsv([['Xã "A", B', 1], [], ['x\ny']])).toBe('\ufeff"Xã ""A"", B",1\r\n\r\n"x\ny"\r\n');
  });

  it('lets no text become a formula, and leaves numbers numbers', () => {
    const formulas = ['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', ' =1'];
    expect(toCsv([[...formulas, -5]])).toBe(`\ufeff'=1+1,'+84,'-2,'@SUM(A1),'\t=1,' =1,-5\r\n`);
  });
});
