import type { WayOutTexts } from './vi.js';

/** Words of how to get out of a browser that cannot do everything, English. */
export const en: WayOutTexts = {
  inApp: (app) => `You have opened this inside ${app}`,
  inSomeApp: 'You have opened this inside another app',
  why: 'Here the phone cannot tell you anything once the page is closed, may not scan QR codes, and may lose a saved check-in. Open it in the phone’s own browser; the link works only where it is opened first.',
  steps: {
    android: 'Press ⋮ or ⋯ in the corner and choose “Open in browser” or “Open in Chrome”.',
    ios: 'Press ⋯ or the share sign in the corner and choose “Open in browser” or “Open in Safari”.',
    other: 'Copy the link and paste it into the phone’s browser.',
  },
  openChrome: 'Open in Chrome',
  copy: 'Copy the link',
  copied: 'Copied. Paste it into Chrome or Safari.',
  notCopied: 'It could not be copied. Hold your finger on the link in the message to copy it.',
  stay: 'Use it here all the same',
  plainHttp:
    'This page is not on https: it does not open without a network, scans no QR codes and sends no notifications. Checking in by the 6 digits works.',
};
