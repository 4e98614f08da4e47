import { describe, expect, it } from '@jest/globals';
import { hashOf, WORDINGS } from './wordings.js';

/** What people may have agreed to. A line is added with each new version; none is ever changed. */
const ASKED: Record<string, string> = {
  'participation 1': '19a93ca8d853936a',
  'next_campaigns 1': '2a0a9615c09aca7b',
  'publicity 1': '0edd22248631c25a',
};

describe('a wording', () => {
  it('that somebody may have agreed to is never changed', () => {
    const now = WORDINGS.flatMap(({ purpose, versions }) =>
      versions.map((one) => [`${purpose} ${one.version}`, hashOf(one).toString('hex').slice(0, 16)]),
    );
    expect(Object.fromEntries(now)).toEqual(ASKED);
  });

  it('has the next number in each new version', () => {
    for (const { versions } of WORDINGS)
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, i) => i + 1));
  });
});
