import { describe, expect, test } from 'vitest';
import type { GatePerson } from '../../../../src/contracts/gate.js';
import { toBase32 } from '../../../../src/kernel/base32.js';
import { isSent, judge, personOf, TONES } from './judge.js';
import { search } from './search.js';

const HANH = '019a7c1e-0000-7000-8000-00000000000a';
const BINH = '019a7c1e-0000-7000-8000-00000000000b';
const AT = '2026-10-10T00:42:00.000Z';

function person(personId: string, values: Partial<GatePerson> = {}): GatePerson {
  return {
    personId,
    fullName: 'Lê Thị Hạnh',
    phoneLast4: '4567',
    unitName: 'Chi đoàn 1',
    skill: null,
    state: 'accepted',
    shiftId: '019a7c1e-0000-7000-8000-0000000000ff',
    presentAt: null,
    ...values,
  };
}

/** A code that names somebody; whether it is signed is another's to say. */
function codeOf(personId: string): string {
  const bytes = new Uint8Array(95);
  const hex = personId.replaceAll('-', '');
  for (let i = 0; i < 16; i++) bytes[3 + i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return toBase32(bytes);
}

const nobody = new Map<string, string>();
const says = (id: string, people: GatePerson[], waiting = nobody) =>
  judge(codeOf(id), 'genuine', people, waiting);

describe('a genuine code', () => {
  test('of somebody expected here is green, and named', () => {
    expect(says(HANH, [person(HANH)])).toEqual({ says: 'expected', personId: HANH, since: null });
    expect(TONES.expected).toBe('good');
  });

  test('of somebody who is counted already is amber, with the time', () => {
    const list = [person(HANH, { presentAt: AT })];
    expect(says(HANH, list)).toEqual({ says: 'present', personId: HANH, since: AT });
  });

  test('of somebody with another shift still to come is green', () => {
    const list = [person(HANH, { presentAt: AT }), person(HANH)];
    expect(says(HANH, list).says).toBe('expected');
  });

  test('that this gate has taken in already is not taken in twice', () => {
    const judged = says(HANH, [person(HANH)], new Map([[HANH, AT]]));
    expect(judged).toEqual({ says: 'saved_here', personId: HANH, since: AT });
    expect(isSent(judged.says)).toBe(false);
  });

  test('of somebody who is not on the list is for the server to decide', () => {
    const judged = says(BINH, [person(HANH)]);
    expect([judged.says, TONES[judged.says], isSent(judged.says)]).toEqual(['not_on_list', 'warn', true]);
  });
});

test('what is forged, old or of another event is red and sent on; what is no code at all is not sent', () => {
  for (const verdict of ['forged_code', 'wrong_event', 'expired_own_code'] as const) {
    const judged = judge(codeOf(HANH), verdict, [person(HANH)], nobody);
    expect([judged.says, judged.personId, TONES[judged.says]]).toEqual([verdict, null, 'bad']);
    expect(isSent(judged.says)).toBe(true);
  }
  expect(isSent(judge('https://example.vn', 'unknown_code', [], nobody).says)).toBe(false);
});

test('where no signature can be verified, nothing is claimed', () => {
  const judged = judge(codeOf(HANH), 'unable', [person(HANH)], nobody);
  expect([judged.says, judged.personId, TONES[judged.says]]).toEqual(['unverified', HANH, 'warn']);
});

test('rubbish names nobody', () => {
  for (const text of ['', 'XIN CHAO', 'https://zalo.me/abc', '😀'.repeat(500), 'A'.repeat(4_000)])
    expect(personOf(text)).toBeNull();
});

test('the list is searched by name without diacritics and by the last digits', () => {
  const list = [person(HANH), person(BINH, { fullName: 'Đỗ Văn Bình', phoneLast4: '0012' })];
  const found = (query: string) => search(list, query).map((one) => one.personId);
  expect(found('hanh')).toEqual([HANH]);
  expect(found('ĐỖ')).toEqual([BINH]);
  expect(found('0012')).toEqual([BINH]);
  expect(found('')).toEqual([HANH, BINH]);
});
