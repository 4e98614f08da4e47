/** Words of the screen in the hall, Vietnamese. */
export const vi = {
  opening: 'Đang mở màn hình…',
  connecting: 'Đang kết nối với máy chủ…',
  present: 'Tình nguyện viên có mặt',
  communes: (whole: string) => `${whole} xã, phường`,
  asOf: (time: string) => `Số liệu lúc ${time}`,
  stale: (time: string) => `Chưa có tin mới · số liệu lúc ${time}`,
  gone: (time: string) => `Mất kết nối · số liệu lúc ${time}`,
  live: 'Trực tiếp',
  simulated: 'DIỄN TẬP',
  nothingToReplay: 'Chưa có ai điểm danh nên chưa có gì để phát lại.',
  nobodyYet: 'Chưa có người',
  enough: 'Đủ chỉ tiêu',
  map: 'Bản đồ các xã, phường: càng sáng càng đủ người',
  noSession: {
    title: 'Màn hình sân khấu',
    body: 'Màn hình này cần một đường dẫn riêng của sự kiện.',
    steps: [
      'Người tổ chức mở bảng điều hành, chọn sự kiện.',
      'Bấm “Màn hình”, rồi “Tạo địa chỉ”.',
      'Mở địa chỉ đó trên máy này. Không cần mật khẩu.',
    ],
  },
  linkRefused: 'Đường dẫn này không còn dùng được. Hãy xin người tổ chức đường dẫn mới.',
  sessionOver: 'Phiên của màn hình đã hết. Hãy mở lại bằng đường dẫn mới.',
  unreachable: 'Chưa kết nối được máy chủ. Màn hình tự thử lại.',
};
export type ScreenTexts = typeof vi;
