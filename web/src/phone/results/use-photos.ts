import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../shared/api.js';
import { isFinal } from '../../shared/outbox/retry.js';
import { randomId } from '../../shared/random-id.js';
import { toast } from '../../shared/toast.js';
import { api } from '../phone-api.js';
import { openResultsStore, type ResultsStore, type SavedPhoto } from './results-store.js';
import type { Wanted } from './saved-result.js';
import { resultTexts } from './texts.js';
import { scalePhoto, toBase64 } from './scale-photo.js';

const AGAIN_MS = 20_000;

export interface Photos {
  /** On this phone, not yet with the server. */
  waiting: readonly SavedPhoto[];
  /** What was left on this phone has been read. */
  ready: boolean;
  /** Resolves when the picture is saved on the phone. */
  take: (wanted: Omit<Wanted, 'personId'>, file: Blob) => Promise<void>;
}

/** Pictures on their way: made small and saved first, then sent one after the other. */
export function usePhotos(
  personId: string,
  present: readonly string[],
  connected: boolean,
  onSent: (photo: SavedPhoto, photos: number) => void,
): Photos {
  const [waiting, setWaiting] = useState<readonly SavedPhoto[]>([]);
  const [ready, setReady] = useState(false);
  const [turn, setTurn] = useState(0);
  const store = useRef<Promise<ResultsStore> | null>(null);
  const sending = useRef(false);

  useEffect(() => {
    store.current = openResultsStore(() =>
      toast.bad({ vi: resultTexts.vi.notDurable, en: resultTexts.en.notDurable }),
    );
    void store.current
      .then((opened) => opened.photos.all())
      .then((all) => {
        setWaiting(all.filter((one) => one.personId === personId));
        setReady(true);
      });
  }, [personId]);

  const done = useCallback(async (photo: SavedPhoto) => {
    await (await store.current)?.photos.remove(photo.id);
    setWaiting((all) => all.filter((one) => one.id !== photo.id));
  }, []);
  useEffect(() => {
    const next = waiting.find((one) => present.includes(one.assignmentId));
    if (!connected || !next || sending.current) return undefined;
    sending.current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void send(next)
      .then(async (outcome) => {
        if (outcome === 'later') timer = setTimeout(() => setTurn((n) => n + 1), AGAIN_MS);
        else await done(next);
        if (typeof outcome === 'number') onSent(next, outcome);
      })
      .finally(() => {
        sending.current = false;
        if (timer === undefined) setTurn((n) => n + 1);
      });
    return () => clearTimeout(timer);
  }, [waiting.length, connected, present.join(' '), turn]);

  const take = useCallback(
    async (wanted: Omit<Wanted, 'personId'>, file: Blob) => {
      const jpeg = await scalePhoto(file);
      const deviceTime = new Date().toISOString();
      const photo: SavedPhoto = { ...wanted, id: randomId(), personId, deviceTime, jpeg };
      await (await store.current)?.photos.put(photo);
      setWaiting((all) => [...all, photo]);
    },
    [personId],
  );
  return { waiting, ready, take };
}

/**
 * @returns how many the server has now of that indicator and place; `refused`: the answer will be the same next time, and it
 * has been said
 */
async function send(photo: SavedPhoto): Promise<number | 'refused' | 'later'> {
  const { id, assignmentId, eventId, indicatorId, deviceTime, jpeg } = photo;
  try {
    const { photos } = await api('POST /events/:eventId/result-photos', {
      params: { eventId },
      body: { id, assignmentId, indicatorId, deviceTime, jpeg: toBase64(jpeg) },
    });
    return photos;
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    if (!isFinal(thrown.status)) return 'later';
    toast.error(thrown);
    return 'refused';
  }
}
