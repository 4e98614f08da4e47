import { useState } from 'preact/hooks';
import type * as Contract from '../../../../src/contracts/ceremony.js';
import type { Ceremony, Cue, CueKind } from '../../../../src/contracts/ceremony.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { byName } from '../../shared/i18n.js';
import { Button, Dialog, Form } from '../../shared/ui.js';
import { call } from '../client.js';
import { type Communes, nameOf } from '../communes.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';

const KINDS: CueKind[] = [
  'welcome',
  'countdown',
  'press',
  'number',
  'map',
  'spotlight',
  'replay',
  'thanks',
  'hold',
  'black',
];
// Written again so that zod stays out of the browser; the types say that they still agree.
const CUES_AT_MOST: typeof Contract.CUES_AT_MOST = 60;

/** Writes the list: what runs meanwhile goes on. */
export function CueEditor(props: {
  ceremony: Ceremony;
  board: BoardSnapshot;
  communes: Communes;
  onSaved: (ceremony: Ceremony) => void;
  onClose: () => void;
}) {
  const t = useBoardTexts();
  const words = t.screens.editor;
  // The list as it was when the dialog opened: who saves over somebody else's change is told.
  const [from] = useState(props.ceremony.listRev);
  const [cues, setCues] = useState(props.ceremony.cues);
  const places = [...new Set(props.board.communes.map(({ communeId }) => communeId))].sort((a, b) =>
    byName(nameOf(props.communes, a), nameOf(props.communes, b)),
  );
  const set = (index: number, change: Partial<Cue>) =>
    setCues((before) => before.map((cue, i) => (i === index ? { ...cue, ...change } : cue)));
  const shift = (index: number, by: -1 | 1) =>
    setCues((before) => {
      const list = [...before];
      const [cue] = list.splice(index, 1);
      if (cue) list.splice(index + by, 0, cue);
      return list;
    });
  const ofKind = (kind: CueKind): Partial<Cue> => ({
    kind,
    communeId: kind === 'spotlight' ? (places[0] ?? null) : null,
    seconds: kind === 'countdown' ? 10 : null,
  });
  const save = async () => {
    const body = { from, cues };
    const params = { eventId: props.ceremony.eventId };
    props.onSaved(await call('PUT /events/:eventId/ceremony/cues', { params, body }));
    sayDone((text) => text.screens.editor.saved);
    props.onClose();
  };
  return (
    <Dialog title={words.title} onClose={props.onClose} wide>
      <Form submit={words.save} onSubmit={save} onCancel={props.onClose} disabled={cues.length === 0}>
        <ol class="cue-editor">
          {cues.map((cue, index) => {
            const number = String(index + 1);
            return (
              <li key={cue.id}>
                <span class="cue-number digits">{number}</span>
                <select
                  class="input"
                  aria-label={`${words.kind} ${number}`}
                  value={cue.kind}
                  onChange={(event) => {
                    const kind = KINDS.find((one) => one === event.currentTarget.value);
                    if (kind) set(index, ofKind(kind));
                  }}
                >
                  {KINDS.map((kind) => (
                    <option key={kind} value={kind} disabled={kind === 'spotlight' && places.length === 0}>
                      {t.screens.kinds[kind]}
                    </option>
                  ))}
                </select>
                <input
                  class="input"
                  aria-label={`${words.text} ${number}`}
                  placeholder={words.textHint}
                  maxLength={120}
                  value={cue.text}
                  onInput={(event) => set(index, { text: event.currentTarget.value })}
                />
                {cue.kind === 'spotlight' ? (
                  <select
                    class="input"
                    aria-label={`${words.commune} ${number}`}
                    value={cue.communeId ?? ''}
                    onChange={(event) => set(index, { communeId: event.currentTarget.value })}
                  >
                    {places.map((id) => (
                      <option key={id} value={id}>
                        {props.communes.get(id)?.fullName ?? id}
                      </option>
                    ))}
                  </select>
                ) : cue.kind === 'countdown' ? (
                  <input
                    class="input"
                    type="number"
                    aria-label={`${words.seconds} ${number}`}
                    min={3}
                    max={600}
                    required
                    value={cue.seconds ?? 10}
                    onInput={(event) => set(index, { seconds: event.currentTarget.valueAsNumber })}
                  />
                ) : (
                  <span />
                )}
                <span class="cue-moves">
                  <Button
                    look="quiet"
                    aria-label={words.up(number)}
                    disabled={index === 0}
                    onClick={() => shift(index, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={words.down(number)}
                    disabled={index === cues.length - 1}
                    onClick={() => shift(index, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    look="quiet"
                    aria-label={words.remove(number)}
                    onClick={() => setCues((before) => before.filter((_, i) => i !== index))}
                  >
                    ×
                  </Button>
                </span>
              </li>
            );
          })}
        </ol>
        {cues.length < CUES_AT_MOST && (
          <div>
            <Button onClick={() => setCues((before) => [...before, newCue(before)])}>{words.add}</Button>
          </div>
        )}
      </Form>
    </Dialog>
  );
}

/** With a name that no other has: what ran under one that was removed is not this. */
function newCue(cues: readonly Cue[]): Cue {
  let number = cues.length + 1;
  while (cues.some(({ id }) => id === `cue-${number}`)) number++;
  return { id: `cue-${number}`, kind: 'hold', text: '', communeId: null, seconds: null };
}
