import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { deviceId } from '../shared/device-id.js';
import { CLOCK_TIMERS } from '../shared/outbox/send-loop.js';
import { randomId } from '../shared/random-id.js';
import type { GateText } from './gate-text.js';
import { Outbox } from './outbox.js';
import { openOutboxStore } from './outbox-store.js';
import { type Said, sendSaved } from './phone-api.js';
import type { Saved, SavedCheckIn } from './saved-check-in.js';
import { askForSync, onWorkerSent } from './worker-link.js';

/** What a check-in has beside what is common to all that is saved. */
type OwnOfCheckIn = Pick<SavedCheckIn, 'kind' | 'siteId' | 'gateCode' | 'deviceId'>;

export interface MyOutbox {
  saved: readonly Saved[];
  /** False where the browser keeps nothing when the page closes. */
  durable: boolean;
  /** Resolves when the check-in is saved on the phone. */
  checkIn: (assignment: MyAssignment, gate: GateText) => Promise<void>;
  /** The same for what is said about an assignment. */
  keep: (assignment: MyAssignment, said: Said) => Promise<void>;
  forget: (id: string) => void;
  wake: () => void;
}

/** The outbox of the person who is signed in. */
export function useOutbox(personId: string): MyOutbox {
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const [durable, setDurable] = useState(true);
  const outbox = useRef<Promise<Outbox> | null>(null);

  useEffect(() => {
    const opened = openOutboxStore(() => setDurable(false)).then(async (store) => {
      setDurable(store.durable);
      const box = new Outbox(store, personId, {
        ...CLOCK_TIMERS,
        send: sendSaved,
        changed: setSaved,
      });
      await box.open();
      return box;
    });
    outbox.current = opened;
    const stop = onWorkerSent(() => void opened.then((box) => box.open()));
    return () => {
      stop();
      void opened.then((box) => box.close());
    };
  }, [personId]);

  const add = useCallback(
    async ({ id, eventId }: MyAssignment, more: OwnOfCheckIn | Said) => {
      const box = await outbox.current;
      const common = {
        id: randomId(),
        personId,
        assignmentId: id,
        eventId,
        attempts: 0,
        notBefore: 0,
        outcome: null,
      };
      await box?.add({ ...common, ...more, deviceTime: new Date().toISOString() });
      void askForSync();
    },
    [personId],
  );
  const checkIn = useCallback(
    (assignment: MyAssignment, gate: GateText) =>
      add(assignment, {
        kind: 'check_in',
        siteId: gate.siteId ?? assignment.siteId,
        gateCode: gate.code,
        deviceId: deviceId(),
      }),
    [add],
  );
  const forget = useCallback((id: string) => void outbox.current?.then((box) => box.forget(id)), []);
  const wake = useCallback(() => void outbox.current?.then((box) => box.wake()), []);
  return { saved, durable, checkIn, keep: add, forget, wake };
}
