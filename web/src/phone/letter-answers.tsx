import type { InboxItem } from '../../../src/contracts/people.js';
import { useTexts } from '../shared/i18n.js';
import { Button } from '../shared/ui.js';
import { phoneTexts } from './texts.js';

/** What a letter asks, one tap for each answer; another may be tapped later. */
export function LetterAnswers(props: {
  item: InboxItem;
  onAnswer: (item: InboxItem, answer: number) => Promise<void>;
}) {
  const t = useTexts(phoneTexts);
  const { item } = props;
  if (item.question === null) return null;
  const { answers, chosen } = item.question;
  return (
    <div class="letter-answers" role="group" aria-label={t.answerLetter}>
      {chosen !== null && <p class="letter-answered">✓ {t.answeredLetter(answers[chosen] ?? '')}</p>}
      {answers.map(
        (answer, index) =>
          index !== chosen && (
            <Button
              key={answer}
              look={chosen === null ? 'primary' : 'plain'}
              onClick={() => props.onAnswer(item, index)}
            >
              {answer}
            </Button>
          ),
      )}
    </div>
  );
}
