import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResults1763800140000 implements MigrationInterface {
  readonly name = 'CreateResults1763800140000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What a campaign counts, and how much of it was promised.
    CREATE TABLE indicators (
      id uuid PRIMARY KEY,
      campaign_id uuid NOT NULL CONSTRAINT indicators_campaign_fk REFERENCES campaigns ON DELETE CASCADE,
      code text NOT NULL,
      name_vi text NOT NULL,
      name_en text NOT NULL,
      unit_vi text NOT NULL,
      unit_en text NOT NULL,
      counts text NOT NULL CONSTRAINT indicators_counts CHECK (counts IN ('quantity', 'turns_people')),
      needs_photo boolean NOT NULL,
      on_phone boolean NOT NULL,
      active boolean NOT NULL,
      target integer CONSTRAINT indicators_target CHECK (target > 0),
      most integer NOT NULL CONSTRAINT indicators_most CHECK (most > 0),
      position integer NOT NULL,
      -- The highest of a campaign is the revision of its list.
      rev bigint NOT NULL,
      CONSTRAINT indicators_code_key UNIQUE (campaign_id, code)
    );

    -- The ledger of what was achieved: what each report adds or takes back. Rows are added, never changed.
    CREATE TABLE results (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL CONSTRAINT results_event_fk REFERENCES events ON DELETE CASCADE,
      person_id uuid NOT NULL CONSTRAINT results_person_fk REFERENCES people,
      -- The phone's own id of the report: the same upload again is the same report.
      entry_id uuid NOT NULL,
      device_id text NOT NULL,
      -- Why it was kept and not counted; then it is tied to nothing.
      refusal text,
      assignment_id uuid,
      shift_id uuid,
      site_id uuid,
      org_unit_id uuid,
      simulated boolean NOT NULL,
      indicator_id uuid CONSTRAINT results_indicator_fk REFERENCES indicators,
      -- Turns, or the quantity; and how many people these turns were.
      amount integer NOT NULL,
      people integer NOT NULL,
      device_time timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      rev bigint NOT NULL,
      CONSTRAINT results_entry_key UNIQUE (event_id, person_id, entry_id),
      CONSTRAINT results_tied CHECK (refusal IS NOT NULL OR (assignment_id IS NOT NULL AND shift_id IS NOT NULL
        AND site_id IS NOT NULL AND org_unit_id IS NOT NULL AND indicator_id IS NOT NULL)),
      CONSTRAINT results_assignment_fk
        FOREIGN KEY (assignment_id, shift_id, site_id, event_id, person_id, org_unit_id, simulated)
        REFERENCES assignments (id, shift_id, site_id, event_id, person_id, org_unit_id, simulated)
    );
    CREATE INDEX results_event ON results (event_id, recorded_at);
    CREATE INDEX results_assignment ON results (assignment_id, indicator_id);
    CREATE INDEX results_person ON results (person_id);

    -- Reports that do not count any more, and why.
    CREATE TABLE result_voids (
      id uuid PRIMARY KEY,
      event_id uuid NOT NULL,
      result_id uuid NOT NULL CONSTRAINT result_voids_result_key UNIQUE
        CONSTRAINT result_voids_result_fk REFERENCES results ON DELETE CASCADE,
      reason text NOT NULL,
      note text,
      voided_by uuid NOT NULL,
      recorded_at timestamptz NOT NULL,
      rev bigint NOT NULL
    );
    CREATE INDEX result_voids_event ON result_voids (event_id);

    -- Sums of the ledger, kept by the transaction that writes it: leaves; a commune is the sum of its sites.
    CREATE TABLE result_counts (
      event_id uuid NOT NULL CONSTRAINT result_counts_event_fk REFERENCES events ON DELETE CASCADE,
      site_id uuid NOT NULL CONSTRAINT result_counts_site_fk REFERENCES sites ON DELETE CASCADE,
      indicator_id uuid NOT NULL CONSTRAINT result_counts_indicator_fk REFERENCES indicators,
      amount integer NOT NULL CONSTRAINT result_counts_amount CHECK (amount >= 0),
      people integer NOT NULL CONSTRAINT result_counts_people CHECK (people >= 0),
      rev bigint NOT NULL,
      CONSTRAINT result_counts_pkey PRIMARY KEY (event_id, site_id, indicator_id)
    );

    -- Campaigns that were there before get the usual ones.
    INSERT INTO indicators (id, campaign_id, code, name_vi, name_en, unit_vi, unit_en, counts, needs_photo, on_phone,
      active, target, most, position, rev)
    SELECT gen_random_uuid(), c.id, i.code, i.name_vi, i.name_en, i.unit_vi, i.unit_en, i.counts, i.needs_photo, true,
      true, NULL, i.most, i.position, 1
    FROM campaigns c CROSS JOIN (VALUES
      ('people_helped', 'Người dân được hỗ trợ', 'People helped', 'lượt', 'turns', 'turns_people', false, 100, 0),
      ('vneid_activated', 'Kích hoạt VNeID', 'VNeID activated', 'tài khoản', 'accounts', 'quantity', false, 100, 1),
      ('files_online', 'Hồ sơ nộp trực tuyến', 'Files submitted online', 'hồ sơ', 'files', 'quantity', false, 100, 2),
      ('payment_accounts', 'Tài khoản thanh toán', 'Payment accounts', 'tài khoản', 'accounts', 'quantity', false, 100, 3),
      ('digital_signatures', 'Chữ ký số', 'Digital signatures', 'chữ ký', 'signatures', 'quantity', false, 100, 4),
      ('households_visited', 'Hộ gia đình đã đến', 'Households visited', 'hộ', 'households', 'quantity', true, 100, 5)
    ) AS i (code, name_vi, name_en, unit_vi, unit_en, counts, needs_photo, most, position);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE result_counts, result_voids, results, indicators;');
  }
}
