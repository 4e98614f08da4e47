import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { useBoardTexts } from '../texts/index.js';
import type { PlanTexts } from '../texts/vi-plan.js';
import { usePlan } from './use-plan.js';

/** Whom the last change could not reach and by which rule; it stays until it is closed. */
export function RefusedNotice() {
  const words = useBoardTexts().steps.plan;
  const shared = useTexts(sharedTexts);
  const { refused, forgetRefused } = usePlan();
  if (refused.length === 0) return null;
  const byProblem = new Map<string, string[]>();
  for (const { problem, fullName } of refused) {
    byProblem.set(problem, [...(byProblem.get(problem) ?? []), fullName]);
  }
  return (
    <div class="refused" role="alert">
      <div>
        <strong>▲ {words.refused(fmt.number(refused.length))}</strong>
        <ul>
          {[...byProblem].map(([problem, names]) => (
            <li key={problem}>
              {names.join(', ')}: <strong>{problemWords(problem, words.problems)}</strong>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" class="icon-button" aria-label={shared.close} onClick={forgetRefused}>
        ×
      </button>
    </div>
  );
}

function problemWords(problem: string, words: PlanTexts['problems']): string {
  return Object.entries(words).find(([code]) => code === problem)?.[1] ?? words.other;
}
