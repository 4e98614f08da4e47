import type { MyAssignment } from '../../../src/contracts/assignments.js';
import { ApiError, createApi } from '../shared/api.js';
import {
  type Saved,
  type SavedAnswer,
  type SavedWay,
  type SendResult,
  isCheckIn,
  toEntry,
} from './saved-check-in.js';

export const api = createApi('volunteer');

/** What is said about an assignment, as it is saved where there is no network. */
export type Said = Pick<SavedAnswer, 'kind' | 'answer' | 'reason'> | Pick<SavedWay, 'kind' | 'isOnTheWay'>;

/** Says it to the server, whose answer is how the assignment stands now. */
export function say(said: Said, assignmentId: string): Promise<MyAssignment> {
  const params = { assignmentId };
  if (said.kind === 'way') {
    return said.isOnTheWay
      ? api('POST /me/assignments/:assignmentId/on-the-way', { params })
      : api('DELETE /me/assignments/:assignmentId/on-the-way', { params });
  }
  const { answer, reason } = said;
  const body = reason === '' ? { answer } : { answer, reason };
  return api('POST /me/assignments/:assignmentId/answer', { params, body });
}

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
    await say(first, first.assignmentId);
    return { kind: 'answered', at: new Date().toISOString() };
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.status === 0 || thrown.status < 400)
      return { kind: 'no_answer' };
    return { kind: 'error', status: thrown.status, error: thrown.body };
  }
}
