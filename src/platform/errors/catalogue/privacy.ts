import type { Catalogue } from './entry.js';

/** Of consents and of what people ask about their own data. */
export const PRIVACY = {
  wording_changed: {
    status: 409,
    vi: 'Nội dung xin phép vừa được sửa. Hãy tải lại trang và đọc bản mới.',
    en: 'The wording has just been changed. Load the page again and read the new one.',
  },
  birth_date_needed: {
    status: 409,
    vi: 'Cần biết ngày sinh trước: người chưa đủ 16 tuổi cần cha, mẹ hoặc người giám hộ cùng đồng ý.',
    en: 'The date of birth comes first: under 16 a parent or guardian has to agree too.',
  },
  birth_date_known: {
    status: 409,
    vi: 'Ngày sinh đã có trong danh sách. Muốn sửa, bạn gửi yêu cầu ở mục Dữ liệu.',
    en: 'The date of birth is on the roll already. To put it right, ask the office under My data.',
  },
  birth_date_implausible: {
    status: 400,
    vi: 'Ngày sinh chưa đúng. Bạn xem lại ngày, tháng, năm.',
    en: 'That date of birth cannot be right. Look at day, month and year again.',
  },
  guardian_needed: {
    status: 409,
    vi: 'Việc này cần cha, mẹ hoặc người giám hộ cùng đồng ý.',
    en: 'A parent or guardian has to agree to this too.',
  },
  not_a_minor: {
    status: 409,
    vi: 'Không có phiếu nào cần ghi: người này đã đủ 16 tuổi, chưa có ngày sinh, hoặc chưa từng có phiếu.',
    en: 'There is no paper to record: this person is 16 or older, has no date of birth, or never had one.',
  },
  signed_in_future: {
    status: 422,
    vi: 'Ngày ký phiếu không thể sau hôm nay.',
    en: 'A paper cannot be signed after today.',
  },
  request_open: {
    status: 409,
    vi: 'Bạn đã gửi yêu cầu này và đang chờ trả lời.',
    en: 'You have sent this request already; it waits for an answer.',
  },
  request_decided: {
    status: 409,
    vi: 'Yêu cầu này đã được trả lời.',
    en: 'This request has been answered already.',
  },
  request_extended: {
    status: 409,
    vi: 'Thời hạn chỉ được gia hạn một lần.',
    en: 'The term can be extended once only.',
  },
} as const satisfies Catalogue;
