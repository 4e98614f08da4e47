/**
 * What the audit keeps of each table. Every table is audited unless it stands in UNAUDITED, and of a
 * table that nobody has thought about only ids, numbers, flags and times are kept: of any other
 * column the audit says that it changed, not from what to what.
 */

/** Tables that leave no entry of their own, each with the place that says who did it. */
export const UNAUDITED: Readonly<Record<string, string>> = {
  audit_entries: 'the audit itself',
  audit_seals: 'the audit itself',
  audit_heads: 'the audit itself',
  migrations: 'the schema',
  administrative_units: 'come with a release; gazetteer_imports says which',
  administrative_unit_names: 'as administrative_units',
  administrative_unit_successors: 'as administrative_units',
  administrative_unit_centroids: 'as administrative_units',
  gazetteer_imports: 'as administrative_units',
  check_ins: 'a ledger: each row says who, when and by what device, and is never changed',
  check_in_conflicts: 'the refused side of the ledger',
  results: 'a ledger, as check_ins',
  result_counts: 'the sums of that ledger',
  event_counts: 'the sums of the ledger; the count audit recounts them',
  activities: 'the stream of what happened',
  count_audits: 'what the count audit found',
  assignments: 'assignment_steps, which is audited, tells every state they enter; coming is in the ledger',
  assignment_acts: 'what a request did, to be undone; assignment_steps tell every state it made',
  former_lines: 'the lines of org_units, whose change is audited',
  plan_gaps: 'the outcome of a plan, whose own row is audited',
  plan_proofs: 'the outcome of a plan',
  standbys: 'the outcome of a plan that was published',
  inbox_items: 'letters that follow from what is audited',
  roster_imports: 'its requests are acts, and the people it changes are audited; the row holds the file',
  one_time_codes: 'lives for minutes; the session it opens is audited',
  provider_trips:
    'on the way to an identity provider, for minutes; the session or identity it ends in is audited',
  log_in_attempts: 'counts of hashes',
  shared_counts: 'counts of hashes',
  device_pairings: 'on the way to a device, for minutes; the device it ends in is audited',
  seen_screens: 'signs of life of the screens of a hall',
  developer_texts: 'stands in for the SMS gateway',
  push_subscriptions: 'where a browser is rung: goes with its session, which is audited',
  to_seal: 'waits for the next start, which seals it into the row it came from; that change is audited',
};

/** Operations that are not audited, of tables that otherwise are. */
export const UNAUDITED_OPERATIONS: Readonly<Record<string, readonly ('INSERT' | 'UPDATE' | 'DELETE')[]>> = {
  // A ledger of its own, as results; that one is taken away is a change.
  result_photos: ['INSERT'],
  // Goes with its assignment.
  assignment_steps: ['DELETE'],
  // What the engine proposes is the plan's; what a human pins or moves is a change.
  plan_proposals: ['INSERT', 'DELETE'],
};

/** Text and other columns that may be read in the audit, beside ids, numbers, flags and times. */
export const KEPT: Readonly<Record<string, readonly string[]>> = {
  org_units: ['kind', 'name', 'province_id', 'commune_id'],
  role_grants: ['role'],
  sessions: ['kind'],
  campaigns: ['title', 'theme', 'starts_on', 'ends_on'],
  indicators: ['name_vi', 'name_en', 'unit_vi', 'unit_en', 'counts'],
  result_voids: ['reason'],
  events: ['province_id', 'kind', 'title', 'state'],
  sites: ['name', 'commune_id', 'address'],
  shifts: ['title'],
  demands: ['skill'],
  plans: ['state', 'weights', 'error'],
  plan_proposals: ['skill'],
  assignment_steps: ['state'],
  check_in_voids: ['reason'],
  headcounts: ['reason'],
  reconciliations: ['decision', 'reason'],
  closings: ['sites', 'ledger_sha256'],
  rehearsals: ['state'],
  devices: ['kind', 'name'],
  broadcasts: ['state', 'commune_ids', 'states', 'skills'],
  ceremonies: ['theme'],
  ceremony_logos: ['type'],
  consents: ['purpose', 'given_by', 'channel', 'lang', 'signed_on'],
  privacy_requests: ['kind', 'state'],
  retention_runs: ['removed'],
};

/** Never kept, whatever its type: what opens something, and what is taken from a person who is erased. */
export const SECRET =
  /hash|sealed|secret|key|token|code|cipher|password|phone|birth|verifier|nonce|vehicle|distance/;

/** Rows are named by these where the primary key is itself a secret, or says nothing. */
export const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  personal_links: ['person_id'],
  consents: ['person_id'],
  recovery_codes: ['staff_id'],
  staff_devices: ['staff_id'],
  staff_identities: ['staff_id'],
  assignment_steps: ['assignment_id'],
};

/** Columns that move by themselves: a change of nothing else leaves no entry. */
export const QUIET = new Set([
  'rev',
  'facts_rev',
  'version',
  'inbox_seq',
  'progress',
  'step',
  'done',
  'total',
  'attempts',
  'updated_at',
  'changed_at',
  'seen_at',
  'last_seen_at',
  'last_used_at',
  'idle_until',
  'active_at',
  'last_step',
]);

/** Tables of which one statement changes thousands of rows: an entry for each row would cost more than the change. */
export const IN_BULK = new Set(['people']);

/** Which updates of a row are audited, where most are not. */
export const ONLY_WHEN: Readonly<Record<string, string>> = {
  plan_proposals: `OLD.shift_id IS DISTINCT FROM NEW.shift_id OR OLD.pinned IS DISTINCT FROM NEW.pinned`,
};
