import { useState } from 'preact/hooks';
import type { Plan, Reason, WhatIf } from '../../../../src/contracts/assignments.js';
import { say } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';

export interface Question {
  words: string;
  /** What it is about, where the words alone do not say. */
  about?: string;
  asks: WhatIf;
}

/** Questions to a plan, and the answer to the last one in a sentence. Nothing is changed by asking. */
export function Questions({ plan, questions }: { plan: Plan; questions: Question[] }) {
  const [answer, setAnswer] = useState<{ to: string; reason: Reason } | null>(null);
  const keyOf = ({ asks }: Question): string => `${plan.id} ${JSON.stringify(asks)}`;
  const ask = async (question: Question) => {
    const { eventId, id: planId } = plan;
    const given = await call('POST /events/:eventId/plans/:planId/what-if', {
      params: { eventId, planId },
      body: question.asks,
    });
    setAnswer({ to: keyOf(question), reason: given.answer });
  };
  const answered = questions.some((question) => keyOf(question) === answer?.to);
  return (
    <>
      {questions.map((question) => (
        <Button
          key={question.words}
          look="quiet"
          aria-pressed={keyOf(question) === answer?.to}
          onClick={() => ask(question)}
          {...(question.about === undefined ? {} : { 'aria-label': `${question.words} ${question.about}` })}
        >
          {question.words}
        </Button>
      ))}
      {answered && answer && (
        <p class="what-if" role="status">
          {say(answer.reason)}
        </p>
      )}
    </>
  );
}
