import type { Catalogue } from './entry.js';

/** Of places, units, roles and the roll. */
export const PEOPLE = {
  unknown_unit: {
    status: 422,
    vi: 'Không có đơn vị hành chính này.',
    en: 'There is no such administrative unit.',
  },
  unknown_org_unit: {
    status: 422,
    vi: 'Không có đơn vị Đoàn này.',
    en: 'There is no such Youth Union unit.',
  },
  foreign_unit: {
    status: 422,
    vi: 'Đơn vị này thuộc tỉnh khác.',
    en: 'This unit belongs to another province.',
  },
  wrong_parent: {
    status: 422,
    vi: 'Đơn vị này không thể nằm dưới đơn vị cấp trên đã chọn.',
    en: 'A unit of this kind cannot stand below the chosen one.',
  },
  org_unit_merged: {
    status: 409,
    vi: 'Đơn vị này đã sáp nhập vào đơn vị khác.',
    en: 'This unit has become part of another one.',
  },
  merge_into_itself: {
    status: 422,
    vi: 'Không thể sáp nhập một đơn vị vào chính nó.',
    en: 'A unit cannot be merged into itself.',
  },
  merge_into_descendant: {
    status: 422,
    vi: 'Không thể sáp nhập một đơn vị vào đơn vị trực thuộc nó.',
    en: 'A unit cannot be merged into one that stands below it.',
  },
  not_sister_units: {
    status: 422,
    vi: 'Chỉ sáp nhập được hai đơn vị cùng cấp, cùng đơn vị cấp trên.',
    en: 'Only units of the same kind below the same one can be merged.',
  },
  own_role: {
    status: 409,
    vi: 'Bạn không thể tự kết thúc vai trò của mình. Hãy nhờ một cán bộ khác.',
    en: 'You cannot end a role of your own. Ask a colleague to do it.',
  },
  may_not_grant: {
    status: 403,
    vi: 'Bạn không được giao hoặc thu vai trò này ở đây.',
    en: 'You may not give or take this role here.',
  },
  beyond_own_role: {
    status: 422,
    vi: 'Vai trò của bạn kết thúc trước lúc đó. Hãy chọn thời điểm kết thúc sớm hơn.',
    en: 'Your own role ends before that. Choose an earlier end.',
  },
  phone_taken: {
    status: 409,
    vi: 'Số điện thoại đã có trong danh sách.',
    en: 'This phone number is already on the roster.',
  },
  no_phone: {
    status: 409,
    vi: 'Không có số điện thoại để gọi.',
    en: 'There is no phone number to call.',
  },
  not_a_mobile_number: {
    status: 422,
    vi: 'Đây không phải số di động Việt Nam.',
    en: 'This is not a Vietnamese mobile number.',
  },
  unreadable_file: {
    status: 422,
    vi: 'Không đọc được tệp. Hãy gửi tệp .xlsx hoặc .csv.',
    en: 'The file cannot be read. Send an .xlsx or .csv file.',
  },
  no_header_row: {
    status: 422,
    vi: 'Không tìm thấy dòng tiêu đề có cột “Họ và tên” và “Điện thoại”.',
    en: 'No header row with a name and a phone column was found.',
  },
  too_many_rows: {
    status: 422,
    vi: 'Tệp có quá nhiều dòng (tối đa 50.000).',
    en: 'The file has too many rows (50,000 at most).',
  },
  no_file: { status: 400, vi: 'Chưa có tệp nào được gửi.', en: 'No file was sent.' },
  import_not_ready: {
    status: 409,
    vi: 'Tệp chưa đọc xong hoặc đã được nhập.',
    en: 'The file is still being read, or was already imported.',
  },
} as const satisfies Catalogue;
