/** Words of how to get out of a browser that cannot do everything, Vietnamese. */
export const vi = {
  inApp: (app: string) => `Bạn đang mở trong ${app}`,
  inSomeApp: 'Bạn đang mở trong một ứng dụng khác',
  why: 'Ở đây máy không báo tin khi bạn đóng trang, có thể không quét được mã QR và làm mất điểm danh đã lưu. Hãy mở bằng trình duyệt của máy; đường dẫn chỉ dùng được ở nơi mở đầu tiên.',
  steps: {
    android: 'Bấm nút ⋮ hoặc ⋯ ở góc màn hình, chọn “Mở bằng trình duyệt” hoặc “Mở trong Chrome”.',
    ios: 'Bấm nút ⋯ hoặc biểu tượng chia sẻ ở góc màn hình, chọn “Mở bằng trình duyệt” hoặc “Mở trong Safari”.',
    other: 'Sao chép đường dẫn rồi dán vào trình duyệt của máy.',
  },
  openChrome: 'Mở bằng Chrome',
  copy: 'Sao chép đường dẫn',
  copied: 'Đã sao chép. Hãy dán vào Chrome hoặc Safari.',
  notCopied: 'Không sao chép được. Hãy giữ tay vào đường dẫn trong tin nhắn để sao chép.',
  stay: 'Vẫn dùng ở đây',
  plainHttp:
    'Trang này không chạy trên https, nên không mở được khi mất mạng, không quét được mã QR và không báo tin. Điểm danh bằng 6 chữ số vẫn dùng được.',
};
export type WayOutTexts = typeof vi;
