import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBirthDate } from './birth-date.js';

const TODAY = '2026-10-10';
const read = (cell: string | number | boolean | Date | null) => readBirthDate(cell, TODAY);

describe('readBirthDate', () => {
  it.each([
    '26/03/2001',
    '26/3/2001',
    '26-3-2001',
    '26.03.2001',
    '26 03 2001',
    '26 / 03 / 2001',
    '26-3-01',
    "'26/03/2001",
    '2001-03-26',
    '2001/3/26',
    '2001-03-26 00:00:00',
    '2001-03-26T00:00:00.000Z',
    '36976',
    36_976,
    36_976.25,
    new Date('2001-03-26T00:00:00Z'),
  ])('reads %p', (cell) => {
    expect(read(cell)).toEqual({ kind: 'date', date: '2001-03-26' });
  });

  it('takes a year or a month for its first day, and two digits for the past', () => {
    expect(read('1999')).toEqual({ kind: 'date', date: '1999-01-01' });
    expect(read(1999)).toEqual({ kind: 'date', date: '1999-01-01' });
    expect(read('05/1999')).toEqual({ kind: 'date', date: '1999-05-01' });
    expect(read('1/2/98')).toEqual({ kind: 'date', date: '1998-02-01' });
    expect(read('1/2/27')).toEqual({ kind: 'date', date: '1927-02-01' });
  });

  it.each([
    ['', 'none'],
    [null, 'none'],
    ['31/02/2001', 'unreadable'],
    ['29/02/2001', 'unreadable'],
    ['03/26/2001', 'unreadable'],
    ['không rõ', 'unreadable'],
    ['1/99', 'unreadable'],
    [12, 'unreadable'],
    [true, 'unreadable'],
    [new Date(Number.NaN), 'unreadable'],
    ['11/10/2026', 'future'],
    ['01/01/2091', 'future'],
    ['11/10/2012', 'too_young'],
    ['01/01/1900', 'too_old'],
  ])('answers %p with %s', (cell, kind) => {
    expect(read(cell)).toEqual({ kind });
  });

  it('lets somebody in on the fourteenth birthday', () => {
    expect(read('10/10/2012').kind).toBe('date');
  });

  it('reads back every date of the calendar in each way of writing it', () => {
    const dates = fc.date({ min: new Date('1930-01-01'), max: new Date('2012-10-10'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom('/', '-', '.'), (day, mark) => {
        const date = day.toISOString().slice(0, 10);
        const [y, m, d] = date.split('-').map(Number);
        expect(read([d, m, y].join(mark))).toEqual({ kind: 'date', date });
        const serial = (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;
        expect(read(serial)).toEqual({ kind: 'date', date });
      }),
    );
  });
});
