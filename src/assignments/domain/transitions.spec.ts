import { describe, expect, it } from '@jest/globals';
import { AssignmentStateSchema } from '../../contracts/assignments.js';
import { metricChange, STANDING, STEPS } from './transitions.js';

describe('the life of an assignment', () => {
  it('adds exactly what the state it leaves took away', () => {
    for (const from of AssignmentStateSchema.options) {
      for (const to of AssignmentStateSchema.options) {
        const there = metricChange(from, to);
        const back = metricChange(to, from);
        expect(back.map(({ metric, by }) => `${metric} ${-by}`).sort()).toEqual(
          there.map(({ metric, by }) => `${metric} ${by}`).sort(),
        );
      }
    }
    expect(metricChange(null, 'offered')).toEqual([{ metric: 'offered', by: 1 }]);
    expect(metricChange('offered', 'accepted')).toEqual([{ metric: 'accepted', by: 1 }]);
    expect(metricChange('accepted', 'declined')).toEqual([
      { metric: 'offered', by: -1 },
      { metric: 'accepted', by: -1 },
    ]);
    expect(metricChange('accepted', 'no_show')).toEqual([]);
  });

  it('takes back who is there by a void alone', () => {
    for (const [step, { from }] of Object.entries(STEPS)) {
      if (step !== 'takeBack') expect(from).not.toContain('checked_in');
      expect(from).not.toContain('completed');
    }
    for (const from of STEPS.takeBack.from) expect(metricChange(from, STEPS.takeBack.to)).toEqual([]);
  });

  it('offers again only a place that nobody is standing on', () => {
    for (const state of STEPS.offerInSpite.from) expect(STANDING).not.toContain(state);
    expect(STEPS.offerInSpite.from).toEqual(expect.arrayContaining([...STEPS.offerAgain.from]));
  });
});
