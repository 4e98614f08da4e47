import type { Catalogue } from './entry.js';

/** What may be said anywhere: of the request itself, of rights, of what is there. */
export const GENERAL = {
  invalid_input: {
    status: 400,
    vi: 'Dữ liệu gửi lên chưa đúng. Xem từng ô để sửa.',
    en: 'The input is not valid. See each field.',
  },
  malformed_request: { status: 400, vi: 'Không đọc được yêu cầu.', en: 'The request cannot be read.' },
  not_signed_in: { status: 401, vi: 'Bạn cần đăng nhập.', en: 'You need to sign in.' },
  not_allowed: { status: 403, vi: 'Bạn không có quyền làm việc này.', en: 'You are not allowed to do this.' },
  foreign_origin: {
    status: 403,
    vi: 'Yêu cầu đến từ một trang khác.',
    en: 'The request comes from another site.',
  },
  not_found: { status: 404, vi: 'Không tìm thấy.', en: 'Not found.' },
  method_not_allowed: {
    status: 405,
    vi: 'Cách gọi này không được hỗ trợ.',
    en: 'This method is not supported.',
  },
  already_exists: { status: 409, vi: 'Đã có rồi.', en: 'It already exists.' },
  wrong_state: {
    status: 409,
    vi: 'Không làm được ở trạng thái hiện tại.',
    en: 'Not possible in the present state.',
  },
  too_large: { status: 413, vi: 'Tệp hoặc dữ liệu quá lớn.', en: 'The file or the data is too large.' },
  unsupported_media: {
    status: 415,
    vi: 'Kiểu dữ liệu không được hỗ trợ.',
    en: 'This kind of content is not supported.',
  },
  too_many_requests: {
    status: 429,
    vi: 'Quá nhiều lần trong thời gian ngắn. Hãy đợi một lát rồi thử lại.',
    en: 'Too many times in a short while. Wait a moment and try again.',
  },
  internal: {
    status: 500,
    vi: 'Máy chủ gặp lỗi. Dữ liệu của bạn không bị mất; hãy thử lại.',
    en: 'The server met an error. Nothing of yours is lost; try again.',
  },
  overloaded: {
    status: 503,
    vi: 'Máy chủ đang quá tải. Hãy thử lại sau ít giây.',
    en: 'The server is overloaded. Try again in a few seconds.',
  },
  database_away: {
    status: 503,
    vi: 'Máy chủ chưa liên lạc được với cơ sở dữ liệu. Dữ liệu của bạn không bị mất; hãy thử lại sau ít giây.',
    en: 'The server cannot reach its database. Nothing of yours is lost; try again in a few seconds.',
  },
  simulated_mix: {
    status: 409,
    vi: 'Không được trộn người diễn tập với người thật.',
    en: 'Simulated and real people cannot be mixed.',
  },
  stale_edit: {
    status: 409,
    vi: 'Người khác vừa sửa mục này. Hãy xem bản mới, rồi sửa lại nếu cần.',
    en: 'Somebody else has just changed this. See what it is now, and change it again if need be.',
  },
} as const satisfies Catalogue;
