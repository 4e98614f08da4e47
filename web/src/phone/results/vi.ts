/** Words of the phone's results page, Vietnamese. */
export const vi = {
  lead: 'Bấm + mỗi khi làm xong một việc. Bấm nhầm thì bấm −.',
  none: {
    title: 'Chưa có chỉ tiêu nào để ghi',
    hint: 'Khi có mạng, máy sẽ lấy danh sách chỉ tiêu của chiến dịch.',
  },
  place: 'Nơi ghi kết quả',
  add: (name: string) => `Thêm 1: ${name}`,
  takeOff: (name: string) => `Bớt 1: ${name}`,
  newPerson: '+1 người mới',
  sameTurn: '+1 lượt, người cũ',
  people: (count: string) => `${count} người`,
  many: 'Nhập số',
  manyTitle: (name: string) => `${name}: nhập số`,
  manyAmount: (unit: string) => `Số ${unit}`,
  manyPeople: 'Trong đó người chưa được giúp lần nào',
  manyHint: (most: string) => `Mỗi lần nhiều nhất ${most}.`,
  manyAdd: 'CỘNG THÊM',
  manyTakeOff: 'Bớt đi',
  waiting: (count: string) => `${count} báo cáo đã lưu trên máy, chờ gửi. Máy tự gửi khi có mạng.`,
  waitingPresence: 'Kết quả đã lưu trên máy; sẽ gửi sau khi điểm danh của bạn được ghi nhận.',
  picturesWaiting: (count: string) =>
    `Số liệu đã gửi đủ. Còn ${count} ảnh trên máy, chờ gửi; máy tự gửi khi có mạng.`,
  allSent: 'Máy chủ đã ghi nhận đủ.',
  notDurable: 'Trình duyệt này không cho lưu: xin đừng đóng trang cho đến khi gửi xong.',
  refused: (name: string, amount: string) => `Chưa tính ${amount} ${name}`,
  dismiss: 'Đã xem',
  photo: (count: string) => `Chụp ảnh (${count})`,
  photoWaiting: (count: string) => `${count} chờ gửi`,
  photoTitle: 'Trước khi chụp',
  photoConsent:
    'Trong ảnh có người thì hỏi người đó trước; ai không đồng ý thì đừng chụp. Đừng chụp giấy tờ tùy thân, màn hình điện thoại hay số tài khoản của người dân.',
  photoKept:
    'Ảnh được thu nhỏ và bỏ thông tin vị trí ngay trên máy này. Chỉ ban tổ chức và cán bộ phụ trách xem được; 90 ngày sau sự kiện ảnh bị xóa.',
  photoTake: 'ĐÃ HỎI, CHỤP ẢNH',
  photoUnread: 'Máy không đọc được ảnh này. Hãy chụp lại.',
};
export type ResultTexts = typeof vi;
