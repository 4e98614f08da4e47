import type { AssignmentState } from '../../contracts/assignments.js';
import type { Decision } from '../../contracts/closing.js';
import type { Skill } from '../../contracts/common.js';
import type { DeviceKind } from '../../contracts/devices.js';
import type { ActivityKind, EventState } from '../../contracts/events.js';
import type { FigureMetric } from '../../contracts/figures.js';
import type { CheckInMethod, Refusal } from '../../contracts/participation.js';
import type { OrgUnit, Role } from '../../contracts/people.js';

export type Sentence = { vi: string; en: string };

export const METRICS: Readonly<Record<FigureMetric, Sentence>> = {
  registered: { vi: 'Số người đã ghi tên', en: 'People registered' },
  offered: { vi: 'Số chỗ đã mời và còn hiệu lực', en: 'Places offered and still standing' },
  accepted: { vi: 'Số chỗ đã có người nhận lời', en: 'Places somebody has accepted' },
  turns: { vi: 'Số lượt điểm danh', en: 'Check-ins (turns)' },
  people: {
    vi: 'Số người có mặt, mỗi người một lần, ở điểm đến đầu tiên',
    en: 'People present, each once, where he or she first came',
  },
  conflicts: { vi: 'Số lượt quét được giữ lại, không tính', en: 'Scans kept and not counted' },
  voided: { vi: 'Số lượt điểm danh bị hủy', en: 'Check-ins taken back' },
  declined: { vi: 'Số lời mời bị từ chối', en: 'Offers declined' },
  expired: { vi: 'Số lời mời quá hạn', en: 'Offers that ran out' },
};

/** Which rows are counted. */
export const SOURCES: Readonly<Record<FigureMetric, Sentence>> = {
  registered: { vi: 'danh sách ghi tên', en: 'the list of registrations' },
  offered: { vi: 'bảng phân công', en: 'the assignments' },
  accepted: { vi: 'bảng phân công', en: 'the assignments' },
  turns: { vi: 'sổ điểm danh', en: 'the ledger of check-ins' },
  people: { vi: 'sổ điểm danh', en: 'the ledger of check-ins' },
  conflicts: { vi: 'các lượt quét được giữ lại', en: 'the kept scans' },
  voided: { vi: 'sổ điểm danh', en: 'the ledger of check-ins' },
  declined: { vi: 'bảng phân công', en: 'the assignments' },
  expired: { vi: 'bảng phân công', en: 'the assignments' },
};

export const SKILLS: Readonly<Record<Skill | 'none', Sentence>> = {
  leader: { vi: 'Đội trưởng', en: 'Team leader' },
  vneid: { vi: 'VNeID', en: 'VNeID' },
  public_services: { vi: 'Dịch vụ công', en: 'Public services' },
  cashless: { vi: 'Thanh toán không tiền mặt', en: 'Cashless payment' },
  digital_signature: { vi: 'Chữ ký số', en: 'Digital signature' },
  driver: { vi: 'Lái xe', en: 'Driver' },
  ethnic_language: { vi: 'Tiếng dân tộc', en: 'Ethnic language' },
  media: { vi: 'Truyền thông', en: 'Media' },
  none: { vi: 'Chưa ghi kỹ năng', en: 'No skill on the roster' },
};

export const METHODS: Readonly<Record<CheckInMethod, Sentence>> = {
  own_code: { vi: 'Mã của tình nguyện viên', en: 'The volunteer’s code' },
  gate_code: { vi: 'Mã tại cổng', en: 'The gate’s code' },
  leader: { vi: 'Đội trưởng điểm danh', en: 'Ticked by a leader' },
  desk: { vi: 'Bàn đón tiếp', en: 'At the desk' },
};

export const STATES: Readonly<Record<AssignmentState, string>> = {
  planned: 'Dự kiến',
  offered: 'Đã mời, chờ trả lời',
  accepted: 'Đã nhận lời',
  checked_in: 'Đã có mặt',
  completed: 'Đã hoàn thành',
  declined: 'Đã từ chối',
  expired: 'Quá hạn trả lời',
  withdrawn: 'Đã rút lại',
  replaced: 'Đã thay người',
  no_show: 'Không đến',
};

export const REFUSALS: Readonly<Record<Refusal, string>> = {
  already_checked_in: 'Đã điểm danh trước đó',
  unknown_code: 'Mã không có thật',
  forged_code: 'Mã giả',
  expired_own_code: 'Mã cá nhân hết hạn',
  wrong_gate_code: 'Mã cổng sai',
  expired_gate_code: 'Mã cổng cũ (ảnh chụp)',
  late_gate_code: 'Mã cổng đúng lúc quét, gửi muộn',
  wrong_event: 'Mã của sự kiện khác',
  wrong_site: 'Đến nhầm điểm',
  unknown_person: 'Không có trong danh sách',
  not_assigned: 'Không được phân công',
  offer_not_accepted: 'Chưa nhận lời',
  event_not_live: 'Sự kiện chưa diễn ra',
  event_closed: 'Sau khi chốt số',
  simulated_mix: 'Lẫn người thật và giả lập',
  unknown_site: 'Điểm không có thật',
};

export const ACTIVITIES: Readonly<Record<ActivityKind, string>> = {
  event_state: 'Đổi trạng thái sự kiện',
  event_moved: 'Dời ngày',
  registered: 'Người vào danh sách',
  plan_ready: 'Có phương án phân công',
  plan_failed: 'Không lập được phương án',
  published: 'Mời theo phương án',
  accepted: 'Nhận lời',
  declined: 'Từ chối',
  expired: 'Quá hạn trả lời',
  standby_offered: 'Mời dự bị',
  on_the_way: 'Đang đến',
  no_show: 'Vắng',
  dispatched: 'Điều người đến',
  replaced: 'Thay người',
  withdrawn: 'Rút phân công',
  reminded: 'Nhắc',
  undone: 'Hoàn tác',
  demand_changed: 'Đổi nhu cầu một ca',
  check_ins: 'Điểm danh',
  conflicts: 'Lượt quét được giữ lại',
  voided: 'Hủy điểm danh',
  counts_repaired: 'Sửa số đếm',
};

export const EVENT_STATES: Readonly<Record<EventState, string>> = {
  draft: 'Đang chuẩn bị',
  open: 'Đã mở',
  live: 'Đang diễn ra',
  closed: 'Đã kết thúc',
};

export const DECISIONS: Readonly<Record<Decision, string>> = {
  count: 'Đã tính',
  leave: 'Đã bỏ qua',
  void_other: 'Đã tính ở đây, hủy lượt kia',
};

export const DEVICE_KINDS: Readonly<Record<DeviceKind, string>> = {
  gate: 'Máy ở cổng',
  screen: 'Màn hình',
};

export const UNIT_KINDS: Readonly<Record<OrgUnit['kind'], string>> = {
  province: 'Tỉnh đoàn',
  commune: 'Đoàn xã, phường',
  branch: 'Chi đoàn',
};

export const ROLES: Readonly<Record<Role, string>> = {
  province_coordinator: 'Điều phối cấp tỉnh',
  event_organiser: 'Ban tổ chức',
  unit_leader: 'Phụ trách đơn vị',
  gate_keeper: 'Trực cổng',
  viewer: 'Theo dõi',
  auditor: 'Kiểm tra',
};
