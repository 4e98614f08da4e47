import { useRef, useState } from 'preact/hooks';
import type { GatePerson, HeadcountReason } from '../../../src/contracts/gate.js';
import { verifyOffline } from '../../../src/kernel/signed-code.js';
import { bytesOfBase64url } from '../shared/base64url.js';
import { randomId } from '../shared/random-id.js';
import { type GateSays, isSent, judge, type Judgement, judgePerson } from './judge/judge.js';
import type { OpenGate } from './open-gate.js';
import type { GateOutbox } from './outbox/use-outbox.js';
import type { GateCheckIn, Job, SavedEntry } from './outbox/saved-entry.js';
import { type KeptRoster, timeAt } from './store/book.js';

/** What was taken in last: the face shows it until it fades or the next one comes. */
export interface Shown extends Judgement {
  at: string;
  /** Null when nothing was sent of it. */
  entryId: string | null;
}

/** A tick of the list may be taken back for so long; then it is sent. */
const UNDO_MS = 10_000;

/** Who this gate has taken in and not yet told, and when. */
function waitingPeople(entries: readonly SavedEntry[]): Map<string, string> {
  const waiting = new Map<string, string>();
  for (const { end, personId, at } of entries) if (!end && personId !== null) waiting.set(personId, at);
  return waiting;
}

export interface Taking {
  shown: Shown | null;
  hide: () => void;
  scan: (text: string) => Promise<void>;
  tick: (person: GatePerson) => Promise<void>;
  desk: (phone: string) => Promise<void>;
  headcount: (reason: HeadcountReason, people: number) => Promise<void>;
}

/** Everything that is taken in at a gate goes this way: judged here, saved here, and then sent. */
export function useTaking(gate: OpenGate, roster: KeptRoster | null, outbox: GateOutbox): Taking {
  const [shown, show] = useState<Shown | null>(null);
  const latest = useRef({ roster, entries: outbox.entries });
  latest.current = { roster, entries: outbox.entries };
  /** Scans come faster than they are saved: one after the other. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const save = async (
    id: string,
    at: string,
    job: Job,
    who: { personId: string | null; said: GateSays },
    notBefore = 0,
  ): Promise<void> => {
    const { eventId, siteId } = gate;
    const common = { id, eventId, siteId, at, job, attempts: 0, notBefore, end: null, toClear: false };
    await outbox.add({ ...common, ...who });
  };
  const checkIn = (id: string, at: string, rest: Unsent): Job => ({
    kind: 'check_in',
    entry: { id, siteId: gate.siteId, deviceTime: at, ...rest },
  });
  const people = () => latest.current.roster?.people ?? [];
  const waiting = () => waitingPeople(latest.current.entries);

  const take = async (text: string) => {
    const code = text.trim();
    const { roster } = latest.current;
    const verdict = roster
      ? await verifyOffline(bytesOfBase64url(roster.publicKey), code, new Date(timeAt(roster, Date.now())))
      : 'unable';
    const judged = judge(code, verdict, people(), waiting());
    const [id, at] = [randomId(), new Date().toISOString()];
    if (isSent(judged.says)) {
      await save(id, at, checkIn(id, at, { method: 'own_code', ownCode: code }), {
        personId: judged.personId,
        said: judged.says,
      });
    }
    show({ ...judged, at, entryId: isSent(judged.says) ? id : null });
  };
  return {
    shown,
    hide: () => show(null),
    scan: (text) => {
      const done = queue.current.then(() => take(text));
      queue.current = done.catch(() => undefined);
      return done;
    },
    tick: async ({ personId }) => {
      const [id, at] = [randomId(), new Date().toISOString()];
      const { says: said } = judgePerson(personId, people(), waiting());
      if (said === 'saved_here') return;
      await save(
        id,
        at,
        checkIn(id, at, { method: 'leader', personId }),
        { personId, said },
        Date.now() + UNDO_MS,
      );
    },
    desk: async (phone) => {
      const [id, at] = [randomId(), new Date().toISOString()];
      const who = { personId: null, said: 'by_number' as const };
      await save(id, at, checkIn(id, at, { method: 'desk', phone: phone.trim() }), who);
      show({ says: 'by_number', personId: null, since: null, at, entryId: id });
    },
    headcount: (reason, count) => {
      const [id, at] = [randomId(), new Date().toISOString()];
      const who = { personId: null, said: 'expected' as const };
      return save(id, at, { kind: 'headcount', reason, people: count }, who);
    },
  };
}

type WithoutCommon<T> = T extends GateCheckIn ? Omit<T, 'id' | 'siteId' | 'deviceTime'> : never;
type Unsent = WithoutCommon<GateCheckIn>;
