import { describe, expect, it } from '@jest/globals';
import { vietnamDateTime } from '../../kernel/vietnam-time.js';
import { endOfDayAfter, TERMS } from './terms.js';

const due = (kind: keyof typeof TERMS, from: string) =>
  vietnamDateTime(endOfDayAfter(new Date(from), TERMS[kind].days));

describe('the law’s clock', () => {
  it('runs to the end of the last day, as calendars in Việt Nam count it', () => {
    expect(due('erase', '2026-10-10T03:00:00Z')).toBe('30/10/2026 23:59');
    // Already the 11th there.
    expect(due('erase', '2026-10-10T17:30:00Z')).toBe('31/10/2026 23:59');
    expect(due('correct', '2026-12-25T03:00:00Z')).toBe('04/01/2027 23:59');
    expect(due('withdraw', '2026-10-10T03:00:00Z')).toBe('25/10/2026 23:59');
  });
});
