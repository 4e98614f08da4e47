import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepCodeFaults1763800035000 implements MigrationInterface {
  readonly name = 'KeepCodeFaults1763800035000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- What was wrong with a scan's code, where it was refused for something else: it came after the
    -- closing, and whoever decides on it wants to know both.
    ALTER TABLE check_in_conflicts ADD COLUMN code_fault text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE check_in_conflicts DROP COLUMN code_fault;');
  }
}
