import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UnitLevel } from '../contracts/places.js';

@Entity('administrative_units')
export class AdministrativeUnitEntity {
  /** The code for today's units; `<code>~202506` for the set in force until 30 June 2025. */
  @PrimaryColumn('text') id!: string;
  @Column('text') code!: string;
  @Column('text') level!: UnitLevel;
  @Column('text', { nullable: true }) parent_id!: string | null;
  @Column('text') province_id!: string;
  @Column('date') valid_from!: string;
  @Column('date', { nullable: true }) valid_to!: string | null;
  @Column('double precision', { nullable: true }) lat!: number | null;
  @Column('double precision', { nullable: true }) lon!: number | null;
  @Column('double precision', { nullable: true }) area_km2!: number | null;
  @Column('integer', { nullable: true }) population!: number | null;
}

/** What a unit was called, and of which type it was, in a span of time. */
@Entity('administrative_unit_names')
export class AdministrativeUnitNameEntity {
  @PrimaryColumn('text') unit_id!: string;
  @PrimaryColumn('date') valid_from!: string;
  @Column('date', { nullable: true }) valid_to!: string | null;
  @Column('text') name!: string;
  @Column('text') full_name!: string;
  @Column('text') type!: string;
  /** For searching only: different communes fold to the same text. */
  @Column('text') folded!: string;
}

@Entity('administrative_unit_successors')
export class AdministrativeUnitSuccessorEntity {
  @PrimaryColumn('text') old_id!: string;
  @PrimaryColumn('text') new_id!: string;
  @Column('text') relation!: string;
  @Column('boolean') is_default!: boolean;
  @Column('text', { nullable: true }) note!: string | null;
}

@Entity('gazetteer_imports')
export class GazetteerImportEntity {
  @PrimaryColumn('text') digest!: string;
  @Column('timestamptz') imported_at!: Date;
}
