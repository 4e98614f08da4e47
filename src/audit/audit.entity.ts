import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_entries')
export class AuditEntryEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') kind!: 'act' | 'insert' | 'update' | 'delete' | 'look' | 'export';
  @Column('uuid', { nullable: true }) act_id!: string | null;
  @Column('text') actor_kind!: string;
  @Column('uuid', { nullable: true }) actor_id!: string | null;
  @Column('uuid', { nullable: true }) session_id!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) action!: string | null;
  @Column('text', { nullable: true }) route!: string | null;
  @Column('text', { nullable: true }) table_name!: string | null;
  @Column('text', { array: true }) row_ids!: string[];
  @Column('uuid', { nullable: true }) event_id!: string | null;
  @Column('uuid', { array: true }) units!: string[];
  @Column('jsonb') changes!: unknown;
}

@Entity('audit_seals')
export class AuditSealEntity {
  @PrimaryColumn('bigint') seq!: string;
  @Column('bigint') entry_id!: string;
  @Column('bytea') hash!: Buffer;
}

@Entity('audit_heads')
export class AuditHeadEntity {
  @PrimaryColumn('bigint') seq!: string;
  @Column('bytea') hash!: Buffer;
  @Column('timestamptz') signed_at!: Date;
  @Column('text') key_id!: string;
  @Column('bytea') signature!: Buffer;
}
