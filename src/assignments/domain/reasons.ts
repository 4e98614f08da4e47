import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';

/** Every sentence in which the engine explains itself, in both languages. */
const PEOPLE: Record<Skill, { vi: string; en: string }> = {
  leader: { vi: 'người làm đội trưởng', en: 'people who can lead a team' },
  vneid: { vi: 'người có kỹ năng VNeID', en: 'people who know VNeID' },
  public_services: {
    vi: 'người có kỹ năng dịch vụ công trực tuyến',
    en: 'people who know online public services',
  },
  cashless: {
    vi: 'người có kỹ năng thanh toán không tiền mặt',
    en: 'people who know cashless payment',
  },
  digital_signature: { vi: 'người có kỹ năng chữ ký số', en: 'people who know digital signatures' },
  driver: { vi: 'người biết lái xe', en: 'people who can drive' },
  ethnic_language: { vi: 'người biết tiếng dân tộc', en: 'people who speak an ethnic language' },
  media: { vi: 'người làm truyền thông', en: 'people who can do media work' },
};

const who = (skill: Skill | null) => (skill === null ? { vi: 'người', en: 'people' } : PEOPLE[skill]);
const vi = (km: number) => String(Math.round(km * 10) / 10).replace('.', ',');
const en = (km: number) => String(Math.round(km * 10) / 10);

export const homeCommune = (commune: string, skill: Skill | null): Reason => ({
  code: 'home_commune',
  vi: `${commune} cần ${who(skill).vi}, ngay tại nơi ở.`,
  en: `${commune} needs ${who(skill).en}, and it is the home commune.`,
});

export const nearest = (commune: string, skill: Skill | null, km: number): Reason => ({
  code: 'nearest',
  vi: `${commune} là nơi gần nhất cần ${who(skill).vi}, cách nơi ở ${vi(km)} km.`,
  en: `${commune} is the nearest place that needs ${who(skill).en}, ${en(km)} km from home.`,
});

export const nearerAreFull = (commune: string, skill: Skill | null, km: number): Reason => ({
  code: 'nearer_are_full',
  vi: `${commune} cần ${who(skill).vi}, cách nơi ở ${vi(km)} km; những nơi gần hơn đã đủ.`,
  en: `${commune} needs ${who(skill).en}, ${en(km)} km from home; the nearer places are full.`,
});

export const needierThanNearer = (commune: string, skill: Skill | null, km: number): Reason => ({
  code: 'needier_than_nearer',
  vi: `${commune} thiếu ${who(skill).vi} hơn những nơi gần hơn, cách nơi ở ${vi(km)} km.`,
  en: `${commune} is shorter of ${who(skill).en} than the nearer places, ${en(km)} km from home.`,
});

export const distanceUnknown = (commune: string, skill: Skill | null): Reason => ({
  code: 'distance_unknown',
  vi: `${commune} cần ${who(skill).vi}; chưa rõ nơi ở nên chưa tính được khoảng cách.`,
  en: `${commune} needs ${who(skill).en}; the distance is not known because the home is not.`,
});

export const pinned = (commune: string): Reason => ({
  code: 'pinned',
  vi: `Người tổ chức đã chọn ${commune}.`,
  en: `The organiser chose ${commune}.`,
});

export const pinnedOut = (): Reason => ({
  code: 'pinned_out',
  vi: 'Người tổ chức đã để ngoài phương án.',
  en: 'The organiser left this person out.',
});

export const pinnedToNothing = (): Reason => ({
  code: 'pinned_to_nothing',
  vi: 'Ca mà người tổ chức đã chọn không còn nữa.',
  en: 'The shift the organiser chose no longer exists.',
});

export const standing = (commune: string, present: boolean): Reason =>
  present
    ? { code: 'present', vi: `Đã có mặt tại ${commune}.`, en: `Already present in ${commune}.` }
    : {
        code: 'standing',
        vi: `Giữ nguyên phân công đã công bố tại ${commune}.`,
        en: `Keeps the published assignment in ${commune}.`,
      };

export const busyElsewhere = (): Reason => ({
  code: 'busy_elsewhere',
  vi: 'Đã có nhiệm vụ khác trùng giờ.',
  en: 'Has another duty at the same time.',
});

export const saidNo = (): Reason => ({
  code: 'said_no',
  vi: 'Đã từ chối một ca trùng giờ.',
  en: 'Declined a shift at the same time.',
});

