import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A text message that would have gone out, for developers to read. */
@Entity('developer_texts')
export class DeveloperTextEntity {
  @PrimaryColumn('uuid') id!: string;
  /** To whom. */
  @Column('uuid') person_id!: string;
  @Column('text') body!: string;
  @Column('timestamptz') created_at!: Date;
}
