import type { Refusal } from '../../contracts/participation.js';
import { vietnamClock } from '../../kernel/vietnam-time.js';

type Sentence = { vi: string; en: string };

type Timed = 'already_checked_in' | 'wrong_site' | 'expired_gate_code' | 'late_gate_code';

const REFUSALS: Record<Exclude<Refusal, Timed>, Sentence> = {
  unknown_code: {
    vi: 'Không đọc được mã này. Hãy quét lại hoặc nhập số điện thoại ở bàn đón tiếp.',
    en: 'This code cannot be read. Scan again, or enter the phone number at the desk.',
  },
  forged_code: {
    vi: 'Mã này không đúng. Hãy mở mã mới trên điện thoại của tình nguyện viên.',
    en: 'This code is not genuine. Open the code on the volunteer’s phone again.',
  },
  expired_own_code: {
    vi: 'Mã này của một ngày đã qua. Hãy mở lại mã trên điện thoại của tình nguyện viên.',
    en: 'This code is of a day that is over. Open the code on the volunteer’s phone again.',
  },
  wrong_gate_code: {
    vi: 'Mã của cổng không đúng. Hãy quét mã đang hiện ở cổng.',
    en: 'The gate’s code is wrong. Scan the code the gate shows now.',
  },
  wrong_event: { vi: 'Mã này thuộc một sự kiện khác.', en: 'This code belongs to another event.' },
  unknown_person: {
    vi: 'Không tìm thấy người này trong danh sách tham gia sự kiện.',
    en: 'This person is not on the list of the event.',
  },
  not_assigned: {
    vi: 'Bạn chưa được phân công ở đây. Hãy đến gặp người phụ trách điểm.',
    en: 'You have no place here. Please see the person in charge of this site.',
  },
  offer_not_accepted: {
    vi: 'Phân công của bạn ở đây không còn hiệu lực. Hãy đến gặp người phụ trách điểm.',
    en: 'Your place here no longer stands. Please see the person in charge of this site.',
  },
  event_not_live: {
    vi: 'Sự kiện chưa bắt đầu nên chưa thể điểm danh.',
    en: 'The event has not begun: nobody can be checked in yet.',
  },
  event_closed: {
    vi: 'Sự kiện đã chốt số. Lượt điểm danh này được giữ lại để ban tổ chức xem xét.',
    en: 'The event is closed. This check-in is kept, and the organisers will decide on it.',
  },
  simulated_mix: {
    vi: 'Không được trộn người diễn tập với người thật.',
    en: 'Simulated and real people cannot be mixed.',
  },
  unknown_site: {
    vi: 'Địa điểm này không thuộc sự kiện.',
    en: 'This site does not belong to the event.',
  },
};

export function countedSentence(at: Date): Sentence {
  const time = vietnamClock(at);
  return { vi: `Đã điểm danh lúc ${time}.`, en: `Checked in at ${time}.` };
}

/** What a refused scan is told: when the person came before, where he or she should go, of when the code is. */
export function refusalSentence(
  refusal: Refusal,
  know: { earlierAt: Date | null; rightSite: string | null; codeShownAt: Date | null },
): Sentence {
  if (refusal === 'already_checked_in') {
    if (!know.earlierAt) return { vi: 'Đã điểm danh trước đó.', en: 'Already checked in.' };
    const time = vietnamClock(know.earlierAt);
    return { vi: `Đã điểm danh lúc ${time}.`, en: `Already checked in at ${time}.` };
  }
  if (refusal === 'wrong_site') {
    if (know.rightSite === null) {
      return { vi: 'Người này được phân công ở điểm khác.', en: 'This person has a place at another site.' };
    }
    return {
      vi: `Người này được phân công ở điểm khác: ${know.rightSite}.`,
      en: `This person has a place at another site: ${know.rightSite}.`,
    };
  }
  if (refusal === 'late_gate_code') {
    const [vi, en] = know.codeShownAt
      ? [
          `đúng lúc ${vietnamClock(know.codeShownAt)} nhưng`,
          `was right at ${vietnamClock(know.codeShownAt)} but`,
        ]
      : ['đúng lúc quét nhưng', 'was right when it was scanned but'];
    return {
      vi: `Mã của cổng ${vi} đến máy chủ muộn: lượt này được giữ lại để ban tổ chức xem xét. Nếu còn ở cổng, hãy quét mã đang hiện.`,
      en: `The gate’s code ${en} arrived late: the check-in is kept, and the organisers will decide on it. If you are still at the gate, scan the code it shows now.`,
    };
  }
  if (refusal === 'expired_gate_code') {
    const [vi, en] = know.codeShownAt
      ? [` của lúc ${vietnamClock(know.codeShownAt)}`, ` of ${vietnamClock(know.codeShownAt)}`]
      : ['', ''];
    return {
      vi: `Đây là mã cũ${vi}, không còn dùng được: ảnh chụp mã không điểm danh được. Hãy quét mã đang hiện ở cổng.`,
      en: `This is an old code${en}, and no longer good: a picture of a code checks nobody in. Scan the code the gate shows now.`,
    };
  }
  return REFUSALS[refusal];
}
