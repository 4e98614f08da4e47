import { ApiError, type Call, createApi } from '../shared/api.js';
import { deviceId } from '../shared/device-id.js';
import { isFinal as isFinalStatus } from '../shared/outbox/retry.js';
import type { EntryEnd, GateCheckIn, SavedEntry } from './outbox/saved-entry.js';
import type { Keeper } from './store/book.js';
import { gateTexts } from './texts.js';

const DEVICE = deviceId();
const apis = { gate: createApi('gate'), staff: createApi('staff') };

export const apiOf = (kind: Keeper['kind']): Call => apis[kind];

/** The server says that nobody is signed in here, or not for this gate any more. */
export const isLost = (thrown: unknown): boolean =>
  thrown instanceof ApiError && [401, 403, 404].includes(thrown.status);

/** An answer that will be the same next time. Who may not send it (401, 403, 404) waits until somebody may. */
const isFinal = (thrown: unknown): thrown is ApiError =>
  thrown instanceof ApiError && isFinalStatus(thrown.status) && !isLost(thrown);

/** Uploads entries of one gate: the answers by their ids; what has none is to be sent again. */
export async function sendEntries(call: Call, batch: readonly SavedEntry[]): Promise<Map<string, EntryEnd>> {
  const ends = new Map<string, EntryEnd>();
  const scans: { eventId: string; entry: GateCheckIn }[] = [];
  for (const { eventId, job } of batch)
    if (job.kind === 'check_in') scans.push({ eventId, entry: job.entry });
  await sendScans(call, scans, ends);
  for (const saved of batch) {
    const end = await sendHeadcount(call, saved).catch(endOfError);
    if (end) ends.set(saved.id, end);
  }
  return ends;
}

async function sendScans(
  call: Call,
  scans: readonly { eventId: string; entry: GateCheckIn }[],
  ends: Map<string, EntryEnd>,
): Promise<void> {
  const [first] = scans;
  if (!first) return;
  try {
    const { receipts } = await call('POST /events/:eventId/check-ins', {
      params: { eventId: first.eventId },
      body: { deviceId: DEVICE, entries: scans.map(({ entry }) => entry) },
    });
    for (const { id, outcome, message, at, personId } of receipts) {
      ends.set(id, { kind: outcome, message, at: outcome === 'refused' ? null : at, personId });
    }
  } catch (thrown) {
    // One that the server cannot take must not hold up the others.
    if (isFinal(thrown) && scans.length > 1) {
      for (const one of scans) await sendScans(call, [one], ends);
      return;
    }
    const end = endOfError(thrown);
    if (end) ends.set(first.entry.id, end);
  }
}

async function sendHeadcount(
  call: Call,
  { id, eventId, siteId, at, job }: SavedEntry,
): Promise<EntryEnd | null> {
  if (job.kind !== 'headcount') return null;
  const { recordedAt } = await call('POST /events/:eventId/sites/:siteId/headcounts', {
    params: { eventId, siteId },
    body: { deviceId: DEVICE, id, reason: job.reason, people: job.people, deviceTime: at },
  });
  const message = { vi: gateTexts.vi.headcount.saved, en: gateTexts.en.headcount.saved };
  return { kind: 'counted', message, at: recordedAt, personId: null };
}

function endOfError(thrown: unknown): EntryEnd | null {
  if (!isFinal(thrown)) return null;
  return { kind: 'refused', message: thrown.body.message, at: null, personId: null };
}
