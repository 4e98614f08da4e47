import { useEffect, useRef, useState } from 'preact/hooks';
import type { GateCode, Receipt } from '../../../../src/contracts/participation.js';
import { type OfflineVerdict, verifyOffline } from '../../../../src/kernel/signed-code.js';
import type { Sentence } from '../../shared/i18n.js';
import { sentenceOf } from '../../shared/toast.js';
import { call } from '../client.js';
import { type NewEntry, sendCheckIn } from './send-check-in.js';
import { boardTexts } from '../texts/index.js';

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
  code: GateCode | null,
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
    let answered = false;
    show({ tone: 'sending', message: null, who }, false);
    try {
      const verdict = verdictOf(entry, code);
      const receipt = await sendCheckIn(eventId, entry, () => {
        void verdict.then((message) => answered || show({ tone: 'unknown', message, who }, false));
      });
      answered = true;
      show({ tone: receipt.outcome, message: receipt.message, who: who ?? nameOf(receipt.personId) }, true);
      onReceipt(receipt);
    } catch (thrown) {
      answered = true;
      show({ tone: 'refused', message: sentenceOf(thrown), who }, true);
    }
  };
  return { answer, send };
}

/** Without an answer of the server: what the gate itself can say of a volunteer's code, and no more. */
async function verdictOf(entry: NewEntry, code: GateCode | null): Promise<Sentence | null> {
  if (entry.method !== 'own_code') return null;
  let verdict: OfflineVerdict = 'unable';
  if (code) {
    const text = atob(code.publicKey.replaceAll('-', '+').replaceAll('_', '/'));
    const publicKey = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    verdict = await verifyOffline(publicKey, entry.ownCode, new Date());
  }
  const say = (lang: 'vi' | 'en') => boardTexts[lang].steps.gate.offline[verdict];
  return { vi: say('vi'), en: say('en') };
}

export type ShownCode = ReturnType<typeof useGateCode>;

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
