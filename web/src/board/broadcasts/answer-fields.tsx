import { Button } from '../../shared/ui.js';
import { fmt } from '../../shared/i18n.js';
import { useBoardTexts } from '../texts/index.js';

const MOST = 4;

/** Up to four answers of one tap. */
export function AnswerFields(props: { value: string[]; onChange: (value: string[]) => void }) {
  const t = useBoardTexts().broadcasts;
  const { value, onChange } = props;
  return (
    <fieldset class="choices">
      <legend>{t.answers}</legend>
      {value.map((answer, index) => (
        <div key={index} class="answer-line">
          <input
            class="input"
            maxLength={40}
            aria-label={t.answer(fmt.number(index + 1))}
            placeholder={t.answersHint}
            value={answer}
            onInput={(event) => {
              const typed = event.currentTarget.value;
              onChange(value.map((one, at) => (at === index ? typed : one)));
            }}
          />
          <Button
            look="quiet"
            aria-label={t.removeAnswer(fmt.number(index + 1))}
            onClick={() => onChange(value.filter((_one, at) => at !== index))}
          >
            ×
          </Button>
        </div>
      ))}
      {value.length < MOST && (
        <div>
          <Button onClick={() => onChange([...value, ''])}>+ {t.addAnswer}</Button>
        </div>
      )}
    </fieldset>
  );
}
