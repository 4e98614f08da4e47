import type { Catalogue } from './entry.js';

/** Of screens, broadcasts and rehearsals. */
export const OUTER_RING = {
  stale_ceremony: {
    status: 409,
    vi: 'Người khác vừa điều khiển màn hình. Hãy xem đang chiếu gì rồi bấm lại.',
    en: 'Somebody else has just moved the screens. Look what they show, then press again.',
  },
  stale_cues: {
    status: 409,
    vi: 'Người khác vừa sửa danh sách này. Hãy tải lại rồi sửa tiếp.',
    en: 'Somebody else has just changed this list. Load it again, then edit.',
  },
  unknown_cue: {
    status: 422,
    vi: 'Cảnh này không còn trong danh sách.',
    en: 'This cue is no longer in the list.',
  },
  not_a_picture: {
    status: 422,
    vi: 'Tệp này không phải ảnh PNG hoặc JPEG dùng được (mỗi chiều tối đa 4.096 điểm ảnh).',
    en: 'This file is no PNG or JPEG picture that can be used (at most 4,096 pixels a side).',
  },
  nobody_reached: {
    status: 409,
    vi: 'Không có ai trong phạm vi này để gửi tin.',
    en: 'There is nobody within this choice to send it to.',
  },
  broadcast_again: {
    status: 409,
    vi: 'Tin này vừa được gửi tới đúng những người này trong một phút qua. Có gửi lần nữa không?',
    en: 'The same text went to the same people within the last minute. Send it once more?',
  },
  broadcast_gone: {
    status: 409,
    vi: 'Tin đã gửi đi hoặc đã được hoàn tác.',
    en: 'It has gone out already, or was taken back.',
  },
  rehearsal_of_rehearsal: {
    status: 409,
    vi: 'Không thể diễn tập một buổi diễn tập.',
    en: 'A rehearsal cannot be rehearsed.',
  },
  rehearsal_running: {
    status: 409,
    vi: 'Một buổi tổng duyệt đang chạy.',
    en: 'A rehearsal is already running.',
  },
} as const satisfies Catalogue;
