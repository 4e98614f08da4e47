import { useState } from 'preact/hooks';
import type { MyAssignment } from '../../../../src/contracts/assignments.js';
import { fmt, say, useTexts } from '../../shared/i18n.js';
import { Button, Empty } from '../../shared/ui.js';
import { windowOf } from '../when.js';
import { CounterCard } from './counter-card.js';
import './results.css';
import { PhotoButton } from './photo-button.js';
import { isWaiting, keyOf, type SavedResult, waitingSum } from './saved-result.js';
import { resultTexts } from './texts.js';
import { type Photos, usePhotos } from './use-photos.js';
import { type Results, useResults } from './use-results.js';

export interface ResultsPageProps {
  personId: string;
  /** Where this person is, by the phone or by the server; the first is shown first. */
  places: readonly MyAssignment[];
  /** Of these, by the server: only their reports are sent. */
  present: readonly string[];
  connected: boolean;
  /** Not shown it goes on sending. */
  shown: boolean;
}

/** "We achieved": counters of what is done here. */
export function ResultsPage(props: ResultsPageProps) {
  const t = useTexts(resultTexts);
  const results = useResults(props.personId, props.present, props.connected);
  const photos = usePhotos(props.personId, props.present, props.connected, results.photosKept);
  const [chosen, setChosen] = useState<string | null>(null);
  if (!props.shown) return null;
  const place = props.places.find((one) => one.id === chosen) ?? props.places[0];
  const indicators = results.known.find((one) => one.assignmentId === place?.id)?.indicators ?? [];
  if (!place || indicators.length === 0) {
    return (
      <main>
        <Empty title={t.none.title} hint={t.none.hint} />
      </main>
    );
  }
  return (
    <main class="results">
      {props.places.length > 1 && (
        <label class="results-place">
          <span>{t.place}</span>
          <select class="input" value={place.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {props.places.map((one) => (
              <option key={one.id} value={one.id}>
                {one.communeFullName} · {windowOf(one.startsAt, one.endsAt)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Sent results={results} photos={photos} present={props.present.includes(place.id)} />
      {results.saved
        .filter((one) => !isWaiting(one))
        .map((one) => (
          <Refused key={one.id} saved={one} results={results} />
        ))}
      <p class="hint">{t.lead}</p>
      {indicators.map((indicator) => {
        const wanted = { assignmentId: place.id, eventId: place.eventId, indicatorId: indicator.id };
        const waiting = waitingSum(results.saved, wanted);
        return (
          <CounterCard
            key={`${place.id} ${indicator.id}`}
            indicator={indicator}
            value={{
              amount: indicator.amount + waiting.amount,
              people: indicator.people + waiting.people,
            }}
            waits={waiting.amount !== 0 || waiting.people !== 0}
            onTap={(by) => results.tap(wanted, by, indicator.most)}
            photo={
              indicator.needsPhoto && (
                <PhotoButton
                  count={indicator.photos}
                  waiting={photos.waiting.filter(isOf(wanted)).length}
                  onTake={(file) => photos.take(wanted, file)}
                />
              )
            }
          />
        );
      })}
    </main>
  );
}

const isOf = (wanted: Parameters<typeof keyOf>[0]) => (one: Parameters<typeof keyOf>[0]) =>
  keyOf(one) === keyOf(wanted);

/** Whether the server has what is shown. */
function Sent(props: { results: Results; photos: Photos; present: boolean }) {
  const { results, photos, present } = props;
  const t = useTexts(resultTexts);
  if (!results.ready || !photos.ready) return null;
  const waiting = results.saved.filter(isWaiting).length;
  if (waiting === 0 && photos.waiting.length === 0) {
    return (
      <p class="sent" role="status" data-testid="results-sent">
        ✓ {t.allSent}
      </p>
    );
  }
  const left =
    waiting > 0 ? t.waiting(fmt.number(waiting)) : t.picturesWaiting(fmt.number(photos.waiting.length));
  return (
    <p class="sent waits" role="status" data-testid="results-sent">
      {present ? left : t.waitingPresence} {!results.durable && t.notDurable}
    </p>
  );
}

function Refused({ saved, results }: { saved: SavedResult; results: Results }) {
  const t = useTexts(resultTexts);
  const indicator = results.known
    .flatMap((place) => place.indicators)
    .find((one) => one.id === saved.indicatorId);
  return (
    <div class="problem results-refused">
      <p>
        {t.refused(indicator ? say(indicator.name) : '', fmt.signed(saved.amount))}
        <br />
        {saved.refused !== null && say(saved.refused)}
      </p>
      <Button onClick={() => results.forget(saved.id)}>{t.dismiss}</Button>
    </div>
  );
}
