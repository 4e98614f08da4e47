import type { Catalogue } from './entry.js';

/** Of campaigns, events and what they need. */
export const EVENTS = {
  unknown_campaign: { status: 422, vi: 'Không có chiến dịch này.', en: 'There is no such campaign.' },
  unknown_event: { status: 422, vi: 'Không có sự kiện này.', en: 'There is no such event.' },
  outside_campaign: {
    status: 422,
    vi: 'Sự kiện phải nằm trong thời gian của chiến dịch.',
    en: 'An event must lie within its campaign.',
  },
  outside_event_window: {
    status: 422,
    vi: 'Ca phải nằm trong thời gian của sự kiện.',
    en: 'A shift must lie within the event.',
  },
  event_not_live: { status: 409, vi: 'Sự kiện chưa bắt đầu hoặc đã kết thúc.', en: 'The event is not live.' },
  event_closed: { status: 409, vi: 'Sự kiện đã kết thúc.', en: 'The event is closed.' },
  counts_differ: {
    status: 409,
    vi: 'Số đếm không khớp với sổ điểm danh nên chưa chốt được. Hãy xem bảng sai lệch ở trang Chốt số và cho người quản trị đếm lại.',
    en: 'The counts differ from the ledger, so the event cannot be closed. See the differences on the Closing page, and have an administrator recount.',
  },
  unknown_site: {
    status: 422,
    vi: 'Địa điểm này không thuộc sự kiện.',
    en: 'This site does not belong to the event.',
  },
  site_in_use: {
    status: 409,
    vi: 'Địa điểm đã có ca hoặc phân công.',
    en: 'The site already has shifts or assignments.',
  },
  shift_in_use: { status: 409, vi: 'Ca đã có người được phân công.', en: 'The shift already has people.' },
  commune_not_in_event: {
    status: 422,
    vi: 'Có xã, phường không có điểm nào trong sự kiện.',
    en: 'A commune has no site in this event.',
  },
  demand_too_large: {
    status: 422,
    vi: 'Quy tắc này cần hơn 10.000 người ở một xã. Hãy giảm số người.',
    en: 'This rule needs more than 10,000 people in one commune. Ask for fewer.',
  },
  no_demand_header: {
    status: 422,
    vi: 'Không tìm thấy dòng tiêu đề có cột “Xã/phường” và “Chỉ tiêu”.',
    en: 'No header row with a commune and a target column was found.',
  },
  bad_demand_rows: {
    status: 422,
    vi: 'Tệp có dòng sai nên chưa ghi gì. Hãy sửa từng dòng rồi gửi lại.',
    en: 'The file has wrong rows, so nothing was written. Mend each row and send it again.',
  },
  indicators_changed: {
    status: 409,
    vi: 'Người khác vừa sửa danh sách chỉ tiêu. Hãy xem lại danh sách mới rồi sửa tiếp.',
    en: 'Somebody else has just changed the indicators. Look at the new list, then change it.',
  },
  indicator_fixed: {
    status: 409,
    vi: 'Mã và cách đếm của một chỉ tiêu không đổi được. Hãy tắt chỉ tiêu này và thêm chỉ tiêu mới.',
    en: 'The code and the kind of an indicator stay as they are. Switch it off and add another one.',
  },
  events_outside: {
    status: 422,
    vi: 'Chiến dịch phải gồm đủ ngày của các sự kiện trong đó.',
    en: 'The campaign has to hold the days of all its events.',
  },
} as const satisfies Catalogue;
