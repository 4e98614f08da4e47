import type { ClientToServer, Topic } from '../../contracts/live.js';
import type { Role, SessionKind } from '../../contracts/people.js';

interface Who {
  /** Staff who hold one of these roles, inside its unit of the tree. */
  readonly roles: readonly Role[];
  /** Every session of these kinds, whatever roles it has. */
  readonly kinds: readonly SessionKind[];
  /** Also to an event further up the tree, for the people and the sites of the own unit. */
  readonly reachesUp: boolean;
}

const row = (roles: readonly Role[], kinds: Who['kinds'] = []): Who => ({ roles, kinds, reachesUp: false });
const up = (who: Who): Who => ({ ...who, reachesUp: true });
const COORDINATOR = ['province_coordinator'] as const;
const ORGANISERS = [...COORDINATOR, 'event_organiser'] as const;
const LEADERS = [...ORGANISERS, 'unit_leader'] as const;
const GATES = [...LEADERS, 'gate_keeper'] as const;
const OBSERVERS = [...ORGANISERS, 'viewer', 'auditor'] as const;
const EVERY_ROLE = [...GATES, 'viewer', 'auditor'] as const;

/**
 * Who may do what. A staff role counts only inside its unit of the tree, and only for its event or
 * campaign when it was given for one; a volunteer only for himself or herself; a screen only for its
 * event, a gate's device only for its site. What is not in this table is forbidden. docs/access.md shows it as a table.
 */
export const POLICY = {
  'session.read': row([], ['staff', 'volunteer', 'screen', 'gate']),
  /** One's own sessions, password and second factor. */
  'account.own': row([], ['staff']),
  'places.read': row(EVERY_ROLE, ['volunteer', 'screen']),
  'developer.texts': row(COORDINATOR),
  'org_units.read': row(EVERY_ROLE),
  'org_units.change': row(COORDINATOR),
  'people.read': row([...LEADERS, 'auditor']),
  /** To see one person's number in full, in order to call; lists show it masked. */
  'people.call': up(row(LEADERS)),
  'people.import': row(LEADERS),
  'people.link': row(LEADERS),
  /** The papers of children's guardians: the list of who waits, and what was signed. */
  'guardians.record': row(LEADERS),
  /** What people ask about their own data, and how long what is kept. */
  'privacy.read': row([...COORDINATOR, 'auditor']),
  'privacy.decide': row(COORDINATOR),
  'roles.read': row([...LEADERS, 'auditor']),
  /** Only roles of `GRANTING`, and nowhere beyond the place and the time of the own role. */
  'roles.grant': row(LEADERS),
  /** Of others: to sign out, to enable again, to replace a forgotten password, to take a lost second factor away; all their roles must be in scope. */
  'accounts.change': row(COORDINATOR),
  'campaigns.read': up(row(EVERY_ROLE)),
  'campaigns.change': row(COORDINATOR),
  /** What a campaign counts, and how much of it was promised. */
  'indicators.change': row(ORGANISERS),
  'events.read': up(row(EVERY_ROLE)),
  'events.change': row(ORGANISERS),
  'plans.read': row([...ORGANISERS, 'auditor']),
  'plans.change': row(ORGANISERS),
  'assignments.read': up(row([...LEADERS, 'auditor'])),
  'assignments.change': row(ORGANISERS),
  /** To remind people, and to say that one has not come: of the own people, further up too. */
  'assignments.tend': up(row(LEADERS)),
  'self.read': row([], ['volunteer']),
  'self.change': row([], ['volunteer']),
  'check_ins.send': up(row(GATES, ['volunteer', 'gate'])),
  'check_ins.read': row([...ORGANISERS, 'auditor']),
  'ledger.correct': row(ORGANISERS),
  /** One's own, at one's own place. */
  'results.send': row([], ['volunteer']),
  'results.read': up(row([...LEADERS, 'viewer', 'auditor'])),
  /** They may show people. */
  'result_photos.read': up(row([...LEADERS, 'auditor'])),
  'results.correct': row(ORGANISERS),
  'gate.read': up(row(GATES, ['gate'])),
  /** People who cannot check in, counted by eye: shown beside the count, never in it. */
  'headcounts.send': up(row(GATES, ['gate'])),
  'headcounts.read': row(OBSERVERS),
  'live.board': row(OBSERVERS),
  'live.screen': row(OBSERVERS, ['screen']),
  /** Of an event that concerns the person. */
  'live.phone': row([], ['volunteer']),
  /** A leader's go to the people of the own unit. */
  'broadcasts.send': up(row(LEADERS)),
  'broadcasts.read': up(row([...LEADERS, 'auditor'])),
  'screens.link': row(ORGANISERS),
  /** What the screens of an event show, and which of them are there. */
  'ceremony.read': row(OBSERVERS),
  'ceremony.run': row(ORGANISERS),
  /** What a screen says of itself. */
  'screens.report': row([], ['screen']),
  'devices.read': row([...ORGANISERS, 'auditor']),
  'devices.change': row(ORGANISERS),
  /** What a device sees of itself. */
  'device.read': row([], ['screen', 'gate']),
  'figures.read': up(row([...LEADERS, 'viewer', 'auditor'])),
  'replay.read': up(row([...OBSERVERS, 'unit_leader'], ['screen'])),
  'audit.read': row([...COORDINATOR, 'auditor']),
  'audit.export': row([...COORDINATOR, 'auditor']),
  'reports.export': row([...ORGANISERS, 'auditor']),
  'rehearsals.run': row(ORGANISERS),
} as const satisfies Record<string, Who>;

export type Action = keyof typeof POLICY;

/** What one must be allowed to, to see a topic. */
export const TOPIC_ACTIONS = {
  board: 'live.board',
  screen: 'live.screen',
  phone: 'live.phone',
} as const satisfies Record<Topic['topic'], Action>;

/** What each message of a socket does; a name that is not here is not listened to. */
export const MESSAGES = {
  join: TOPIC_ACTIONS,
  leave: 'session.read',
  look: 'live.board',
  check_in: 'check_ins.send',
  clock: 'session.read',
  shown: 'screens.report',
} as const satisfies Record<keyof ClientToServer, Action | Record<Topic['topic'], Action>>;

export type MessageName = keyof typeof MESSAGES;

/** Which roles the holder of a role may give and take, at or below the own unit. */
export const GRANTING: Record<Role, readonly Role[]> = {
  province_coordinator: EVERY_ROLE,
  event_organiser: ['unit_leader', 'gate_keeper', 'viewer'],
  unit_leader: ['gate_keeper'],
  gate_keeper: [],
  viewer: [],
  auditor: [],
};
