import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('org_units')
export class OrgUnitEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) parent_id!: string | null;
  /** From the root down to this unit, itself included. */
  @Column('uuid', { array: true }) ancestors!: string[];
  @Column('text') kind!: 'province' | 'commune' | 'branch';
  @Column('text') name!: string;
  @Column('text') folded!: string;
  @Column('text') province_id!: string;
  @Column('text', { nullable: true }) commune_id!: string | null;
  @Column('timestamptz') created_at!: Date;
}
