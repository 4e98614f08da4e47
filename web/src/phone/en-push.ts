import type { PushTexts } from './vi-push.js';

/** Words of notifications, English. */
export const enPush: PushTexts = {
  title: 'Ra Quân',
  offer: 'You are asked to take an assignment. Tap to see it and answer.',
  offer_withdrawn: 'Your assignment has changed. Tap to see it.',
  event_moved: 'The time of your assignment has changed. Tap to see it.',
  other: 'You have a new message. Tap to see it.',
};
