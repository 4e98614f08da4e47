import { expect, test } from 'vitest';
import type { Cue, CueKind, Stage } from '../../../../src/contracts/ceremony.js';
import { BARE_STAGE } from '../../shared/stage.js';
import { after, before } from './running-order.js';

const cue = (kind: CueKind): Cue => ({ id: kind, kind, text: '', communeId: null, seconds: null });
const list = [cue('welcome'), cue('number'), cue('thanks')];
const at = (one: Cue | null): Stage => ({
  ...BARE_STAGE,
  cue: one && { ...one, startsAt: '2026-10-10T00:00:00Z', zeroAt: null },
});
const step = (one: Cue | null) =>
  [before(at(one), list), after(at(one), list)].map((found) => found && found.id);

test('forward from the plain number to the end, and back again', () => {
  expect(step(null)).toEqual([undefined, 'welcome']);
  expect(step(list[0]!)).toEqual([null, 'number']);
  expect(step(list[1]!)).toEqual(['welcome', 'thanks']);
  expect(step(list[2]!)).toEqual(['number', undefined]);
});

test('from a cue that was taken out of the list it goes on at the beginning', () => {
  expect(step(cue('black'))).toEqual([null, 'welcome']);
});
