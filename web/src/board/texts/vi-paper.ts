/** The paper is a Vietnamese document whatever language the board speaks: this wording is what is kept with it. */
export const viPaper = {
  title: 'PHIẾU ĐỒNG Ý',
  subtitle: 'cho người chưa đủ 16 tuổi tham gia hoạt động tình nguyện',
  child: 'Họ và tên người tham gia',
  born: 'Ngày sinh',
  unit: 'Đơn vị',
  event: 'Sự kiện',
  guardian: 'Họ và tên cha, mẹ hoặc người giám hộ',
  relation: 'Quan hệ với người tham gia',
  agreed: 'Chúng tôi đã đọc và đồng ý với nội dung sau:',
  back: 'Có thể rút lại sự đồng ý bất cứ lúc nào, bằng cách báo cho đơn vị.',
  date: 'Ngày …… tháng …… năm ………',
  signedBy: 'Cha, mẹ hoặc người giám hộ',
  signedByChild: 'Người tham gia',
  sign: '(ký, ghi rõ họ tên)',
};
