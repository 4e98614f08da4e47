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
    body: 'Màn hình này cần được người tổ chức nhận vào sự kiện. Không cần mật khẩu.',
    steps: [
      'Người tổ chức mở bảng điều hành, chọn sự kiện.',
      'Bấm “Thiết bị”, chọn “Màn hình” và nhập mã dưới đây.',
      'Hoặc bấm “Màn hình”, “Tạo địa chỉ”, rồi mở địa chỉ đó trên máy này.',
    ],
    code: 'Mã của màn hình này',
    until: (time: string) => `đổi lúc ${time}`,
  },
  linkRefused: 'Đường dẫn này không còn dùng được. Hãy xin người tổ chức đường dẫn mới.',
  sessionOver: 'Phiên của màn hình đã hết. Hãy tải lại trang để lấy mã mới, hoặc mở bằng đường dẫn mới.',
  unreachable: 'Chưa kết nối được máy chủ. Màn hình tự thử lại.',
};
export type ScreenTexts = typeof vi;
