import { useEffect, useState } from 'preact/hooks';
import type { DeviceKind, Pairing } from '../../../src/contracts/devices.js';
import type { Session } from '../../../src/contracts/people.js';
import { type Call, ApiError } from './api.js';

const ASK_MS = 3_000;
const TRY_AGAIN_MS = 5_000;

export interface Shown {
  /** In two threes, as it is read aloud. */
  code: string;
  expiresAt: string;
}

/** Shows a code until an organiser has typed it; a new one when it has run out. */
export function usePairing(
  call: Call,
  kind: DeviceKind,
  onSession: (session: Session) => void,
): { shown: Shown | null; offline: boolean } {
  const [shown, show] = useState<Shown | null>(null);
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    let pairing: Pairing | null = null;
    const step = async (): Promise<number | null> => {
      if (!pairing) {
        pairing = await call('POST /devices/pairings', { body: { kind } });
        const { code, expiresAt } = pairing;
        show({ code: `${code.slice(0, 3)} ${code.slice(3)}`, expiresAt });
        return ASK_MS;
      }
      const { session } = await call('POST /devices/session', { body: { secret: pairing.secret } });
      if (!session) return ASK_MS;
      if (current) onSession(session);
      return null;
    };
    const go = async () => {
      let wait: number | null = TRY_AGAIN_MS;
      try {
        wait = await step();
        if (current) setOffline(false);
      } catch (thrown) {
        if (thrown instanceof ApiError && thrown.body.code === 'pairing_over') pairing = null;
        else if (current) setOffline(true);
      }
      if (current && wait !== null) timer = setTimeout(() => void go(), wait);
    };
    void go();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [kind]);
  return { shown, offline };
}
