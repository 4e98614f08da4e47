/** Words of what is asked before anything else, Vietnamese. */
export const vi = {
  ask: {
    title: 'Trước khi bắt đầu',
    lead: 'Xin phép bạn dùng thông tin của bạn. Bạn chọn từng việc; chưa việc nào được chọn sẵn.',
    necessary: 'Cần có để tham gia',
    optional: 'Tùy bạn',
    agree: 'TIẾP TỤC',
    needed: 'Chọn mục “Cần có để tham gia” để tiếp tục.',
    refuse: 'Tôi không tham gia',
    later: 'Bạn đổi ý lúc nào cũng được, ở mục Dữ liệu.',
  },
  refuse: {
    title: 'Không tham gia',
    text: 'Bạn sẽ không được mời hay phân công nữa. Chỗ bạn đang giữ được mời người khác ngay. Số lần điểm danh đã có vẫn giữ nguyên.',
    submit: 'Không tham gia nữa',
  },
  birthDate: {
    label: 'Ngày sinh',
    title: 'Ngày sinh của bạn',
    lead: 'Danh sách của đơn vị chưa có ngày sinh của bạn. Người chưa đủ 16 tuổi cần cha, mẹ hoặc người giám hộ cùng đồng ý.',
    submit: 'TIẾP TỤC',
  },
};
export type AskTexts = typeof vi;
