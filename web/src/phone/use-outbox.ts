import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { GateText } from './gate-text.js';
import { Outbox } from './outbox.js';
import { openOutboxStore } from './outbox-store.js';
import { sendCheckIns } from './phone-api.js';
import { randomId } from '../shared/random-id.js';
import type { SavedCheckIn } from './saved-check-in.js';

export interface MyOutbox {
  saved: readonly SavedCheckIn[];
  /** False where the browser keeps nothing when the page closes. */
  durable: boolean;
  /** Resolves when the check-in is saved on the phone. */
  checkIn: (assignment: MyAssignment, gate: GateText) => Promise<void>;
  forget: (id: string) => void;
  wake: () => void;
}

/** The outbox of the person who is signed in. */
export function useOutbox(personId: string): MyOutbox {
  const [saved, setSaved] = useState<readonly SavedCheckIn[]>([]);
  const [durable, setDurable] = useState(true);
  const outbox = useRef<Promise<Outbox> | null>(null);

  useEffect(() => {
    const opened = openOutboxStore().then(async (store) => {
      setDurable(store.durable);
      const box = new Outbox(store, personId, {
        send: sendCheckIns,
        now: Date.now,
        random: Math.random,
        later: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
        changed: setSaved,
      });
      await box.open();
      return box;
    });
    outbox.current = opened;
    return () => void opened.then((box) => box.close());
  }, [personId]);

  const checkIn = useCallback(
    async (assignment: MyAssignment, gate: GateText) => {
      const box = await outbox.current;
      await box?.add({
        id: randomId(),
        personId,
        assignmentId: assignment.id,
        eventId: assignment.eventId,
        siteId: gate.siteId ?? assignment.siteId,
        gateCode: gate.code,
        deviceTime: new Date().toISOString(),
        attempts: 0,
        notBefore: 0,
        outcome: null,
      });
    },
    [personId],
  );
  const forget = useCallback((id: string) => void outbox.current?.then((box) => box.forget(id)), []);
  const wake = useCallback(() => void outbox.current?.then((box) => box.wake()), []);
  return { saved, durable, checkIn, forget, wake };
}
