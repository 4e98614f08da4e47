import { expect, it } from '@jest/globals';
import { type Leaf, LeafSums } from './leaf-sums.js';
import { NO_COUNTS } from './roll-up.js';

const came = (site: string, branch: string, value: number): Leaf => [
  site,
  branch,
  'commune',
  { people: value },
];
const people = (n: number) => ({ ...NO_COUNTS, people: n });

it('adds up leaves by site and by the unit they are shown under, and moves on by those that changed', () => {
  const sums = new LeafSums();
  sums.moveOn('a', 3, [came('school', 'one', 2), came('school', 'two', 1), came('square', 'two', 4)]);
  sums.moveOn('a', 4, [came('school', 'two', 5), ['school', 'three', null, { registered: 1 }]]);
  expect(sums.rev).toBe(4);
  expect(Object.fromEntries(sums.sites)).toEqual({
    school: { ...people(7), registered: 1 },
    square: people(4),
  });
  expect(Object.fromEntries(sums.units)).toEqual({ commune: people(11) });
});

it('forgets everything when the tree of units or the database is another', () => {
  const sums = new LeafSums();
  sums.moveOn('a', 3, [came('school', 'one', 2), came('square', 'two', 4)]);
  sums.moveOn('b', 2, [came('school', 'one', 1)]);
  expect(sums).toMatchObject({ state: 'b', rev: 2 });
  expect(Object.fromEntries(sums.sites)).toEqual({ school: people(1) });
  expect(Object.fromEntries(sums.units)).toEqual({ commune: people(1) });
});

it('leaves the counts it has given as they were', () => {
  const sums = new LeafSums();
  sums.moveOn('a', 3, [came('school', 'one', 2)]);
  const given = sums.sites.get('school');
  sums.moveOn('a', 4, [came('school', 'one', 3)]);
  expect(given).toEqual(people(2));
});
