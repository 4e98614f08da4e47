import type { Role, SessionKind } from '../../contracts/people.js';

type Who = { readonly roles: readonly Role[]; readonly kinds: readonly Exclude<SessionKind, 'staff'>[] };

const row = (roles: readonly Role[], kinds: Who['kinds'] = []): Who => ({ roles, kinds });
const COORDINATOR = ['province_coordinator'] as const;
const ORGANISERS = [...COORDINATOR, 'event_organiser'] as const;
const LEADERS = [...ORGANISERS, 'unit_leader'] as const;
const GATES = [...LEADERS, 'gate_keeper'] as const;
const OBSERVERS = [...ORGANISERS, 'viewer', 'auditor'] as const;
const EVERY_ROLE = [...GATES, 'viewer', 'auditor'] as const;

/**
 * Who may do what. A staff role counts only inside its unit of the tree (and its event, when the
 * role was given for one); a volunteer only for himself or herself; a screen only for its event.
 * What is not in this table is forbidden.
 */
export const POLICY = {
  'session.read': row(EVERY_ROLE, ['volunteer', 'screen']),
  'places.read': row(EVERY_ROLE, ['volunteer', 'screen']),
  'developer.texts': row(COORDINATOR),
  'org_units.read': row(EVERY_ROLE),
  'org_units.change': row(COORDINATOR),
  'people.read': row([...LEADERS, 'auditor']),
  'people.import': row(LEADERS),
  'people.link': row(LEADERS),
  'staff.read': row([...COORDINATOR, 'auditor']),
  'staff.change': row(COORDINATOR),
  'campaigns.read': row(EVERY_ROLE),
  'campaigns.change': row(COORDINATOR),
  'events.read': row(EVERY_ROLE),
  'events.change': row(ORGANISERS),
  'plans.read': row([...ORGANISERS, 'auditor']),
  'plans.change': row(ORGANISERS),
  'assignments.read': row([...LEADERS, 'auditor']),
  'assignments.change': row(ORGANISERS),
  'self.read': row([], ['volunteer']),
  'self.change': row([], ['volunteer']),
  'check_ins.send': row(GATES, ['volunteer']),
  'check_ins.read': row([...ORGANISERS, 'auditor']),
  'ledger.correct': row(ORGANISERS),
  'gate.read': row(GATES),
  'live.board': row(OBSERVERS),
  'live.screen': row(OBSERVERS, ['screen']),
  /** Of an event that concerns the person. */
  'live.phone': row([], ['volunteer']),
  'screens.link': row(ORGANISERS),
  'figures.read': row([...LEADERS, 'viewer', 'auditor']),
  'replay.read': row(OBSERVERS, ['screen']),
  'reports.export': row([...ORGANISERS, 'auditor']),
  'rehearsals.run': row(ORGANISERS),
} as const satisfies Record<string, Who>;

export type Action = keyof typeof POLICY;
