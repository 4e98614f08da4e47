import { z } from 'zod';
import { IdSchema } from './common.js';

/** A link that opens the ceremony screen of one event without typing on the wall. */
export const ScreenLinkSchema = z
  .strictObject({ eventId: IdSchema, token: z.string(), path: z.string() })
  .meta({ id: 'ScreenLink' });
export type ScreenLink = z.infer<typeof ScreenLinkSchema>;
