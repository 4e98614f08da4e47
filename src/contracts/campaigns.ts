import { z } from 'zod';
import { DateSchema, IdSchema, VersionSchema, line } from './common.js';

export const CampaignSchema = z
  .strictObject({
    id: IdSchema,
    orgUnitId: IdSchema,
    title: z.string(),
    theme: z.string().nullable(),
    startsOn: DateSchema,
    endsOn: DateSchema,
    events: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Campaign' });
export type Campaign = z.infer<typeof CampaignSchema>;
export const CampaignListSchema = z.array(CampaignSchema).meta({ id: 'CampaignList' });
export const CreateCampaignSchema = z
  .strictObject({
    orgUnitId: IdSchema,
    title: line(200),
    theme: line(300).optional(),
    startsOn: DateSchema,
    endsOn: DateSchema,
  })
  .refine((c) => c.startsOn <= c.endsOn, { path: ['endsOn'], message: 'ends_before_start' })
  .meta({ id: 'CreateCampaign' });
export type CreateCampaign = z.infer<typeof CreateCampaignSchema>;
/** Its days still have to hold all its events. */
export const ChangeCampaignSchema = z
  .strictObject({
    version: VersionSchema,
    title: line(200),
    theme: line(300).nullable(),
    startsOn: DateSchema,
    endsOn: DateSchema,
  })
  .refine((c) => c.startsOn <= c.endsOn, { path: ['endsOn'], message: 'ends_before_start' })
  .meta({ id: 'ChangeCampaign' });
export type ChangeCampaign = z.infer<typeof ChangeCampaignSchema>;
