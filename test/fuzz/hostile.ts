import type { Random } from '../../src/kernel/random.js';

/** Text of JSON that no value of JavaScript is written as: put in where its mark stands. */
const RAW: Record<string, string> = {
  '@deep-list@': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '@deep-object@': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '@infinite@': '1e999',
  '@long-number@': '9'.repeat(400),
  '@minus-zero@': '-0',
  '@not-a-number@': 'NaN',
  '@bare@': 'undefined',
};

const STRINGS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202e\u200b\ufeff',
  'x'.repeat(100_000),
  '́'.repeat(5_000),
  '__proto__',
  'constructor',
  "'; DROP TABLE people; --",
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '=1+1',
  '00000000-0000-0000-0000-000000000000',
  '2026-02-30',
  '+999999-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  'NaN',
  'null',
  '🇻🇳'.repeat(50),
];

const OTHERS: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53 + 2,
  5e-324,
  [],
  {},
  [[]],
  [null],
  Array.from({ length: 20_000 }, () => 0),
  { toString: 1, valueOf: null },
  { length: 1e9 },
  { $ne: null },
  { then: 'x' },
];

/** A value that nobody meant to take; some are marks of `RAW`. */
export function hostileValue(random: Random): unknown {
  if (random.chance(0.15)) return random.pick(Object.keys(RAW));
  return random.chance(0.5) ? random.pick(STRINGS) : random.pick(OTHERS);
}

export const hostileString = (random: Random): string => random.pick(STRINGS);

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'];

/** A copy in which something is wrong: a value, a field too many or too few, a key of the prototype. */
export function mutated(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    if (items.length === 0 || random.chance(0.3)) return [...items, hostileValue(random)];
    const at = random.between(0, items.length - 1);
    return items.map((item, index) => (index === at ? mutated(item, random) : item));
  }
  if (typeof value !== 'object' || value === null || random.chance(0.05)) return hostileValue(random);
  const entries: [string, unknown][] = Object.entries(value);
  const dice = random.next();
  const added = (name: string): unknown => Object.fromEntries([...entries, [name, hostileValue(random)]]);
  if (entries.length === 0 || dice < 0.1) return added(random.pick(['unexpected', 'id', 'role', 'isAdmin']));
  if (dice < 0.2) return added(random.pick(PROTOTYPE_KEYS));
  const at = random.between(0, entries.length - 1);
  if (dice < 0.3) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([name, item], index) => [name, index === at ? mutated(item, random) : item]),
  );
}

/** As JSON, with the marks replaced by what they stand for. */
export function hostileJson(value: unknown): string {
  let text = JSON.stringify(value);
  for (const [mark, raw] of Object.entries(RAW)) text = text.replaceAll(`"${mark}"`, raw);
  return text;
}

const BROKEN = ['', '{', '}', '\u0000', 'null', '[]', '"x"', '1', '{"a":1,}', '{"a":1}{"b":2}', '\ufeff{}'];

/** What is no JSON, or not what a body is. */
export function brokenJson(valid: unknown, random: Random): string {
  if (random.chance(0.5)) return random.pick(BROKEN);
  const text = JSON.stringify(valid);
  if (random.chance(0.5)) return text.slice(0, random.between(0, Math.max(0, text.length - 1)));
  const at = random.between(0, text.length);
  return `${text.slice(0, at)}${random.pick(['\u0000', '"', '\\u00', ',', '\ud800', '{', '//x'])}${text.slice(at)}`;
}
