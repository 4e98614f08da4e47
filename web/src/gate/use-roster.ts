import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../shared/api.js';
import { apiOf, isLost } from './gate-api.js';
import type { OpenGate } from './open-gate.js';
import { isOver, type KeptRoster, merged } from './store/book.js';
import type { Vault } from './store/vault.js';

const ASK_MS = 10_000;
/** On the disk it may be a little older than on the screen: a phone's disk wears. */
const KEEP_EVERY_MS = 60_000;

export interface RosterView {
  roster: KeptRoster | null;
  /** Whether the last question was answered, and the network has not gone since it was asked; null: not known yet. */
  connected: boolean | null;
}

/**
 * The roster of one gate: asked for again and again, kept for when there is no network, and wiped as soon as
 * the server says that this gate is none any more, or when its time is over.
 */
export function useRoster(
  gate: OpenGate,
  vault: Vault,
  onLost: () => void,
  onAnswer: () => void,
): RosterView {
  const [view, set] = useState<RosterView>({
    roster: gate.book?.roster ?? null,
    connected: navigator.onLine ? null : false,
  });
  const latest = useRef({ onLost, onAnswer });
  latest.current = { onLost, onAnswer };
  const { keeper, eventId, siteId } = gate;
  useEffect(() => {
    const call = apiOf(keeper.kind);
    let held = gate.book?.roster ?? null;
    let keptAt = -Infinity;
    let keptVersion = '';
    let current = true;
    let asking = false;
    /** The network has gone since the question under way was asked: its answer says nothing of now. */
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const keep = async (roster: KeptRoster) => {
      const now = Date.now();
      if (isOver(roster, now) || (roster.version === keptVersion && now - keptAt < KEEP_EVERY_MS)) return;
      await vault.keepBook({ keeper, roster });
      keptAt = now;
      keptVersion = roster.version;
    };
    const step = async () => {
      gone = false;
      try {
        const params = { eventId, siteId };
        const query = held === null ? {} : { have: held.version };
        const answer = await call('GET /events/:eventId/sites/:siteId/roster', { params, query });
        // The device's sign of life.
        if (keeper.kind === 'gate') await call('GET /devices/self');
        if (!current) return;
        held = merged(held, answer, Date.now());
        set({ roster: held, connected: !gone });
        latest.current.onAnswer();
        if (held) await keep(held).catch(() => undefined);
      } catch (thrown) {
        if (!current) return;
        if (isLost(thrown)) {
          latest.current.onLost();
          return;
        }
        const over = held !== null && isOver(held, Date.now());
        if (over) held = null;
        set({ roster: held, connected: false });
        if (over) await vault.wipeBook();
        if (!(thrown instanceof ApiError)) throw thrown;
      }
    };
    const go = async () => {
      clearTimeout(timer);
      if (asking) return;
      asking = true;
      try {
        await step();
      } finally {
        asking = false;
        if (current) timer = setTimeout(() => void go(), ASK_MS);
      }
    };
    const online = () => {
      gone = false;
      void go();
    };
    const offline = () => {
      gone = true;
      set((old) => ({ ...old, connected: false }));
    };
    addEventListener('online', online);
    addEventListener('offline', offline);
    void go();
    return () => {
      current = false;
      clearTimeout(timer);
      removeEventListener('online', online);
      removeEventListener('offline', offline);
    };
  }, [keeper.kind, keeper.id, eventId, siteId]);
  return view;
}
