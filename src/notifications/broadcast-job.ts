import { z } from 'zod';
import { IdSchema } from '../contracts/common.js';
import { defineJob } from '../platform/jobs/job.js';

/** Puts a broadcast into the inboxes of those it is for. */
export const sendBroadcast = defineJob('send_broadcast', z.strictObject({ broadcastId: IdSchema }));
