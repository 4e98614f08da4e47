import type { Reason } from '../../contracts/assignments.js';
import type { Skill } from '../../contracts/common.js';
import type { MatchDemand } from './problem.js';

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
/** To a tenth. By hand: a country has a quarter of a million sentences, and `Intl` takes microseconds for each. */
const decimal = (thousands: string, point: string) => (n: number) => {
  const [whole = '0', tenth] = String(Math.round(n * 10) / 10).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (tenth === undefined ? '' : point + tenth);
};
const vi = decimal('.', ',');
const en = decimal(',', '.');

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

const instead = (there: string, home: boolean) => ({
  vi: home ? `để bạn ở lại ${there}` : `nếu bạn đến ${there} gần hơn`,
  en: home ? `leaving you in ${there}, at home,` : `sending you to ${there}, which is nearer,`,
});

export const insteadBelowMinimum = (
  commune: string,
  skill: Skill | null,
  km: number,
  there: string,
  home: boolean,
  below: number,
): Reason => ({
  code: 'instead_below_minimum',
  vi: `${commune} cần ${who(skill).vi}, cách nơi ở ${vi(km)} km; ${instead(there, home).vi} thì ${commune} thiếu ${below} so với mức ít nhất.`,
  en: `${commune} needs ${who(skill).en}, ${en(km)} km from home; ${instead(there, home).en} would leave ${commune} ${below} below its minimum.`,
});

export const elseNobodyElse = (
  commune: string,
  skill: Skill | null,
  km: number,
  there: string,
  home: boolean,
): Reason => ({
  code: 'else_nobody_else',
  vi: `${commune} cần ${who(skill).vi}, cách nơi ở ${vi(km)} km; ${instead(there, home).vi} thì một người khác mất chỗ.`,
  en: `${commune} needs ${who(skill).en}, ${en(km)} km from home; ${instead(there, home).en} would leave somebody else without a place.`,
});

