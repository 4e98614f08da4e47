import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlaceRolesOnTheTree1763800030000 implements MigrationInterface {
  readonly name = 'PlaceRolesOnTheTree1763800030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    ALTER TABLE role_grants
      ADD COLUMN campaign_id uuid CONSTRAINT role_grants_campaign_fk REFERENCES campaigns,
      ADD CONSTRAINT role_grants_role CHECK (role IN
        ('province_coordinator', 'event_organiser', 'unit_leader', 'gate_keeper', 'viewer', 'auditor')),
      -- An event is part of one campaign: to name both would say one thing twice.
      ADD CONSTRAINT role_grants_one_occasion CHECK (event_id IS NULL OR campaign_id IS NULL);
    CREATE INDEX role_grants_org_unit ON role_grants (org_unit_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP INDEX role_grants_org_unit;
    ALTER TABLE role_grants
      DROP CONSTRAINT role_grants_one_occasion,
      DROP CONSTRAINT role_grants_role,
      DROP COLUMN campaign_id;
    `);
  }
}
