import { z } from 'zod';

const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}$`), `${bytes} bytes in base64url`);

/** What a browser needs to subscribe: the public half of this server's VAPID key, P-256, uncompressed. */
export const PushKeySchema = z.strictObject({ publicKey: z.string() }).meta({ id: 'PushKey' });
export type PushKey = z.infer<typeof PushKeySchema>;

/** Where and how a browser can be rung; as `PushSubscription.toJSON()` says it. */
export const SubscribePushSchema = z
  .strictObject({
    endpoint: z.url({ protocol: /^https?$/ }).max(1_000),
    keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
    lang: z.enum(['vi', 'en']),
  })
  .meta({ id: 'SubscribePush' });
export type SubscribePush = z.infer<typeof SubscribePushSchema>;

export const EndPushSchema = z
  .strictObject({ endpoint: z.url({ protocol: /^https?$/ }).max(1_000) })
  .meta({ id: 'EndPush' });
