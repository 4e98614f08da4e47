import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('org_units')
export class OrgUnitEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) parent_id!: string | null;
  /**
   * The units that hold this one, itself included: from the root down, and whatever it stood below before
   * that was merged.
   */
  @Column('uuid', { array: true }) ancestors!: string[];
  @Column('text') kind!: 'province' | 'commune' | 'branch';
  @Column('text') name!: string;
  @Column('text') folded!: string;
  @Column('text') province_id!: string;
  @Column('text', { nullable: true }) commune_id!: string | null;
  @Column('timestamptz') created_at!: Date;
  /** Of a unit that is history: what it became part of, when, and who said so. */
  @Column('uuid', { nullable: true }) merged_into!: string | null;
  @Column('timestamptz', { nullable: true }) merged_at!: Date | null;
  @Column('uuid', { nullable: true }) merged_by!: string | null;
}

/** The line a unit had until a merge gave it another. */
@Entity('former_lines')
export class FormerLineEntity {
  @PrimaryColumn('uuid') org_unit_id!: string;
  @PrimaryColumn('timestamptz') until!: Date;
  @Column('uuid', { array: true }) ancestors!: string[];
}
