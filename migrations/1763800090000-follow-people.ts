import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowPeople1763800090000 implements MigrationInterface {
  readonly name = 'FollowPeople1763800090000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- Said by the volunteer who has accepted; a check-in asks nothing of it. Cleared when the place is offered anew.
    ALTER TABLE assignments ADD COLUMN on_the_way_at timestamptz;
    -- The member of the staff who took the step; null: the person, or time.
    ALTER TABLE assignment_steps ADD COLUMN staff_id uuid;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- With the audit's trigger that watches it: the audit is installed anew after migrations.
    ALTER TABLE assignment_steps DROP COLUMN staff_id CASCADE;
    ALTER TABLE assignments DROP COLUMN on_the_way_at;
    `);
  }
}
