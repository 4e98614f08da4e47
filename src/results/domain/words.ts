import type { ResultRefusal } from '../../contracts/results.js';

type Sentence = { vi: string; en: string };

export const COUNTED: Sentence = { vi: 'Đã ghi nhận.', en: 'Recorded.' };

/** What the phone is told of a report that was kept and not counted. */
export const REFUSED: Readonly<Record<ResultRefusal, Sentence>> = {
  not_assigned: {
    vi: 'Báo cáo này không thuộc nhiệm vụ của bạn.',
    en: 'This report is not of an assignment of yours.',
  },
  not_present: {
    vi: 'Bạn chưa điểm danh ở nhiệm vụ này nên kết quả chưa được tính.',
    en: 'You have not checked in to this assignment, so this is not counted.',
  },
  event_not_live: {
    vi: 'Sự kiện chưa bắt đầu nên kết quả chưa được tính.',
    en: 'The event has not begun: results do not count yet.',
  },
  event_closed: {
    vi: 'Sự kiện đã chốt số. Báo cáo được giữ lại để ban tổ chức xem xét.',
    en: 'The event is closed. The report is kept for the organisers to look at.',
  },
  too_late: {
    vi: 'Báo cáo đến quá muộn: ca đã kết thúc hơn một ngày.',
    en: 'The report came too late: the shift ended more than a day ago.',
  },
  unknown_indicator: {
    vi: 'Chỉ tiêu này không còn được đếm. Hãy mở lại trang Kết quả.',
    en: 'This is not counted any more. Open the results page again.',
  },
  too_much: {
    vi: 'Số quá lớn cho một lần báo cáo. Hãy xem lại, hoặc chia thành nhiều lần.',
    en: 'Too large a number for one report. Look at it again, or send it in parts.',
  },
  below_zero: {
    vi: 'Không bớt được: kết quả sẽ nhỏ hơn 0.',
    en: 'It cannot be taken off: the result would be below zero.',
  },
  more_people_than_turns: {
    vi: 'Số người không thể nhiều hơn số lượt.',
    en: 'There cannot be more people than turns.',
  },
};
