import { useState } from 'preact/hooks';
import type { EventResults, ResultPhoto } from '../../../../src/contracts/results.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button, Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { ORGANISERS, useMay } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';

const SHOWN = 12;
const addressOf = (eventId: string, id: string) => `/api/events/${eventId}/result-photos/${id}`;

/** The newest pictures, for who may see them; each look is written into the audit. */
export function PhotoStrip(props: { results: EventResults; onChanged: () => Promise<void> }) {
  const t = useBoardTexts().results;
  const may = useMay(...ORGANISERS);
  const { eventId, photos, indicators } = props.results;
  const [open, setOpen] = useState<ResultPhoto | null>(null);
  const loaded = useLoad(
    () => call('GET /events/:eventId/result-photos', { params: { eventId }, query: { pageSize: SHOWN } }),
    `${eventId} ${photos}`,
  );
  const list = useKept(loaded.data);
  const nameOf = (photo: ResultPhoto) => {
    const indicator = indicators.find((one) => one.indicatorId === photo.indicatorId);
    return `${indicator ? say(indicator.name) : ''} · ${photo.siteName}`;
  };
  const remove = async (photo: ResultPhoto) => {
    await call('DELETE /events/:eventId/result-photos/:photoId', { params: { eventId, photoId: photo.id } });
    sayDone((words) => words.results.photoRemoved);
    setOpen(null);
    await Promise.all([loaded.reload(), props.onChanged()]);
  };
  if (photos === 0 || !list) return null;
  return (
    <section class="panel results-photos" aria-label={t.photos}>
      <div class="table-head">
        <h2>{t.photos}</h2>
        <span class="soft digits">{t.photosOf(fmt.number(list.items.length), fmt.number(photos))}</span>
      </div>
      <ul data-wide>
        {list.items.map((photo) => (
          <li key={photo.id}>
            <button type="button" title={nameOf(photo)} onClick={() => setOpen(photo)}>
              <img
                src={addressOf(eventId, photo.id)}
                alt={`${nameOf(photo)}, ${fmt.time(photo.at)}`}
                width={photo.width}
                height={photo.height}
              />
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Dialog title={nameOf(open)} onClose={() => setOpen(null)} wide>
          <div class="photo-open">
            <img
              src={addressOf(eventId, open.id)}
              alt={nameOf(open)}
              width={open.width}
              height={open.height}
            />
            <p class="soft digits">
              {open.fullName} · {open.communeName} · {fmt.dateTime(open.at)}
            </p>
            {may && (
              <>
                <p class="soft">{t.photoRemoveHint}</p>
                <Button look="danger" onClick={() => remove(open)}>
                  {t.photoRemove}
                </Button>
              </>
            )}
          </div>
        </Dialog>
      )}
    </section>
  );
}
