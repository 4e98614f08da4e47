import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../../src/contracts/participation.js';
import { afterSending, toEntry, type SavedCheckIn } from './saved-check-in.js';

const saved: SavedCheckIn = {
  id: '00000000-0000-4000-8000-000000000001',
  personId: '00000000-0000-4000-8000-000000000002',
  assignmentId: '00000000-0000-4000-8000-000000000003',
  eventId: '00000000-0000-4000-8000-000000000004',
  siteId: '00000000-0000-4000-8000-000000000005',
  gateCode: '042917',
  deviceId: 'phone-1',
  deviceTime: '2026-10-10T00:42:00.000Z',
  attempts: 0,
  notBefore: 0,
  outcome: null,
};
const message = { vi: 'Mã cổng đã hết hạn.', en: 'The gate code has expired.' };
const receipt = (outcome: Receipt['outcome']): Receipt => ({
  id: saved.id,
  outcome,
  checkInId: null,
  personId: saved.personId,
  at: '2026-10-10T00:42:01.000Z',
  refusal: null,
  message,
  rev: 7,
});

describe('after an upload', () => {
  test.each(['counted', 'duplicate'] as const)('%s is success, with the time of the ledger', (outcome) => {
    const next = afterSending(saved, { kind: 'receipts', receipts: [receipt(outcome)] }, 0, 0);
    expect(next.outcome).toEqual({ kind: outcome, at: '2026-10-10T00:42:01.000Z' });
  });

  test('a refusal keeps its reason', () => {
    const next = afterSending(saved, { kind: 'receipts', receipts: [receipt('refused')] }, 0, 0);
    expect(next.outcome).toEqual({ kind: 'refused', message });
  });

  test('no answer: it waits, with the same id', () => {
    const next = afterSending(saved, { kind: 'no_answer' }, 1_000, 0);
    expect(next).toMatchObject({ id: saved.id, outcome: null, attempts: 1, notBefore: 3_000 });
  });

  test.each([401, 408, 429, 500, 503])('HTTP %i is no end', (status) => {
    const error = { code: 'x', message };
    expect(afterSending(saved, { kind: 'error', status, error }, 0, 0).outcome).toBeNull();
  });

  test.each([400, 403, 404, 409, 422])('HTTP %i is a refusal in the words of the server', (status) => {
    const error = { code: 'x', message };
    expect(afterSending(saved, { kind: 'error', status, error }, 0, 0).outcome).toEqual({
      kind: 'refused',
      message,
    });
  });

  test('an answer without our receipt is no answer', () => {
    expect(afterSending(saved, { kind: 'receipts', receipts: [] }, 0, 0).outcome).toBeNull();
  });
});

test('the entry that goes to the server holds nothing of the phone', () => {
  expect(toEntry(saved)).toEqual({
    id: saved.id,
    method: 'gate_code',
    siteId: saved.siteId,
    gateCode: '042917',
    deviceTime: saved.deviceTime,
  });
});
