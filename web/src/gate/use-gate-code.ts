import { useEffect, useState } from 'preact/hooks';
import type { GateCode } from '../../../src/contracts/participation.js';
import { apiOf, isLost } from './gate-api.js';
import type { OpenGate } from './open-gate.js';

const MAX_WAIT_MS = 31_000;
const RETRY_MS = 3_000;

/** The gate's present code, asked for again whenever it changes. */
export function useGateCode({ keeper, eventId, siteId }: OpenGate) {
  const [code, setCode] = useState<{ value: GateCode; until: number } | null>(null);
  const [lost, setLost] = useState<'offline' | 'not_yours' | null>(null);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const call = apiOf(keeper.kind);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async () => {
      let wait = RETRY_MS;
      try {
        const value = await call('GET /events/:eventId/sites/:siteId/gate-code', {
          params: { eventId, siteId },
        });
        // A computer's clock may be wrong: then ask often instead of trusting it.
        const left = Date.parse(value.expiresAt) - Date.now();
        wait = left > 0 && left <= MAX_WAIT_MS ? left + 200 : 5_000;
        if (current) {
          setCode({ value, until: Date.now() + wait });
          setLost(null);
        }
      } catch (thrown) {
        if (current) setLost(isLost(thrown) ? 'not_yours' : 'offline');
      }
      if (current) timer = setTimeout(() => void ask(), wait);
    };
    void ask();
    const tick = setInterval(() => setNow(Date.now()), 1_000);
    return () => {
      current = false;
      clearTimeout(timer);
      clearInterval(tick);
    };
  }, [keeper.kind, eventId, siteId]);
  return {
    code: code?.value ?? null,
    secondsLeft: code ? Math.max(0, Math.ceil((code.until - now) / 1000)) : 0,
    lost,
  };
}
