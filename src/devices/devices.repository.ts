import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Device, DeviceKind, DeviceSelf } from '../contracts/devices.js';
import type { Tx } from '../platform/database/transactions.js';

/** A sign of life is written down no more often than this. */
const SEEN_EVERY_MS = 20_000;

type Row = Omit<Device, 'enrolledAt' | 'seenAt'> & { enrolledAt: Date; seenAt: Date | null };

@Injectable()
export class DevicesRepository {
  /** The newest first; or the one of this id. What a screen tells of itself is a sign of life too. */
  async list(manager: EntityManager, eventId: string, deviceId: string | null, now: Date): Promise<Device[]> {
    const rows = await manager.query<Row[]>(
      `SELECT d.id, d.kind, d.name, d.site_id AS "siteId", t.name AS "siteName",
         CASE WHEN d.revoked_at IS NOT NULL THEN 'revoked' WHEN d.session_id IS NULL THEN 'waiting'
           WHEN s.id IS NULL THEN 'ended' ELSE 'active' END AS state,
         coalesce(f.full_name, '') AS "enrolledBy", d.enrolled_at AS "enrolledAt",
         greatest(d.seen_at, n.seen_at) AS "seenAt"
       FROM devices d
       LEFT JOIN sites t ON t.id = d.site_id
       LEFT JOIN staff f ON f.id = d.enrolled_by
       LEFT JOIN sessions s ON s.id = d.session_id AND s.revoked_at IS NULL AND s.expires_at > $3
       LEFT JOIN seen_screens n ON n.session_id = d.session_id
       WHERE d.event_id = $1 AND ($2::uuid IS NULL OR d.id = $2)
       ORDER BY d.enrolled_at DESC, d.id DESC LIMIT 500`,
      [eventId, deviceId, now],
    );
    return rows.map((row) => ({
      ...row,
      enrolledAt: row.enrolledAt.toISOString(),
      seenAt: row.seenAt?.toISOString() ?? null,
    }));
  }

  async hasSite(manager: EntityManager, eventId: string, siteId: string): Promise<boolean> {
    const rows = await manager.query<unknown[]>('SELECT 1 FROM sites WHERE event_id = $1 AND id = $2', [
      eventId,
      siteId,
    ]);
    return rows.length > 0;
  }

  /** Of two who type one code at once one gets the device. @returns what it is; null: nobody shows the code */
  async claim(tx: Tx, codeHash: Buffer, deviceId: string, now: Date): Promise<DeviceKind | null> {
    const [rows] = await tx.manager.query<[{ kind: DeviceKind }[], number]>(
      `UPDATE device_pairings SET device_id = $2
       WHERE code_hash = $1 AND device_id IS NULL AND expires_at > $3 RETURNING kind`,
      [codeHash, deviceId, now],
    );
    return rows[0]?.kind ?? null;
  }

  /** @returns the session that is to end with it */
  async revoke(tx: Tx, eventId: string, deviceId: string, now: Date): Promise<string | null> {
    const [rows] = await tx.manager.query<[{ session_id: string | null }[], number]>(
      `UPDATE devices SET revoked_at = coalesce(revoked_at, $3) WHERE event_id = $1 AND id = $2 RETURNING session_id`,
      [eventId, deviceId, now],
    );
    return rows[0]?.session_id ?? null;
  }

  async self(manager: EntityManager, deviceId: string): Promise<DeviceSelf | null> {
    const rows = await manager.query<DeviceSelf[]>(
      `SELECT d.kind, d.name,
         json_build_object('id', e.id, 'title', e.title, 'state', e.state, 'startsAt',
           to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS event,
         CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'name', t.name,
           'communeName', coalesce(n.full_name, t.commune_id)) END AS site
       FROM devices d JOIN events e ON e.id = d.event_id
       LEFT JOIN sites t ON t.id = d.site_id
       LEFT JOIN LATERAL (SELECT full_name FROM administrative_unit_names WHERE unit_id = t.commune_id
         ORDER BY valid_from DESC LIMIT 1) n ON true
       WHERE d.id = $1 AND d.revoked_at IS NULL`,
      [deviceId],
    );
    return rows[0] ?? null;
  }

  async see(manager: EntityManager, deviceId: string, now: Date): Promise<void> {
    await manager.query(
      'UPDATE devices SET seen_at = $2 WHERE id = $1 AND (seen_at IS NULL OR seen_at < $3)',
      [deviceId, now, new Date(now.getTime() - SEEN_EVERY_MS)],
    );
  }
}
