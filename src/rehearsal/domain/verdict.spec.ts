import { describe, expect, it } from '@jest/globals';
import { ackToScreen, type Evidence, judge } from './verdict.js';

const evidence: Evidence = {
  people: 3,
  acknowledged: 2,
  ledger: 2,
  screen: 2,
  export: 2,
  receipts: [
    { rev: 4, at: 100 },
    { rev: 6, at: 130 },
  ],
  frames: [
    { rev: 3, at: 90 },
    { rev: 5, at: 150 },
    { rev: 6, at: 155 },
  ],
  refused: new Map([['expired_gate_code', 1]]),
  errors: 0,
};

describe('the verdict of a rehearsal', () => {
  it('is exact when receipts, ledger, screen and export are one number', () => {
    expect(judge(evidence)).toMatchObject({
      exact: true,
      ackToScreenP50Ms: 25,
      ackToScreenMaxMs: 50,
      errors: 0,
    });
  });

  it.each(['acknowledged', 'ledger', 'screen', 'export'] as const)(
    'is not exact when %s differs by one',
    (which) => {
      expect(judge({ ...evidence, [which]: 3 }).exact).toBe(false);
    },
  );

  it('is not exact when something failed, or the screen never showed a receipt', () => {
    expect(judge({ ...evidence, errors: 1 }).exact).toBe(false);
    expect(judge({ ...evidence, frames: evidence.frames.slice(0, 2) })).toMatchObject({
      exact: false,
      errors: 1,
    });
  });

  it('counts nobody as nothing shown, not as success', () => {
    expect(judge({ ...evidence, acknowledged: 0, ledger: 0, screen: 0, export: 0, receipts: [] }).exact).toBe(
      false,
    );
  });

  it('measures to the first frame that includes the receipt; a frame that came first is no delay', () => {
    expect(ackToScreen([{ rev: 2, at: 100 }], [{ rev: 3, at: 80 }])).toEqual({ delays: [0], unseen: 0 });
  });
});
