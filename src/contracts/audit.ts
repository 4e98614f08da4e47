import { z } from 'zod';
import { IdSchema, InstantSchema, PageQuerySchema, line, pageOf } from './common.js';

export const AuditKindSchema = z.enum(['act', 'insert', 'update', 'delete', 'look', 'export']);

const filter = {
  /** A part of a staff member's name or log-in, an address, or an id. */
  who: line(80, 0).default(''),
  /** `changes`: whatever changed something; `looks`: personal data that were shown or exported. */
  what: z.enum(['', 'changes', 'looks', ...AuditKindSchema.options]).default(''),
  table: z
    .string()
    .regex(/^[a-z_]{0,60}$/)
    .default(''),
  /** The id of a row, as its address shows it. */
  row: line(120, 0).default(''),
  eventId: IdSchema.optional(),
  from: InstantSchema.optional(),
  until: InstantSchema.optional(),
};
export const AuditFilterSchema = z.strictObject(filter);
export type AuditFilter = z.infer<typeof AuditFilterSchema>;
export const AuditQuerySchema = PageQuerySchema.extend(filter);
export type AuditQuery = z.infer<typeof AuditQuerySchema>;

const ValuesSchema = z.record(z.string(), z.json());
export const AuditEntrySchema = z.strictObject({
  /** Its number; entries are told newest first. */
  id: z.int(),
  at: InstantSchema,
  kind: AuditKindSchema,
  /** What one request did carries one id. */
  actId: IdSchema.nullable(),
  actor: z.strictObject({ kind: z.string(), id: IdSchema.nullable(), name: z.string().nullable() }),
  sessionId: IdSchema.nullable(),
  address: z.string().nullable(),
  action: z.string().nullable(),
  route: z.string().nullable(),
  table: z.string().nullable(),
  eventId: IdSchema.nullable(),
  /** How many rows or people it is about, and the first of them. */
  rows: z.strictObject({ count: z.int(), first: z.array(z.string()) }),
  /** The first changes: `•` stands for a value that is not told. */
  changes: z.array(
    z.strictObject({
      row: z.string().optional(),
      before: ValuesSchema.optional(),
      after: ValuesSchema.optional(),
      /** Of a request: what it was asked with. */
      of: ValuesSchema.optional(),
    }),
  ),
  /** Its place in the hash chain; null until it is sealed, some seconds after the change. */
  link: z.int().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntrySchema>;
export const AuditPageSchema = pageOf(AuditEntrySchema).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPageSchema>;
