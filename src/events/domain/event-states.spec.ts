import { describe, expect, it } from '@jest/globals';
import { EventStateSchema } from '../../contracts/events.js';
import { mayBecome } from './event-states.js';

const STATES = EventStateSchema.options;

describe('the life of an event', () => {
  it('runs draft → open → live → closed and no other way', () => {
    const ways = STATES.flatMap((from) => STATES.filter((to) => mayBecome(from, to)).map((to) => [from, to]));
    expect(ways).toEqual([
      ['draft', 'open'],
      ['open', 'live'],
      ['live', 'closed'],
    ]);
  });
});
