import { DataSource, type EntityManager } from 'typeorm';
import { AssignmentEntity } from '../../src/assignments/assignment.entity.js';
import type { Receipt } from '../../src/contracts/participation.js';
import { EventCountEntity } from '../../src/events/event-count.entity.js';
import { EventEntity } from '../../src/events/index.js';
import { newId } from '../../src/kernel/ids.js';
import { CheckInConflictEntity } from '../../src/participation/check-in-conflict.entity.js';
import { CheckInEntity } from '../../src/participation/check-in.entity.js';
import { CheckInService } from '../../src/participation/check-in.service.js';
import type { Scan } from '../../src/participation/check-in-writer.js';
import { countedSentence, refusalSentence } from '../../src/participation/domain/words.js';
import { PersonEntity } from '../../src/people/person.entity.js';
import { startBenchServer } from './bench-server.js';

/**
 * The same server, but each check-in is written as most would write it first: through the ORM's
 * repositories, one row a transaction, with the counters as rows that are incremented.
 */
await startBenchServer((app) => {
  const dataSource = app.get(DataSource, { strict: false });
  const service = app.get(CheckInService, { strict: false });
  Object.defineProperty(service, 'gathererOf', {
    value: (eventId: string) => ({
      add: async (scans: readonly Scan[]) => {
        const receipts: Receipt[] = [];
        for (const scan of scans) {
          receipts.push(await dataSource.transaction((manager) => write(manager, eventId, scan)));
        }
        return receipts;
      },
    }),
  });
});

async function write(manager: EntityManager, eventId: string, scan: Scan): Promise<Receipt> {
  const event = await manager.findOneByOrFail(EventEntity, { id: eventId });
  const person = await manager.findOneByOrFail(PersonEntity, { id: scan.personId! });
  const assignment = await manager.findOneByOrFail(AssignmentEntity, {
    event_id: eventId,
    person_id: person.id,
  });
  const base = {
    id: newId(),
    event_id: eventId,
    site_id: scan.siteId,
    person_id: person.id,
    method: scan.method,
  };
  const device = { device_id: scan.deviceId, entry_id: scan.entryId, device_time: new Date(scan.deviceTime) };
  const common = {
    ...base,
    ...device,
    recorded_at: new Date(),
    recorded_by: scan.recordedBy,
    rev: event.rev,
  };
  const receipt = {
    id: scan.entryId,
    personId: person.id,
    at: common.recorded_at.toISOString(),
    rev: Number(event.rev),
  };
  const before = await manager.findOneBy(CheckInEntity, {
    shift_id: assignment.shift_id,
    person_id: person.id,
  });
  if (before) {
    const refusal = 'already_checked_in';
    await manager.save(CheckInConflictEntity, { ...common, check_in_id: before.id, refusal });
    const message = refusalSentence(refusal, {
      earlierAt: before.recorded_at,
      rightSite: null,
      codeShownAt: null,
    });
    return { ...receipt, checkInId: before.id, outcome: 'duplicate', refusal, message };
  }
  await manager.save(CheckInEntity, {
    ...common,
    shift_id: assignment.shift_id,
    assignment_id: assignment.id,
    org_unit_id: assignment.org_unit_id,
    simulated: person.simulated,
    attempt: 0,
    decided_by: null,
  });
  assignment.state = 'checked_in';
  assignment.changed_at = new Date();
  await manager.save(assignment);
  const leaf = { event_id: eventId, site_id: scan.siteId, org_unit_id: assignment.org_unit_id };
  for (const metric of ['turns', 'people'] as const) {
    await manager
      .createQueryBuilder()
      .insert()
      .into(EventCountEntity)
      .values({ ...leaf, metric, value: 0, rev: event.rev })
      .orIgnore()
      .execute();
    await manager.increment(EventCountEntity, { ...leaf, metric }, 'value', 1);
  }
  await manager.increment(EventEntity, { id: eventId }, 'rev', 1);
  const message = countedSentence(common.recorded_at);
  return { ...receipt, checkInId: common.id, outcome: 'counted', refusal: null, message };
}
