import { EventChanges } from '../../src/events/index.js';
import { RecountRepository } from '../../src/participation/recount.repository.js';
import type { TestServer } from '../support/test-server.js';

/** Leaves the counts of an event as registering and publishing would have left them. */
export const settled = (server: TestServer, eventId: string): Promise<unknown> =>
  server.transactions.run(async (tx) => {
    const raised = await server.get(EventChanges).raise(tx, eventId);
    await server.get(RecountRepository).repair(tx, raised);
  });
