import type { Plan } from '../../../../src/contracts/assignments.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

/** Rounded up: “at most” stays true. */
export const gapWords = (percent: number): string => fmt.decimal(Math.ceil(percent * 10) / 10);

/** A proof that holds among plans that move as few published places: with all that may move, nothing is proven. */
export const isAmongMoves = ({ proof, mayMove }: Plan): boolean =>
  proof !== null && !proof.optimal && proof.moved < mayMove;

/** What is proven of this plan, in one calm line. */
export function ProofLine({ plan }: { plan: Plan }) {
  const words = useBoardTexts().steps.plan.proof;
  const { proof } = plan;
  if (!proof) return plan.state === 'draft' ? <p class="proof by-hand">✎ {words.byHand}</p> : null;
  return (
    <p class={proof.optimal ? 'proof good-words' : 'proof'}>
      {proof.optimal
        ? `✓ ${words.optimal}`
        : isAmongMoves(plan)
          ? words.amongMoves(fmt.number(proof.moved), fmt.number(plan.mayMove))
          : words.bound(gapWords(proof.gapPercent))}
      {proof.moved > 0 && ` · ${words.moved(fmt.number(proof.moved))}`}
    </p>
  );
}
