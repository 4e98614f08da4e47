import { useEffect, useRef, useState } from 'preact/hooks';
import type { Ceremony, Cue } from '../../../../src/contracts/ceremony.js';
import type { BoardSnapshot } from '../../../../src/contracts/live.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { type Communes, nameOf } from '../communes.js';
import { useBoardTexts } from '../texts/index.js';
import { CueEditor } from './cue-editor.js';
import { after, before } from './running-order.js';
import type { Ceremonial } from './use-ceremony.js';

/** The list, what of it is on air, and the two keys that matter. */
export function CueCard(props: {
  running: Ceremonial;
  ceremony: Ceremony;
  board: BoardSnapshot;
  communes: Communes;
  may: boolean;
}) {
  const words = useBoardTexts().screens;
  const { running, ceremony, communes, may } = props;
  const { stage, cues } = ceremony;
  const [editing, edit] = useState(false);
  const [busy, setBusy] = useState(false);
  const next = after(stage, cues);
  const back = before(stage, cues);
  const go = (cue: Cue | null | undefined) => {
    if (cue === undefined || busy || !may) return;
    setBusy(true);
    void running.move(cue?.id ?? null).finally(() => setBusy(false));
  };
  useKeys(
    !editing,
    () => go(next),
    () => go(back),
  );
  const name = (cue: Cue) => titleOf(cue, words.kinds[cue.kind], communes);
  return (
    <section class="card cue-card">
      <header class="card-head">
        <div>
          <h2>{words.cues}</h2>
          {may && <p class="soft">{words.cuesLead}</p>}
        </div>
        {may && <Button onClick={() => edit(true)}>{words.edit}</Button>}
      </header>
      <div class="on-air" role="status" data-testid="on-air">
        <span class="soft">{words.onAir}</span>
        <strong>{stage.cue === null ? words.plainNumber : name(stage.cue)}</strong>
        <span class="soft digits">
          {stage.cue !== null && words.since(fmt.seconds(stage.cue.startsAt))}
          {typeof stage.cue?.zeroAt === 'string' && ` · ${words.zeroAt(fmt.seconds(stage.cue.zeroAt))}`}
          {ceremony.movedBy !== null && ` · ${words.by(ceremony.movedBy)}`}
        </span>
      </div>
      {may && (
        <div class="cue-keys">
          <button
            type="button"
            class="button plain"
            disabled={back === undefined || busy}
            onClick={() => go(back)}
          >
            ← {words.back}
          </button>
          <button
            type="button"
            class="button primary"
            disabled={next === undefined || busy}
            onClick={() => go(next)}
          >
            {words.next} →
          </button>
          <span class="soft">{next === undefined ? words.end : words.nextIs(name(next))}</span>
        </div>
      )}
      <ol class="cue-list">
        {cues.map((cue, index) => (
          <li
            key={cue.id}
            class={cue.id === stage.cue?.id ? 'cue-row running' : 'cue-row'}
            aria-current={cue.id === stage.cue?.id ? 'step' : undefined}
          >
            <span class="cue-number digits">{index + 1}</span>
            <div>
              <strong>{name(cue)}</strong>
              <span class="soft">
                {cue.seconds !== null && `${words.seconds(fmt.number(cue.seconds))} `}
                {cue.text}
              </span>
            </div>
            {cue.id === stage.cue?.id ? (
              <span class="state live">{words.onAir}</span>
            ) : may ? (
              <button
                type="button"
                class="button plain"
                disabled={busy}
                aria-label={words.showOf(name(cue))}
                onClick={() => go(cue)}
              >
                {words.show}
              </button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ol>
      {editing && (
        <CueEditor
          ceremony={ceremony}
          board={props.board}
          communes={communes}
          onSaved={running.take}
          onClose={() => edit(false)}
        />
      )}
    </section>
  );
}

const titleOf = (cue: Cue, kind: string, communes: Communes): string =>
  cue.communeId === null ? kind : `${kind}: ${nameOf(communes, cue.communeId)}`;

/** Space and → go on, ← goes back; but not while somebody types, chooses, or stands on a button. */
function useKeys(active: boolean, forward: () => void, backward: () => void): void {
  const latest = useRef({ forward, backward });
  latest.current = { forward, backward };
  useEffect(() => {
    if (!active) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (document.querySelector('dialog[open]') !== null) return;
      if (target instanceof Element && target.closest('input, select, textarea') !== null) return;
      const onControl = target instanceof Element && target.closest('button, a, summary') !== null;
      if (event.key === 'ArrowRight' || (event.key === ' ' && !onControl)) latest.current.forward();
      else if (event.key === 'ArrowLeft') latest.current.backward();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [active]);
}
