import { useState } from 'preact/hooks';
import type { MyConsents, Purpose } from '../../../../../src/contracts/privacy.js';
import { say, useLang, useTexts } from '../../../shared/i18n.js';
import { Button } from '../../../shared/ui.js';
import { ConfirmSheet } from '../../confirm-sheet.js';
import { phoneTexts } from '../../texts.js';
import { askTexts } from './texts.js';

/** Everything that is asked, in one screen: nothing is ticked before, and only the necessary must be. */
export function ConsentScreen(props: {
  mine: MyConsents;
  onAnswer: (given: Partial<Record<Purpose, boolean>>) => Promise<void>;
}) {
  const t = useTexts(askTexts);
  const { noticeGuardian } = useTexts(phoneTexts);
  useLang();
  const { purposes, guardian } = props.mine;
  const [ticked, setTicked] = useState<Partial<Record<Purpose, boolean>>>({});
  const [refusing, setRefusing] = useState(false);
  const ready = purposes.every(({ purpose, necessary }) => !necessary || ticked[purpose] === true);
  const all = Object.fromEntries(purposes.map(({ purpose }) => [purpose, ticked[purpose] ?? false]));
  return (
    <main class="consents">
      <h1>{t.ask.title}</h1>
      <p>{t.ask.lead}</p>
      {guardian === 'waiting' && <p class="state wait">{noticeGuardian}</p>}
      {purposes.map(({ purpose, necessary, title, text }) => (
        <label key={purpose} class="consent">
          <input
            type="checkbox"
            aria-label={say(title)}
            checked={ticked[purpose] ?? false}
            onChange={(event) => setTicked({ ...ticked, [purpose]: event.currentTarget.checked })}
          />
          <span>
            <strong>{say(title)}</strong>
            <em class={necessary ? 'must' : ''}>{necessary ? t.ask.necessary : t.ask.optional}</em>
            <span>{say(text)}</span>
          </span>
        </label>
      ))}
      <p class="hint">{t.ask.later}</p>
      <div class="consent-actions">
        {!ready && <p class="hint">{t.ask.needed}</p>}
        <Button look="primary" disabled={!ready} onClick={() => props.onAnswer(all)}>
          {t.ask.agree}
        </Button>
        <Button look="quiet" onClick={() => setRefusing(true)}>
          {t.ask.refuse}
        </Button>
      </div>
      {refusing && (
        <ConfirmSheet
          {...t.refuse}
          onConfirm={() =>
            props.onAnswer(Object.fromEntries(purposes.map(({ purpose }) => [purpose, false])))
          }
          onClose={() => setRefusing(false)}
        />
      )}
    </main>
  );
}
