import { z } from 'zod';
import { IdSchema, InstantSchema, UnitIdSchema } from './common.js';
import { CountsSchema } from './events.js';

/** Every figure of an event at one revision; the files with the same name say the same. */
export const EventExportSchema = z
  .strictObject({
    eventId: IdSchema,
    rev: z.int(),
    at: InstantSchema,
    totals: CountsSchema,
    /** Rows of the ledger of participation, counted at the same moment: equals `totals.turns`. */
    ledger: z.int(),
    /**
     * Of a closed event: the signed figure, which never changes, and the entries of the ledger since.
     * `totals` is the figure with these amendments.
     */
    closing: z
      .strictObject({
        people: z.int(),
        turns: z.int(),
        signer: z.string(),
        closedAt: InstantSchema,
        ledgerSha256: z.string(),
        amendments: z.int(),
      })
      .nullable(),
    communes: z.array(
      z.strictObject({
        communeId: UnitIdSchema,
        name: z.string(),
        minimum: z.int(),
        target: z.int(),
        counts: CountsSchema,
      }),
    ),
  })
  .meta({ id: 'EventExport' });
export type EventExport = z.infer<typeof EventExportSchema>;
