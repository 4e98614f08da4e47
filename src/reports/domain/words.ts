import type { AssignmentState } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import type { Metric } from '../../contracts/events.js';
import type { CheckInMethod } from '../../contracts/participation.js';

export type Sentence = { vi: string; en: string };

export const METRICS: Readonly<Record<Metric, Sentence>> = {
  registered: { vi: 'Số người đã ghi tên', en: 'People registered' },
  offered: { vi: 'Số chỗ đã mời và còn hiệu lực', en: 'Places offered and still standing' },
  accepted: { vi: 'Số chỗ đã có người nhận lời', en: 'Places somebody has accepted' },
  turns: { vi: 'Số lượt điểm danh', en: 'Check-ins (turns)' },
  people: {
    vi: 'Số người có mặt, mỗi người một lần, ở điểm đến đầu tiên',
    en: 'People present, each once, where he or she first came',
  },
};

/** Which rows are counted. */
export const SOURCES: Readonly<Record<Metric, Sentence>> = {
  registered: { vi: 'danh sách ghi tên', en: 'the list of registrations' },
  offered: { vi: 'bảng phân công', en: 'the assignments' },
  accepted: { vi: 'bảng phân công', en: 'the assignments' },
  turns: { vi: 'sổ điểm danh', en: 'the ledger of check-ins' },
  people: { vi: 'sổ điểm danh', en: 'the ledger of check-ins' },
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
