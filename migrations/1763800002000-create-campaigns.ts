import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCampaigns1763800002000 implements MigrationInterface {
  readonly name = 'CreateCampaigns1763800002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    CREATE TABLE campaigns (
      id uuid PRIMARY KEY,
      org_unit_id uuid NOT NULL CONSTRAINT campaigns_org_unit_fk REFERENCES org_units,
      title text NOT NULL,
      theme text,
      starts_on date NOT NULL,
      ends_on date NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT campaigns_dates CHECK (starts_on <= ends_on)
    );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TABLE campaigns;
    `);
  }
}
