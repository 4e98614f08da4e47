import { useEffect, useState } from 'preact/hooks';
import type { Ceremony } from '../../../../src/contracts/ceremony.js';
import { toast } from '../../shared/toast.js';
import { call } from '../client.js';
import { useLoad } from '../use-load.js';

/** Often enough to see a screen fall silent while one looks. */
const ASK_MS = 1_500;

export interface Ceremonial {
  ceremony: Ceremony | null;
  error: unknown;
  reload: () => Promise<void>;
  /** Takes what the server answered to a change: sooner than asking again. */
  take: (answer: Ceremony) => void;
  move: (cueId: string | null) => Promise<void>;
  freeze: (frozen: boolean) => Promise<void>;
}

/** The screens of an event as the server last said, and what an organiser does to all of them at once. */
export function useCeremony(eventId: string, liveRev: number | null): Ceremonial {
  const params = { eventId };
  const { data, error, reload } = useLoad(
    () => call('GET /events/:eventId/ceremony', { params }),
    eventId,
    ASK_MS,
  );
  const [answer, take] = useState<Ceremony | null>(null);
  const ceremony = answer !== null && (data === null || answer.at > data.at) ? answer : data;
  // Another organiser has moved the screens: the live line knows it first.
  const behind = liveRev !== null && ceremony !== null && liveRev > ceremony.stage.rev;
  useEffect(() => {
    if (behind) void reload();
  }, [behind, liveRev]);

  const change = async (ask: (from: number) => Promise<Ceremony>) => {
    if (!ceremony) return;
    try {
      take(await ask(ceremony.stage.rev));
    } catch (thrown) {
      void reload();
      toast.error(thrown);
    }
  };
  return {
    ceremony,
    error,
    reload,
    take,
    move: (cueId) =>
      change((from) => call('POST /events/:eventId/ceremony/cue', { params, body: { from, cueId } })),
    freeze: (frozen) =>
      change((from) => call('POST /events/:eventId/ceremony/freeze', { params, body: { from, frozen } })),
  };
}
