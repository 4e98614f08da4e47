import { ApiError } from '../../shared/api.js';
import { deviceId } from '../../shared/device-id.js';
import { api } from '../phone-api.js';
import type { SavedResult, SendResult } from './saved-result.js';

/** Uploads saved reports; says what came of it instead of throwing. */
export async function sendResults(eventId: string, batch: readonly SavedResult[]): Promise<SendResult> {
  try {
    const { receipts } = await api('POST /events/:eventId/results', {
      params: { eventId },
      body: {
        deviceId: deviceId(),
        entries: batch.map(({ id, assignmentId, indicatorId, amount, people, deviceTime }) => ({
          id,
          assignmentId,
          indicatorId,
          amount,
          people,
          deviceTime,
        })),
      },
    });
    return { kind: 'receipts', receipts };
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.status < 400) return { kind: 'no_answer' };
    return { kind: 'error', status: thrown.status, message: thrown.body.message };
  }
}
