import type { CheckInEntry, Receipt } from '../../../../src/contracts/participation.js';
import { ApiError } from '../../shared/api.js';
import { randomId } from '../../shared/random-id.js';
import { jitter } from '../../live-client/index.js';
import { call } from '../client.js';

const DEVICE_KEY = 'rq.device';
const RETRY_MS = 3_000;

/** This browser's own name towards the ledger; a new one when storage is forbidden. */
function deviceId(): string {
  try {
    const known = localStorage.getItem(DEVICE_KEY);
    if (known !== null && known.length >= 8) return known;
    const made = randomId();
    localStorage.setItem(DEVICE_KEY, made);
    return made;
  } catch {
    return randomId();
  }
}

type WithoutDevice<T> = T extends CheckInEntry ? Omit<T, 'id' | 'deviceTime'> : never;
export type NewEntry = WithoutDevice<CheckInEntry>;

/**
 * Sends one check-in until there is a receipt. An unknown outcome (no answer, or a server in
 * trouble) is sent again with the same id: it is the same check-in, counted once.
 */
export async function sendCheckIn(eventId: string, entry: NewEntry, onUnknown: () => void): Promise<Receipt> {
  const whole: CheckInEntry = { ...entry, id: randomId(), deviceTime: new Date().toISOString() };
  const body = { deviceId: deviceId(), entries: [whole] };
  for (;;) {
    try {
      const { receipts } = await call('POST /events/:eventId/check-ins', { params: { eventId }, body });
      const receipt = receipts.find((one) => one.id === whole.id);
      if (receipt) return receipt;
      throw new Error('no receipt');
    } catch (thrown) {
      const unknown = thrown instanceof ApiError && (thrown.status === 0 || thrown.status >= 500);
      if (!unknown) throw thrown;
      onUnknown();
      await new Promise((resolve) => setTimeout(resolve, jitter(RETRY_MS)));
    }
  }
}
