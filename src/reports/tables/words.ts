import type { Decision } from '../../contracts/closing.js';
import type { DeviceKind } from '../../contracts/devices.js';
import type { ActivityKind, EventState } from '../../contracts/events.js';
import type { OrgUnit, Role } from '../../contracts/people.js';

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
  count: 'Tính vào số',
  leave: 'Không tính',
  void_other: 'Tính, hủy lượt kia',
};

export const DEVICE_KINDS: Readonly<Record<DeviceKind, string>> = {
  gate: 'Máy ở cổng',
  screen: 'Màn hình',
};

export const UNIT_KINDS: Readonly<Record<OrgUnit['kind'], string>> = {
  province: 'Cấp tỉnh',
  commune: 'Cấp xã',
  branch: 'Chi đoàn',
};

export const ROLES: Readonly<Record<Role, string>> = {
  province_coordinator: 'Điều phối viên',
  event_organiser: 'Người tổ chức sự kiện',
  unit_leader: 'Phụ trách đơn vị',
  gate_keeper: 'Người giữ cổng',
  viewer: 'Người xem',
  auditor: 'Người kiểm tra',
};