export const insteadFarther = (
  commune: string,
  skill: Skill | null,
  km: number,
  there: string,
  home: boolean,
  more: number,
): Reason =>
  more < 0.05
    ? {
        code: 'as_good',
        vi: `${commune} cần ${who(skill).vi}, cách nơi ở ${vi(km)} km; ${instead(there, home).vi} thì tổng đường đi cũng như vậy.`,
        en: `${commune} needs ${who(skill).en}, ${en(km)} km from home; ${instead(there, home).en} would be no better for all together.`,
      }
    : {
        code: 'instead_farther',
        vi: `${commune} cần ${who(skill).vi}, cách nơi ở ${vi(km)} km; ${instead(there, home).vi} thì mọi người có thể phải đi thêm tổng cộng tới ${vi(more)} km.`,
        en: `${commune} needs ${who(skill).en}, ${en(km)} km from home; ${instead(there, home).en} could cost all together up to ${en(more)} km more.`,
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

export const notAvailable = (): Reason => ({
  code: 'not_available',
  vi: 'Không rảnh vào giờ của ca nào.',
  en: 'Is not available at the time of any shift.',
});

export const notAllowedNearby = (limit: number): Reason => ({
  code: 'not_allowed_nearby',
  vi: `Các điểm trong ${vi(limit)} km không nhận: chưa đủ tuổi, hoặc xã này đã được loại trừ.`,
  en: `The sites within ${en(limit)} km are closed to this person: too young, or a commune that is excluded.`,
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
  vi: `Còn thiếu ${vi(short)} ${who(skill).vi}`,
  en: `Still ${en(short)} short of ${who(skill).en}`,
});

export const nobodyAble = (short: number, skill: Skill | null): Reason => ({
  code: 'nobody_able',
  vi: `${still(short, skill).vi}: ${skill === null ? 'danh sách chưa có ai' : 'không ai trong danh sách có kỹ năng này'}.`,
  en: `${still(short, skill).en}: nobody ${skill === null ? 'is on the list' : 'on the list has this skill'}.`,
});

export const nobodyFree = (short: number, skill: Skill | null, able: number): Reason => ({
  code: 'nobody_free',
  vi: `${still(short, skill).vi}: cả ${able} người phù hợp đều bận, đã từ chối hoặc không được cử đến đó.`,
  en: `${still(short, skill).en}: all ${able} who would fit are busy, said no or may not be sent there.`,
});

export const nobodyInRange = (
  short: number,
  skill: Skill | null,
  limit: number,
  nearestKm: number,
): Reason => ({
  code: 'nobody_in_range',
  vi: `${still(short, skill).vi}: không ai rảnh trong phạm vi ${vi(limit)} km; người gần nhất cách ${vi(nearestKm)} km.`,
  en: `${still(short, skill).en}: nobody free within ${en(limit)} km; the nearest lives ${en(nearestKm)} km away.`,
});

export const nobodyNearEnough = (short: number, skill: Skill | null, km: number): Reason => ({
  code: 'nobody_near_enough',
  vi: `${still(short, skill).vi}: người rảnh gần nhất cách ${vi(km)} km, xa hơn mức họ đi được.`,
  en: `${still(short, skill).en}: the nearest who is free lives ${en(km)} km away, farther than they can go.`,
});

export const allTaken = (short: number, skill: Skill | null, taken: number, next: string | null): Reason => ({
  code: 'all_taken',
  vi: `${still(short, skill).vi}: cả ${vi(taken)} người phù hợp trong tầm đi được đều đã ở đó hoặc đang cần hơn ở nơi khác${next === null ? '' : `; người tiếp theo phải rút từ ${next}`}.`,
  en: `${still(short, skill).en}: all ${en(taken)} who fit and live near enough are there or needed more elsewhere${next === null ? '' : `; the next would have to come from ${next}`}.`,
});

export const movedByHand = (short: number, skill: Skill | null): Reason => ({
  code: 'moved_by_hand',
  vi: `${still(short, skill).vi} sau khi người tổ chức điều chỉnh.`,
  en: `${still(short, skill).en} after the organiser's changes.`,
});

/** `‹id›` for each, five at most: their names are put in where names may be known. */
const names = (ids: readonly string[]) => {
  const first = ids
    .slice(0, 5)
    .map((id) => `‹${id}›`)
    .join(', ');
  const more = ids.length - 5;
  return {
    vi: more > 0 ? `${first} và ${more} người khác` : first,
    en: more > 0 ? `${first} and ${more} others` : first,
  };
};

export const shiftWithoutTime = (commune: string): Reason => ({
  code: 'shift_without_time',
  vi: `${commune}: ca kết thúc trước khi bắt đầu. Hãy sửa giờ của ca.`,
  en: `${commune}: a shift ends before it begins. Correct its times.`,
});

export const absurdNumber = (commune: string, skill: Skill | null, n: number): Reason => ({
  code: 'absurd_number',
  vi: `${commune}: số lượng ${who(skill).vi} là ${n}, không thể dùng. Hãy sửa nhu cầu.`,
  en: `${commune}: ${n} is no number of ${who(skill).en}. Correct the demand.`,
});

export const wrongOrder = (commune: string, row: MatchDemand): Reason => ({
  code: 'wrong_order',
  vi: `${commune}, ${who(row.skill).vi}: ít nhất ${row.minimum}, cần ${row.target}, nhiều nhất ${row.maximum} mâu thuẫn nhau.`,
  en: `${commune}, ${who(row.skill).en}: a minimum of ${row.minimum}, a target of ${row.target} and a maximum of ${row.maximum} contradict each other.`,
});

export const skillTwice = (commune: string, skill: Skill | null): Reason => ({
  code: 'skill_twice',
  vi: `${commune}: một ca có hai dòng nhu cầu ${who(skill).vi}. Hãy gộp lại.`,
  en: `${commune}: one shift asks twice for ${who(skill).en}. Make it one row.`,
});

export const withoutCommune = (ids: readonly string[]): Reason => ({
  code: 'without_commune',
  vi: `Chưa rõ xã, phường nơi ở của ${ids.length} người: ${names(ids).vi}. Hãy bổ sung vào danh sách.`,
  en: `The home commune of ${ids.length} is not known: ${names(ids).en}. Add it to the roster.`,
});

export const absurdPerson = (ids: readonly string[]): Reason => ({
  code: 'absurd_person',
  vi: `Tuổi, quãng đường, số lượt hoặc tọa độ không thể đúng của ${ids.length} người: ${names(ids).vi}.`,
  en: `An age, distance, number of turns or position that cannot be, of ${ids.length}: ${names(ids).en}.`,
});

export const pinWithoutTime = (id: string, commune: string): Reason => ({
  code: 'pin_without_time',
  vi: `‹${id}› được ghim ở ${commune} nhưng giờ đó đã bận hoặc không rảnh. Hãy bỏ ghim.`,
  en: `‹${id}› is pinned to ${commune} but is taken or not available at that time. Remove the pin.`,
});

export const pinTooYoung = (id: string, commune: string, age: number): Reason => ({
  code: 'pin_too_young',
  vi: `‹${id}› được ghim ở ${commune} nhưng ca này chỉ nhận từ ${age} tuổi. Hãy bỏ ghim.`,
  en: `‹${id}› is pinned to ${commune}, whose shift takes nobody under ${age}. Remove the pin.`,
});

export const pinWithoutSkill = (id: string, commune: string): Reason => ({
  code: 'pin_without_skill',
  vi: `‹${id}› được ghim ở ${commune} nhưng không có kỹ năng nào ca này cần. Hãy bỏ ghim hoặc thêm nhu cầu.`,
  en: `‹${id}› is pinned to ${commune} but has none of the skills its shift asks for. Remove the pin or add a row of demand.`,
});

export const pinsWithoutRoom = (ids: readonly string[], commune: string, room: number): Reason => ({
  code: 'pins_without_room',
  vi: `${commune}: ${ids.length} người được ghim vào ${room} chỗ: ${names(ids).vi}. Hãy bỏ ghim một người hoặc tăng số nhiều nhất.`,
  en: `${commune}: ${ids.length} people are pinned to ${room} places: ${names(ids).en}. Remove one pin or raise the maximum.`,
});

export const pinsMoveTooMany = (moved: number, allowed: number): Reason => ({
  code: 'pins_move_too_many',
  vi: `Những người được ghim buộc ${moved} chỗ đã công bố phải đổi, nhưng chỉ cho đổi ${allowed}. Hãy bỏ ghim hoặc cho đổi nhiều hơn.`,
  en: `The pins force ${moved} published places to move, but only ${allowed} may. Remove pins or let more be moved.`,
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

export const sentWhereShort = (commune: string, km: number | null): Reason => ({
  code: 'sent_where_short',
  vi: `${commune} đang thiếu người${km === null ? '' : `, cách nơi ở của bạn ${vi(km)} km`}.`,
  en: `${commune} is short of people${km === null ? '' : `, ${en(km)} km from your home`}.`,
});

export const nothingKnownOf = (commune: string): Reason => ({
  code: 'nothing_known',
  vi: `${commune} không có điểm nào và chưa có ai trong danh sách, nên chưa tính được.`,
  en: `${commune} has no site and nobody on the list, so nothing can be said of it.`,
});

export const oneMoreWithoutPlace = (commune: string, limit: number): Reason => ({
  code: 'one_more_without_place',
  vi: `Thêm một người ở ${commune}: mọi điểm trong ${vi(limit)} km đã đủ, người đó sẽ dự bị.`,
  en: `One more person in ${commune}: every site within ${en(limit)} km has enough, so that person would stand by.`,
});

const FILLS = {
  minimum: { vi: 'bớt được một chỗ dưới mức ít nhất', en: 'one place fewer would be below its minimum' },
  emptiest: { vi: 'một nơi đang vắng có thêm người', en: 'one of the emptier communes would gain a person' },
  placed: { vi: 'thêm một người có chỗ', en: 'one more person would have a place' },
  nearer: {
    vi: 'một người kém thuận hơn sẽ dự bị thay',
    en: 'somebody whom it suits less would stand by instead',
  },
};

export const oneMoreGoes = (
  home: string,
  commune: string,
  km: number | null,
  fills: keyof typeof FILLS,
): Reason => ({
  code: `one_more_${fills}`,
  vi: `Thêm một người ở ${home}: người đó đến ${commune}${km === null ? '' : `, cách ${vi(km)} km`}; ${FILLS[fills].vi}.`,
  en: `One more person in ${home} would go to ${commune}${km === null ? '' : `, ${en(km)} km away`}; ${FILLS[fills].en}.`,
});

export const lowerTarget = (commune: string, target: number, freed: number): Reason => ({
  code: 'lower_target',
  vi: `${commune} cần ${target}: ${freed} người ở đó có thể sang nơi khác cần hơn.`,
  en: `With a target of ${target} in ${commune}, ${freed} of the people there could go where they are needed more.`,
});

export const otherTarget = (
  commune: string,
  target: number,
  now: number,
  more: number,
  empty: number,
): Reason => ({
  code: 'other_target',
  vi: `${commune} cần ${target}, nay có ${now}: ${more === 0 ? 'sẽ không có thêm ai' : `sẽ có thêm khoảng ${more} người, rút từ nơi ít cần hơn`}; ${empty} chỗ còn trống.`,
  en: `With a target of ${target} in ${commune}, which has ${now} now, ${more === 0 ? 'nobody more would come' : `about ${more} more would come from where they are needed less`}; ${empty} places would stay empty.`,
});

export const otherWeight = (km: number, least: number, would: number): Reason =>
  would === 0
    ? {
        code: 'weight_changes_nothing',
        vi: `Phương án vẫn như vậy: không ai có nơi nào tốt hơn (tính cả các điểm cân nhắc: ${vi(km)} km).`,
        en: `The plan would stay as it is: nobody has a better place (${en(km)} km with all that is weighed).`,
      }
    : {
        code: 'weight_changes',
        vi: `${would} người sẽ có nơi tốt hơn; phương án này khi đó tính là ${vi(km)} km, phương án tốt nhất không dưới ${vi(least)} km.`,
        en: `${would} people would have a better place; this plan would then count as ${en(km)} km, and the best one as no less than ${en(least)} km.`,
      };
