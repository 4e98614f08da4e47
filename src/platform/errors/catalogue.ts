import { ASSIGNMENTS } from './catalogue/assignments.js';
import { EVENTS } from './catalogue/events.js';
import { GENERAL } from './catalogue/general.js';
import { OUTER_RING } from './catalogue/outer-ring.js';
import { PEOPLE } from './catalogue/people.js';
import { PRIVACY } from './catalogue/privacy.js';
import { RESULTS } from './catalogue/results.js';
import { SIGN_IN } from './catalogue/sign-in.js';

/** By room, from the inside out. No code stands in two of them: the later one would hide the other. */
export const ROOMS = [GENERAL, SIGN_IN, PEOPLE, EVENTS, ASSIGNMENTS, RESULTS, OUTER_RING, PRIVACY] as const;

/**
 * Every error a client can meet: code, HTTP status and a sentence in both languages. A feature
 * throws `new AppError('code')`; HTTP answers and socket acks are made from this table alone.
 */
export const ERRORS = {
  ...GENERAL,
  ...SIGN_IN,
  ...PEOPLE,
  ...EVENTS,
  ...ASSIGNMENTS,
  ...RESULTS,
  ...OUTER_RING,
  ...PRIVACY,
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** What a broken named constraint means to the person who broke it. */
export const CONSTRAINTS: Readonly<Record<string, ErrorCode>> = {
  staff_login_key: 'login_taken',
  staff_identities_key: 'identity_taken',
  people_phone_key: 'phone_taken',
  privacy_requests_one_open: 'request_open',
  org_units_name_key: 'already_exists',
  indicators_code_key: 'already_exists',
  seen_screens_session_fk: 'not_signed_in',
  seen_screens_event_fk: 'not_found',
  assignments_no_overlap: 'overlapping_assignment',
  assignments_one_per_shift: 'already_exists',
  assignments_event_simulated_fk: 'simulated_mix',
  assignments_person_simulated_fk: 'simulated_mix',
  registrations_event_simulated_fk: 'simulated_mix',
  registrations_person_simulated_fk: 'simulated_mix',
  check_ins_event_simulated_fk: 'simulated_mix',
  check_ins_person_simulated_fk: 'simulated_mix',
  org_units_commune_fk: 'unknown_unit',
  sites_commune_fk: 'unknown_unit',
  people_home_commune_fk: 'unknown_unit',
  campaigns_org_unit_fk: 'unknown_org_unit',
  events_campaign_fk: 'unknown_campaign',
  shifts_site_fk: 'site_in_use',
  assignments_site_fk: 'site_in_use',
  check_ins_site_fk: 'site_in_use',
  headcounts_site_fk: 'site_in_use',
  assignments_shift_fk: 'shift_in_use',
  check_ins_shift_fk: 'shift_in_use',
};
