import { useEffect, useRef, useState } from 'preact/hooks';
import type { GateCode, Receipt } from '../../../../src/contracts/participation.js';
import { type Sentence } from '../../shared/i18n.js';
import { sentenceOf } from '../../shared/toast.js';
import { call } from '../client.js';
import { type NewEntry, sendCheckIn } from './send-check-in.js';

export interface Answer {
  tone: 'sending' | 'unknown' | 'counted' | 'duplicate' | 'refused';
  message: Sentence | null;
  /** A name, where the gate knows it. */
  who: string | null;
}

const SHOWN_MS = 8_000;

/** Sends check-ins and holds the last answer for as long as people look at it. */
export function useCheckIn(
  eventId: string,
  nameOf: (personId: string | null) => string | null,
  onReceipt: (receipt: Receipt) => void,
) {
  const [answer, set] = useState<Answer | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = (next: Answer, fades: boolean) => {
    clearTimeout(timer.current);
    set(next);
    if (fades) timer.current = setTimeout(() => set(null), SHOWN_MS);
  };
  const send = async (entry: NewEntry, who: string | null = null): Promise<void> => {
    show({ tone: 'sending', message: null, who }, false);
    try {
      const receipt = await sendCheckIn(eventId, entry, () =>
        show({ tone: 'unknown', message: null, who }, false),
      );
      show({ tone: receipt.outcome, message: receipt.message, who: who ?? nameOf(receipt.personId) }, true);
      onReceipt(receipt);
    } catch (thrown) {
      show({ tone: 'refused', message: sentenceOf(thrown), who }, true);
    }
  };
  return { answer, send };
}

const MAX_WAIT_MS = 31_000;
const RETRY_MS = 3_000;

/** The gate's present code, asked for again whenever it changes. */
export function useGateCode(eventId: string, siteId: string) {
  const [code, setCode] = useState<{ value: GateCode; until: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
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
          setError(null);
        }
      } catch (thrown) {
        if (current) setError(thrown);
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
  }, [eventId, siteId]);
  return {
    code: code?.value ?? null,
    secondsLeft: code ? Math.max(0, Math.ceil((code.until - now) / 1000)) : 0,
    error,
  };
}
