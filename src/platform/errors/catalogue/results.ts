import type { Catalogue } from './entry.js';

/** Of what was achieved. */
export const RESULTS = {
  not_a_photo: {
    status: 422,
    vi: 'Không đọc được ảnh này. Hãy chụp lại.',
    en: 'This picture cannot be read. Take it again.',
  },
  photo_not_taken: {
    status: 409,
    vi: 'Chỉ nhận ảnh của người đã điểm danh, khi sự kiện đang diễn ra, cho chỉ tiêu cần ảnh.',
    en: 'Pictures are taken from who has checked in, while the event is live, and where an indicator asks for them.',
  },
  too_many_photos: {
    status: 409,
    vi: 'Nhiệm vụ này đã đủ số ảnh.',
    en: 'This assignment has enough pictures.',
  },
  result_below_zero: {
    status: 409,
    vi: 'Không hủy được: người này đã tự bớt số đó rồi.',
    en: 'It cannot be taken back: this person has taken it off already.',
  },
} as const satisfies Catalogue;
