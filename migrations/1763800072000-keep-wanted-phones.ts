import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepWantedPhones1763800072000 implements MigrationInterface {
  readonly name = 'KeepWantedPhones1763800072000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE privacy_requests ADD COLUMN wanted_phone_sealed bytea;');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE privacy_requests DROP COLUMN wanted_phone_sealed;');
  }
}
