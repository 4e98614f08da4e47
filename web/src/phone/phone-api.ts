import { ApiError, createApi } from '../shared/api.js';
import { type Saved, type SendResult, isCheckIn, toEntry } from './saved-check-in.js';

export const api = createApi('volunteer');

/** Sends what is saved; says what came of it instead of throwing. The service worker sends by it, too. */
export async function sendSaved(batch: readonly Saved[]): Promise<SendResult> {
  const [first] = batch;
  if (!first) return { kind: 'receipts', receipts: [] };
  try {
    if (isCheckIn(first)) {
      const { receipts } = await api('POST /events/:eventId/check-ins', {
        params: { eventId: first.eventId },
        body: { deviceId: first.deviceId, entries: batch.filter(isCheckIn).map(toEntry) },
      });
      return { kind: 'receipts', receipts };
    }
    const { answer, reason, assignmentId } = first;
    const body = reason === '' ? { answer } : { answer, reason };
    await api('POST /me/assignments/:assignmentId/answer', { params: { assignmentId }, body });
    return { kind: 'answered', at: new Date().toISOString() };
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.status === 0 || thrown.status < 400)
      return { kind: 'no_answer' };
    return { kind: 'error', status: thrown.status, error: thrown.body };
  }
}
