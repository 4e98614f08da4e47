import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who takes part in an event. */
@Entity('registrations')
export class RegistrationEntity {
  @PrimaryColumn('uuid') event_id!: string;
  @PrimaryColumn('uuid') person_id!: string;
  @Column('boolean') simulated!: boolean;
  /** The person's unit when it was registered. */
  @Column('uuid') org_unit_id!: string;
  @Column('timestamptz') registered_at!: Date;
}
