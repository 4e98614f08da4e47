import { useMemo, useState } from 'preact/hooks';
import type { Audience, AudienceCount } from '../../../../src/contracts/broadcasts.js';
import { ApiError } from '../../shared/api.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Field, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { useCommunes } from '../communes.js';
import { to } from '../router.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { AnswerFields } from './answer-fields.js';
import { AudienceFields } from './audience-fields.js';
import { LetterPreview } from './letter-preview.js';
import { ReachLine } from './reach-line.js';

const BEGIN: Audience = { states: ['accepted', 'checked_in'], communeIds: [], skills: [] };
const NOBODY: AudienceCount = { people: 0, states: [] };

/** Composes a broadcast: whom it reaches and how it will look stand beside it all the while. */
export function SendDialog(props: { eventId: string; onClose: () => void }) {
  const t = useBoardTexts().broadcasts;
  const params = { eventId: props.eventId };
  const [audience, setAudience] = useState(BEGIN);
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<string[]>([]);
  const [asksAgain, setAsksAgain] = useState(false);
  const communes = useEventCommunes(props.eventId);
  const loaded = useLoad(
    () =>
      audience.states.length === 0
        ? Promise.resolve(NOBODY)
        : call('POST /events/:eventId/broadcasts/audience', { params, body: audience }),
    JSON.stringify(audience),
  );
  const count = useKept(loaded.data);
  const asked = answers.map((one) => one.trim()).filter((one) => one !== '');
  const send = async (again: boolean) => {
    try {
      const body = { ...audience, text, answers: asked, again };
      const { id } = await call('POST /events/:eventId/broadcasts', { params, body });
      location.hash = to.broadcast(props.eventId, id);
      props.onClose();
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || thrown.body.code !== 'broadcast_again') throw thrown;
      setAsksAgain(true);
    }
  };
  if (asksAgain) {
    return (
      <Dialog title={t.new} onClose={props.onClose}>
        <div class="form">
          <p>{t.againLead}</p>
          <div class="form-foot">
            <Button onClick={() => setAsksAgain(false)}>{t.back}</Button>
            <Button look="primary" onClick={() => send(true)}>
              {t.again}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const people = count?.people ?? 0;
  return (
    <Dialog wide title={t.new} onClose={props.onClose}>
      <Form
        submit={people > 0 ? t.sendTo(fmt.number(people)) : t.send}
        disabled={people === 0 || text.trim() === ''}
        onSubmit={() => send(false)}
        onCancel={props.onClose}
      >
        <div class="broadcast-form">
          <div class="form">
            <Field label={t.text} hint={t.textHint}>
              <textarea
                required
                rows={3}
                maxLength={600}
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </Field>
            <AnswerFields value={answers} onChange={setAnswers} />
            <AudienceFields value={audience} communes={communes} onChange={setAudience} />
          </div>
          <div class="broadcast-side">
            <ReachLine count={count} />
            <h3>{t.preview}</h3>
            <LetterPreview text={text.trim()} answers={asked} />
            <a href={to.broadcasts(props.eventId)} onClick={props.onClose}>
              {t.title} ›
            </a>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

/** Only communes where the event has a site. */
function useEventCommunes(eventId: string): ReturnType<typeof useCommunes> {
  const params = { eventId };
  const event = useLoad(() => call('GET /events/:eventId', { params }), eventId);
  const sites = useLoad(() => call('GET /events/:eventId/sites', { params }), eventId);
  const all = useCommunes(event.data?.provinceId ?? null);
  return useMemo(() => {
    const there = new Set(sites.data?.map((site) => site.communeId));
    return new Map([...all].filter(([id]) => there.has(id)));
  }, [all, sites.data]);
}
