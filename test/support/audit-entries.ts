import type { AuditEntry } from '../../src/contracts/audit.js';
import type { TestServer } from './test-server.js';

/** An entry of the audit as it stands in its table. */
interface Entry {
  id: string;
  kind: AuditEntry['kind'];
  act_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  session_id: string | null;
  address: string | null;
  action: string | null;
  route: string | null;
  table_name: string | null;
  row_ids: string[];
  units: string[];
  changes: unknown[];
}

/** What `work` leaves in the audit, but for what jobs do meanwhile. */
export async function leavesIn({ dataSource }: TestServer, work: () => Promise<unknown>): Promise<Entry[]> {
  const [newest] = await dataSource.query<{ id: string }[]>(
    'SELECT coalesce(max(id), 0) AS id FROM audit_entries',
  );
  await work();
  return dataSource.query<Entry[]>(
    `SELECT * FROM audit_entries WHERE id > $1 AND actor_kind <> 'job' ORDER BY id`,
    [newest?.id],
  );
}
