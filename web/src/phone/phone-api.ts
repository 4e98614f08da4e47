import { ApiError, createApi } from '../shared/api.js';
import { deviceId } from './remembered.js';
import { type SavedCheckIn, type SendResult, toEntry } from './saved-check-in.js';

export const api = createApi('volunteer');

/** Uploads saved check-ins; says what came of it instead of throwing. */
export async function sendCheckIns(eventId: string, batch: readonly SavedCheckIn[]): Promise<SendResult> {
  try {
    const { receipts } = await api('POST /events/:eventId/check-ins', {
      params: { eventId },
      body: { deviceId: deviceId(), entries: batch.map(toEntry) },
    });
    return { kind: 'receipts', receipts };
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.status === 0 || thrown.status < 400)
      return { kind: 'no_answer' };
    return { kind: 'error', status: thrown.status, error: thrown.body };
  }
}
