import type { Receipt } from '../../src/contracts/participation.js';
import { newId } from '../../src/kernel/ids.js';
import { CheckInWriter, type Scan } from '../../src/participation/check-in-writer.js';
import { countedSentence } from '../../src/participation/domain/words.js';
import { startBenchServer } from './bench-server.js';

/** The same server, but for what goes to the database: every scan is answered as counted, and nothing is written. */
await startBenchServer((app) => {
  const writer = app.get(CheckInWriter, { strict: false });
  writer.write = (_eventId, jobs) => Promise.resolve(jobs.map((scans) => scans.map(receiptOf)));
});

function receiptOf({ entryId, personId }: Scan): Receipt {
  const now = new Date();
  return {
    id: entryId,
    checkInId: newId(),
    personId,
    at: now.toISOString(),
    rev: 1,
    outcome: 'counted',
    refusal: null,
    message: countedSentence(now),
  };
}
