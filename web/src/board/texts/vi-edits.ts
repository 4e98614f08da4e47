/** Changing what is there, and what somebody else has changed meanwhile, Vietnamese. */
export const viEdits = {
  edit: 'Sửa',
  save: 'Lưu',
  saved: 'Đã lưu.',
  event: 'Sửa sự kiện',
  campaign: 'Sửa chiến dịch',
  site: 'Sửa điểm',
  shift: 'Sửa ca',
  minimumAge: 'Tuổi tối thiểu',
  minimumAgeHint: 'Bỏ trống nếu không giới hạn.',
  phoneStays: (masked: string) => `Bỏ trống thì giữ số ${masked}.`,
  lead: 'Người khác vừa sửa mục này, nên bản của bạn chưa được ghi. Hãy so rồi chọn.',
  theirs: 'Bản của họ (đang dùng)',
  mine: 'Bản của bạn',
  takeTheirs: 'Giữ bản của họ',
  keepMine: 'Ghi bản của tôi',
};
