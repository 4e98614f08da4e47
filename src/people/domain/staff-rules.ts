import type { OrgUnitKindSchema, Role } from '../../contracts/people.js';
import type { z } from 'zod';

export interface HeldRole {
  role: Role;
  unitKind: z.infer<typeof OrgUnitKindSchema>;
}

/** Roles that, on a province, reach a whole province's people. */
const REACHES_A_PROVINCE: ReadonlySet<Role> = new Set([
  'province_coordinator',
  'event_organiser',
  'unit_leader',
  'auditor',
]);

/** A coordinator anywhere, and whoever reads or exports the roll of a province, needs a second factor. */
export function needsSecondFactor({ role, unitKind }: HeldRole): boolean {
  return role === 'province_coordinator' || (unitKind === 'province' && REACHES_A_PROVINCE.has(role));
}

export interface SessionLimit {
  idleMs: number;
  lifetimeMs: number;
}

const MINUTES = 60_000;
const limit = (idle: number, life: number): SessionLimit => ({
  idleMs: idle * MINUTES,
  lifetimeMs: life * MINUTES,
});

/** How long a session of each role may be idle (an open board is not), and how long it lives. */
const LIMITS: Record<Role, SessionLimit> = {
  province_coordinator: limit(60, 12 * 60),
  auditor: limit(60, 8 * 60),
  event_organiser: limit(120, 12 * 60),
  unit_leader: limit(120, 12 * 60),
  viewer: limit(240, 12 * 60),
  gate_keeper: limit(240, 12 * 60),
};

/**
 * The strictest of the roles held.
 * @param changed what the operator wants instead, as `auditor=30/480,viewer=60/720`
 */
export function sessionLimits(roles: readonly Role[], changed = ''): SessionLimit {
  const wanted = new Map(
    [...changed.matchAll(/(\w+)=(\d+)\/(\d+)/g)].map(([, role, idle, life]) => [
      role,
      limit(Number(idle), Number(life)),
    ]),
  );
  const held = roles.map((role) => wanted.get(role) ?? LIMITS[role]);
  const all = held.length > 0 ? held : [LIMITS.province_coordinator];
  return {
    idleMs: Math.min(...all.map((one) => one.idleMs)),
    lifetimeMs: Math.min(...all.map((one) => one.lifetimeMs)),
  };
}
