import { describe, expect, test } from 'vitest';
import type { Decided } from '../../../../src/contracts/closing.js';
import { failures, possible, usualReason } from './decide.js';

describe('decisions on kept scans', () => {
  test('a scan of nobody can only be left, and what is counted elsewhere can take its place', () => {
    expect(possible({ group: 'unreadable', other: null })).toEqual(['leave']);
    expect(possible({ group: 'two_gates', other: null })[0]).toBe('void_other');
    expect(possible({ group: 'duplicate', other: null })[0]).toBe('leave');
    expect(possible({ group: 'event_closed', other: null })[0]).toBe('count');
  });

  test('the usual reason needs no second tap', () => {
    expect(usualReason('count', 'late_code')).toBe('saved_offline');
    expect(usualReason('count', 'wrong_site')).toBe('seen_there');
    expect(usualReason('leave', 'duplicate')).toBe('duplicate');
    expect(usualReason('leave', 'unreadable')).toBe('not_there');
    expect(usualReason('void_other', 'two_gates')).toBe('wrong_site');
  });

  test('what failed is told by reason', () => {
    const result = (outcome: Decided['results'][number]['outcome']) => ({
      id: '',
      outcome,
      decisionId: null,
    });
    const told = failures([result('decided'), result('cannot'), result('cannot'), result('already_counted')]);
    expect([...told]).toEqual([
      ['cannot', 2],
      ['already_counted', 1],
    ]);
  });
});
