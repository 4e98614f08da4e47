interface Both {
  vi: string;
  en: string;
}

export interface RetentionRule {
  id: string;
  what: Both;
  days: number;
  /** From when on they are counted. */
  since: Both;
  why: Both;
}

const both = (vi: string, en: string): Both => ({ vi, en });

/** How long what is kept. docs/privacy.md shows it as a table; `RetentionRepository` has the statements. */
export const RETENTION = [
  {
    id: 'codes',
    what: both('Mã một lần và tin nhắn đăng nhập', 'One-time codes and the messages that carried them'),
    days: 1,
    since: both('từ khi gửi', 'after sending'),
    why: both('Hết hiệu lực sau 5 phút', 'They are good for five minutes'),
  },
  {
    id: 'roster_rows',
    what: both('Dòng của danh sách đã nhập', 'Rows of imported rosters'),
    days: 30,
    since: both('từ khi nhập', 'after import'),
    why: both('Để đơn vị sửa các dòng bị từ chối', 'So that a unit can fix what was refused'),
  },
  {
    id: 'letters',
    what: both('Thư trong hộp thư', 'Messages in the inbox'),
    days: 180,
    since: both('từ khi gửi', 'after sending'),
    why: both('Để tra lại sau hoạt động', 'To look up after the campaign'),
  },
  {
    id: 'links',
    what: both('Đường dẫn riêng đã thu hồi', 'Personal links that were revoked'),
    days: 30,
    since: both('từ khi thu hồi', 'after revocation'),
    why: both('Để trả lời câu hỏi về đường dẫn đã mất', 'To answer questions about a lost link'),
  },
  {
    id: 'sessions',
    what: both('Lần đăng nhập (lúc, địa chỉ mạng, trình duyệt)', 'Sign-ins (time, address, browser)'),
    days: 365,
    since: both('từ khi hết phiên', 'after their end'),
    why: both(
      'Nhật ký truy cập của dịch vụ công khai trên mạng: ít nhất 12 tháng (Nghị định 333/2026)',
      'Access logs of a service to the public: at least 12 months (Decree 333/2026)',
    ),
  },
  {
    id: 'wishes',
    what: both(
      'Giờ rảnh, nơi muốn đến, lý do từ chối, bài toán phân công',
      'Free times, wishes, reasons for declining, the matching engine’s question',
    ),
    days: 180,
    since: both('từ khi sự kiện kết thúc', 'after the event’s end'),
    why: both('Để kiểm tra lại phương án phân công', 'To check a plan again'),
  },
  {
    id: 'photos',
    what: both('Ảnh kết quả', 'Pictures of results'),
    days: 90,
    since: both('từ khi sự kiện kết thúc', 'after the event’s end'),
    why: both('Để đối chiếu kết quả; ảnh có thể có người', 'To check results; they may show people'),
  },
  {
    id: 'requests',
    what: both('Yêu cầu về dữ liệu đã trả lời', 'Decided requests about one’s data'),
    days: 1826,
    since: both('từ khi trả lời', 'after the decision'),
    why: both('Chứng minh đã thực hiện đúng hạn', 'To prove that they were answered in time'),
  },
  {
    id: 'idle_people',
    what: both(
      'Người không tham gia nữa (thay bằng bí danh)',
      'People who no longer take part (replaced by a pseudonym)',
    ),
    days: 365,
    since: both('từ hoạt động gần nhất', 'after the last activity'),
    why: both('Không còn mục đích', 'There is no purpose left'),
  },
  {
    id: 'idle_people_kept',
    what: both(
      'Như trên, người đồng ý giữ thông tin cho các đợt sau',
      'The same, for those who agreed to be kept for later campaigns',
    ),
    days: 1095,
    since: both('từ hoạt động gần nhất', 'after the last activity'),
    why: both('Người đó đã đồng ý giữ thêm hai năm', 'They agreed to two more years'),
  },
  {
    id: 'runs',
    what: both('Báo cáo của chính việc này', 'Reports of these removals'),
    days: 1826,
    since: both('từ khi chạy', 'after the run'),
    why: both('Chứng minh đã xóa', 'To prove that it was removed'),
  },
] as const satisfies readonly RetentionRule[];

export type RetentionRuleId = (typeof RETENTION)[number]['id'];
