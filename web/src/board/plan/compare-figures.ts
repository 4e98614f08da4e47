import type { Plan, PlanComparison } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import type { PlanTexts } from '../texts/vi-plan.js';
import { gapWords, isAmongMoves } from './proof-line.js';
import { WEIGHTS } from './weights.js';

interface FigureRow {
  name: string;
  left: string;
  right: string;
  difference: string;
  better: 'left' | 'right' | null;
}

/** The figures of two plans; of the settings only those that differ. */
export function compareFigures({ left, right }: PlanComparison, t: PlanTexts): FigureRow[] {
  const row = (
    name: string,
    of: (plan: Plan) => number | null,
    wanted: 'more' | 'less' | null,
    words: (value: number) => string = fmt.number,
  ): FigureRow => {
    const a = of(left);
    const b = of(right);
    const by = a === null || b === null ? 0 : a - b;
    const sign = by > 0 ? '+' : '−';
    const leftWins = wanted === 'more' ? by > 0 : by < 0;
    return {
      name,
      left: a === null ? '–' : words(a),
      right: b === null ? '–' : words(b),
      difference: by === 0 ? '=' : `${sign}${words(Math.abs(by))}`,
      better: wanted === null || by === 0 ? null : leftWins ? 'left' : 'right',
    };
  };
  const settings = [
    ...WEIGHTS.map((name) => row(t.compare.weights[name], (plan) => plan.weights[name], null, fmt.decimal)),
    row(t.compare.mayMove, (plan) => plan.mayMove, null),
    row(t.compare.rest, (plan) => plan.restMinutes, null),
  ];
  return [
    row(t.placed, (plan) => plan.placed, 'more'),
    row(t.unplaced, (plan) => plan.unplaced, 'less'),
    row(t.shortOfMinimum, (plan) => plan.shortOfMinimum, 'less'),
    row(t.shortOfTarget, (plan) => plan.shortOfTarget, 'less'),
    row(t.meanKm, (plan) => plan.meanKm, 'less', fmt.decimal),
    {
      name: t.compare.proof,
      left: proofWords(left, t),
      right: proofWords(right, t),
      difference: '',
      better: null,
    },
    ...settings.filter((one) => one.difference !== '='),
  ];
}

function proofWords(plan: Plan, { compare, proof: words }: PlanTexts): string {
  const { proof } = plan;
  if (!proof) return compare.byHand;
  if (isAmongMoves(plan)) return words.amongMoves(fmt.number(proof.moved), fmt.number(plan.mayMove));
  return proof.optimal ? `✓ ${compare.optimal}` : compare.gap(gapWords(proof.gapPercent));
}
