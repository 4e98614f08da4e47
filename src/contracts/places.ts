import { z } from 'zod';
import { DateSchema, ProvinceCodeSchema, UnitIdSchema, line } from './common.js';

export const UnitLevelSchema = z.enum(['province', 'district', 'commune']);
export type UnitLevel = z.infer<typeof UnitLevelSchema>;

/** An administrative unit as it is called on one date. `parentId` is null for a province. */
export const AdministrativeUnitSchema = z
  .strictObject({
    id: UnitIdSchema,
    code: z.string(),
    level: UnitLevelSchema,
    parentId: UnitIdSchema.nullable(),
    provinceId: UnitIdSchema,
    name: z.string(),
    fullName: z.string(),
    type: z.string(),
    validFrom: DateSchema,
    validTo: DateSchema.nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    areaKm2: z.number().nullable(),
    population: z.int().nullable(),
  })
  .meta({ id: 'AdministrativeUnit' });
export type AdministrativeUnit = z.infer<typeof AdministrativeUnitSchema>;

export const UnitDetailSchema = AdministrativeUnitSchema.extend({
  names: z.array(
    z.strictObject({
      name: z.string(),
      fullName: z.string(),
      type: z.string(),
      validFrom: DateSchema,
      validTo: DateSchema.nullable(),
    }),
  ),
  predecessors: z.array(z.strictObject({ id: UnitIdSchema, fullName: z.string(), relation: z.string() })),
  successors: z.array(
    z.strictObject({ id: UnitIdSchema, fullName: z.string(), relation: z.string(), isDefault: z.boolean() }),
  ),
}).meta({ id: 'UnitDetail' });
export type UnitDetail = z.infer<typeof UnitDetailSchema>;

export const UnitSearchSchema = z.strictObject({
  q: line(80, 0).default(''),
  level: UnitLevelSchema.optional(),
  province: ProvinceCodeSchema.optional(),
  on: DateSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

/** The date whose set of units, and names, is asked for; today unless told. */
export const OnQuerySchema = z.strictObject({ on: DateSchema.optional() });

export const UnitListSchema = z.array(AdministrativeUnitSchema).meta({ id: 'UnitList' });

/** "Which unit was this on date D, and what is it now?" */
export const ResolveQuerySchema = z.strictObject({
  code: z.string().regex(/^\d{2,5}$/),
  on: DateSchema,
});
export const ResolveAnswerSchema = z
  .strictObject({
    then: AdministrativeUnitSchema,
    now: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('same'), unit: AdministrativeUnitSchema }),
      z.strictObject({ kind: z.literal('merged'), unit: AdministrativeUnitSchema }),
      /** The old unit was split and no single successor is official: somebody has to choose. */
      z.strictObject({ kind: z.literal('split_choose'), candidates: z.array(AdministrativeUnitSchema) }),
      z.strictObject({ kind: z.literal('unknown') }),
    ]),
  })
  .meta({ id: 'ResolveAnswer' });
export type ResolveAnswer = z.infer<typeof ResolveAnswerSchema>;

/** A unit's border as a GeoJSON Feature, for looking at: it is no legal evidence. */
export const OutlineSchema = z
  .strictObject({
    type: z.literal('Feature'),
    id: UnitIdSchema,
    properties: z.strictObject({ fullName: z.string(), provinceId: UnitIdSchema }),
    geometry: z.strictObject({
      type: z.enum(['Polygon', 'MultiPolygon']),
      coordinates: z.array(z.array(z.unknown())),
    }),
  })
  .meta({ id: 'Outline' });
export type Outline = z.infer<typeof OutlineSchema>;
