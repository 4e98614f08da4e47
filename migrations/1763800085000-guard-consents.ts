import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardConsents1763800085000 implements MigrationInterface {
  readonly name = 'GuardConsents1763800085000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
    -- The proof of what was agreed to: rows are added. Only a guardian's name may go, and with a person all.
    CREATE FUNCTION keep_consents() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.guardian_name IS NULL THEN
        NEW.guardian_name := OLD.guardian_name;
        IF NEW IS NOT DISTINCT FROM OLD THEN
          NEW.guardian_name := NULL;
          RETURN NEW;
        END IF;
      ELSIF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM people WHERE id = OLD.person_id) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'consents are only added' USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER consents_only_added BEFORE UPDATE OR DELETE ON consents
      FOR EACH ROW EXECUTE FUNCTION keep_consents();
    CREATE TRIGGER consents_never_emptied BEFORE TRUNCATE ON consents
      FOR EACH STATEMENT EXECUTE FUNCTION keep_consents();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
    DROP TRIGGER consents_never_emptied ON consents;
    DROP TRIGGER consents_only_added ON consents;
    DROP FUNCTION keep_consents;
    `);
  }
}
