/** Why this page cannot do everything here. */
export type Trouble =
  /** Opened inside another app, whose own browser lacks much and forgets easily. */
  | { kind: 'in_app'; app: string | null; on: 'android' | 'ios' | 'other' }
  /** On plain http browsers give no camera, no storage of the app, no notifications. */
  | { kind: 'plain_http' };

const APPS: readonly [RegExp, string][] = [
  [/zalo/i, 'Zalo'],
  [/messenger|orca-android|FBAN\/MessengerForiOS/i, 'Messenger'],
  [/FBAN|FBAV|FB_IAB/, 'Facebook'],
  [/instagram/i, 'Instagram'],
  [/musical_ly|bytedance|tiktok/i, 'TikTok'],
  [/\bLine\//, 'LINE'],
  [/viber/i, 'Viber'],
  [/micromessenger/i, 'WeChat'],
  [/telegram/i, 'Telegram'],
];

/** What the browser says of itself is all there is to go by: an app that hides itself is not found. */
export function troubleOf(userAgent: string, isSecure: boolean): Trouble | null {
  const ios = /iPhone|iPad|iPod/.test(userAgent);
  const android = userAgent.includes('Android');
  const app = APPS.find(([mark]) => mark.test(userAgent))?.[1] ?? null;
  // Android says of its own view that it is one; that of an iPhone lacks Safari's name.
  const isView =
    (android && userAgent.includes('; wv)')) || (ios && !/Safari\/|CriOS|FxiOS|EdgiOS/.test(userAgent));
  if (app !== null || isView) return { kind: 'in_app', app, on: android ? 'android' : ios ? 'ios' : 'other' };
  return isSecure ? null : { kind: 'plain_http' };
}

/** A link that Android opens in Chrome, whatever app shows it. Android reads from the last #: ours may stand before. */
export function chromeLink(address: string): string {
  const end = address.indexOf(':');
  const scheme = address.slice(0, end);
  return `intent${address.slice(end)}#Intent;scheme=${scheme};package=com.android.chrome;end`;
}
