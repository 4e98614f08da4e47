import type { Catalogue } from './entry.js';

/** Of plans, offers and places. */
export const ASSIGNMENTS = {
  nobody_registered: {
    status: 409,
    vi: 'Chưa có ai đăng ký tham gia sự kiện. Hãy đăng ký danh sách trước.',
    en: 'Nobody is registered for the event yet. Register the roster first.',
  },
  no_demand: {
    status: 409,
    vi: 'Chưa có nhu cầu ở ca nào. Hãy nhập nhu cầu trước.',
    en: 'No shift has a demand yet. Enter the demand first.',
  },
  plan_not_draft: {
    status: 409,
    vi: 'Phương án này không còn là bản nháp.',
    en: 'This plan is no longer a draft.',
  },
  no_proof: {
    status: 409,
    vi: 'Phương án này không có lời giải đã chứng minh: chưa tính xong hoặc đã được chỉnh sửa. Hãy tính lại.',
    en: 'This plan has no proof: it is not computed yet, or was changed by hand. Run it again.',
  },
  impossible_move: {
    status: 422,
    vi: 'Người này không thể nhận ca đó.',
    en: 'This person cannot take that shift.',
  },
  overlapping_assignment: {
    status: 409,
    vi: 'Người này đã có ca khác trùng giờ.',
    en: 'This person already has an overlapping shift.',
  },
  offer_gone: { status: 409, vi: 'Lời mời này không còn hiệu lực.', en: 'This offer no longer stands.' },
} as const satisfies Catalogue;
