import { vietnamDateTime } from '../../kernel/vietnam-time.js';
import type { Window } from './window.js';

/** What people read when their event has moved. */
export function movedLetter(title: string, before: Window, after: Window): { vi: string; en: string } {
  const [old, now] = [vietnamDateTime(before.startsAt), vietnamDateTime(after.startsAt)];
  return {
    vi: `“${title}” đổi thời gian: trước đây bắt đầu lúc ${old}, nay bắt đầu lúc ${now} (giờ Việt Nam).`,
    en: `“${title}” has moved: it was to begin at ${old}, it now begins at ${now} (Vietnam time).`,
  };
}