export const letOfferExpire = (): Reason => ({
  code: 'let_offer_expire',
  vi: 'Đã để hết hạn lời mời trước mà không trả lời.',
  en: 'Let the earlier offer run out without an answer.',
});

export const nothingInRange = (limit: number, nearestKm: number | null): Reason =>
  nearestKm === null
    ? {
        code: 'nothing_in_range',
        vi: `Không có điểm nào trong ${vi(limit)} km.`,
        en: `There is no site within ${en(limit)} km.`,
      }
    : {
        code: 'nothing_in_range',
        vi: `Không có điểm nào trong ${vi(limit)} km; điểm gần nhất cách nơi ở ${vi(nearestKm)} km.`,
        en: `There is no site within ${en(limit)} km; the nearest is ${en(nearestKm)} km from home.`,
      };

export const otherSkillsNeeded = (limit: number, open: readonly Skill[]): Reason =>
  open.length === 0
    ? {
        code: 'other_skills_needed',
        vi: `Các điểm trong ${vi(limit)} km chỉ cần kỹ năng khác.`,
        en: `The sites within ${en(limit)} km need other skills only.`,
      }
    : {
        code: 'other_skills_needed',
        vi: `Trong ${vi(limit)} km chỉ còn thiếu ${open.map((skill) => who(skill).vi).join(', ')}.`,
        en: `Within ${en(limit)} km only ${open.map((skill) => who(skill).en).join(', ')} are still needed.`,
      };

export const everywhereFull = (limit: number): Reason => ({
  code: 'everywhere_full',
  vi: `Mọi điểm trong ${vi(limit)} km đã đủ người.`,
  en: `Every site within ${en(limit)} km has enough people.`,
});

const still = (short: number, skill: Skill | null) => ({
  vi: `Còn thiếu ${short} ${who(skill).vi}`,
  en: `Still ${short} short of ${who(skill).en}`,
});

export const nobodyAble = (short: number, skill: Skill | null): Reason => ({
  code: 'nobody_able',
  vi: `${still(short, skill).vi}: không ai trong danh sách có kỹ năng này.`,
  en: `${still(short, skill).en}: nobody on the list has this skill.`,
});

export const nobodyFree = (short: number, skill: Skill | null, able: number): Reason => ({
  code: 'nobody_free',
  vi: `${still(short, skill).vi}: cả ${able} người phù hợp đều bận hoặc đã từ chối.`,
  en: `${still(short, skill).en}: all ${able} who would fit are busy or said no.`,
});

export const nobodyInRange = (short: number, skill: Skill | null, km: number): Reason => ({
  code: 'nobody_in_range',
  vi: `${still(short, skill).vi}: không ai rảnh trong phạm vi ${vi(km)} km.`,
  en: `${still(short, skill).en}: nobody free within ${en(km)} km.`,
});

export const nobodyNearEnough = (short: number, skill: Skill | null, km: number): Reason => ({
  code: 'nobody_near_enough',
  vi: `${still(short, skill).vi}: người rảnh gần nhất cách ${vi(km)} km, xa hơn mức họ đi được.`,
  en: `${still(short, skill).en}: the nearest who is free lives ${en(km)} km away, farther than they can go.`,
});

export const allTaken = (short: number, skill: Skill | null, taken: number): Reason => ({
  code: 'all_taken',
  vi: `${still(short, skill).vi}: cả ${taken} người phù hợp trong tầm đi được đều đã có chỗ.`,
  en: `${still(short, skill).en}: all ${taken} who fit and live near enough have a place already.`,
});

export const movedByHand = (short: number, skill: Skill | null): Reason => ({
  code: 'moved_by_hand',
  vi: `${still(short, skill).vi} sau khi người tổ chức điều chỉnh.`,
  en: `${still(short, skill).en} after the organiser's changes.`,
});

export const engineFailed = (): Reason => ({
  code: 'engine_failed',
  vi: 'Không tính được phương án vì lỗi máy chủ. Hãy tính lại.',
  en: 'The plan could not be computed because of a server error. Run it again.',
});

export const fromStandby = (): Reason => ({
  code: 'from_standby',
  vi: 'Bạn ở danh sách dự bị và một chỗ vừa trống.',
  en: 'You were on standby and a place has become free.',
});
