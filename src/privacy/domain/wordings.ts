import { hash } from 'node:crypto';
import type { Purpose } from '../../contracts/privacy.js';

interface Both {
  vi: string;
  en: string;
}

interface Wording {
  version: number;
  /** The day from which it is asked. */
  since: string;
  text: Both;
}

interface PurposeWording {
  purpose: Purpose;
  /** Without it nobody can be offered a place; all others may be refused without any loss. */
  necessary: boolean;
  title: Both;
  /** Oldest first. A wording that somebody may have agreed to is never changed: a new version is added, and asked again. */
  versions: readonly [Wording, ...Wording[]];
}

/** What is asked, purpose by purpose, in words that the person reads before answering. */
export const WORDINGS: readonly PurposeWording[] = [
  {
    purpose: 'participation',
    necessary: true,
    title: { vi: 'Tham gia ra quân', en: 'Taking part' },
    versions: [
      {
        version: 1,
        since: '2026-11-26',
        text: {
          vi: 'Đoàn Thanh niên dùng họ tên, số điện thoại, ngày sinh, đơn vị, nơi ở (cấp xã) và kỹ năng của tôi để mời, phân công, liên lạc, điểm danh và báo cáo số người tham gia. Cán bộ phụ trách ở đơn vị, điểm và sự kiện tôi tham gia được xem những thông tin này. Không lưu vị trí của tôi.',
          en: 'The Youth Union uses my name, phone number, date of birth, unit, home commune and skills to invite me, give me a place, reach me, check me in and report how many took part. The staff in charge of my unit, my site and my event may see them. My position is never stored.',
        },
      },
    ],
  },
  {
    purpose: 'next_campaigns',
    necessary: false,
    title: { vi: 'Giữ thông tin cho các đợt sau', en: 'Keeping my details for later' },
    versions: [
      {
        version: 1,
        since: '2026-11-26',
        text: {
          vi: 'Giữ thông tin của tôi thêm hai năm sau hoạt động gần nhất để mời tôi vào các đợt ra quân sau. Không đồng ý thì thông tin được xoá sau một năm.',
          en: 'My details are kept for two more years after my last activity, to invite me to later campaigns. Without this they are erased after one year.',
        },
      },
    ],
  },
  {
    purpose: 'publicity',
    necessary: false,
    title: { vi: 'Nêu tên trong tin bài', en: 'Being named in public' },
    versions: [
      {
        version: 1,
        since: '2026-11-26',
        text: {
          vi: 'Nêu họ tên, đơn vị và hình ảnh của tôi khi tham gia trong tin bài, bảng cảm ơn của Đoàn.',
          en: 'My name, my unit and pictures of me taking part may appear in the Youth Union’s news and thanks.',
        },
      },
    ],
  },
];

/** The wording that is asked now. */
export function currentWording(purpose: Purpose): Wording & { necessary: boolean } {
  const found = WORDINGS.find((one) => one.purpose === purpose);
  if (!found) throw new Error(`no wording for ${purpose}`);
  return { ...(found.versions.at(-1) ?? found.versions[0]), necessary: found.necessary };
}

/** Proves later which text it was: kept with every answer. */
export const hashOf = ({ text }: Pick<Wording, 'text'>): Buffer =>
  hash('sha256', `${text.vi}\n${text.en}`, 'buffer');
