import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RegistrationTerms } from '../contracts/events.js';

/** A person who takes part in an event. */
@Entity('registrations')
export class RegistrationEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @PrimaryColumn('uuid') person_id!: string;
  @Column('boolean') simulated!: boolean;
  /** The person's unit when it was registered. */
  @Column('uuid') org_unit_id!: string;
  @Column('timestamptz') registered_at!: Date;
  /** When the person can; null: at any time. */
  @Column('jsonb', { nullable: true }) available!: RegistrationTerms['available'];
  @Column('text', { array: true }) wish_commune_ids!: string[];
  @Column('text', { array: true }) excluded_commune_ids!: string[];
}
