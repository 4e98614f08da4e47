import { expect, test } from 'vitest';
import { readGateText } from './gate-text.js';

const SITE = '0199f3a2-1111-7222-8333-444455556666';

test('reads the QR of a gate', () => {
  expect(readGateText(`RQG:${SITE}:042917`)).toEqual({ siteId: SITE, code: '042917' });
  expect(readGateText(` RQG:${SITE.toUpperCase()}:042917\n`)).toEqual({ siteId: SITE, code: '042917' });
});

test('reads digits as people type them', () => {
  expect(readGateText('042917')).toEqual({ siteId: null, code: '042917' });
  expect(readGateText('042 917')).toEqual({ siteId: null, code: '042917' });
});

test.each(['', '04291', '0429170', 'abcdef', 'https://example.org', `RQG:${SITE}`, `RQG:x:042917`])(
  'refuses %j',
  (text) => {
    expect(readGateText(text)).toBeNull();
  },
);
