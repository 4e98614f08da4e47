import type { MyData } from '../../contracts/privacy.js';
import { readablePhone } from '../../kernel/readable-phone.js';
import { vietnamDateTime, readableDate } from '../../kernel/vietnam-time.js';
import { WORDINGS } from './wordings.js';

type Lang = 'vi' | 'en';
type Both = Record<Lang, string>;
type Cell = string | Both;
interface Part {
  title: Both;
  head: Both[];
  rows: Cell[][];
}

const both = (vi: string, en: string): Both => ({ vi, en });
const NONE = both('–', '–');
const YES = both('có', 'yes');
const NO = both('không', 'no');
const when = (instant: string | null): string =>
  instant === null ? '–' : vietnamDateTime(new Date(instant));
const day = (date: string | null): string => (date === null ? '–' : readableDate(date));

const TIME = both('Lúc', 'At');
const EVENT = both('Sự kiện', 'Event');
const SITE = both('Địa điểm', 'Site');
const STATE: Record<MyData['assignments'][number]['state'], Both> = {
  planned: both('đang sắp xếp', 'planned'),
  offered: both('được mời', 'offered'),
  accepted: both('đã nhận', 'accepted'),
  checked_in: both('đã điểm danh', 'checked in'),
  completed: both('đã hoàn thành', 'completed'),
  declined: both('từ chối', 'declined'),
  expired: both('quá hạn trả lời', 'not answered in time'),
  withdrawn: both('được rút lại', 'withdrawn'),
  replaced: both('có người thay', 'replaced'),
  no_show: both('không có mặt', 'did not come'),
};
const METHOD: Record<MyData['checkIns'][number]['method'], Both> = {
  own_code: both('mã của tôi', 'my code'),
  gate_code: both('mã ở cổng', 'the gate’s code'),
  leader: both('đội trưởng ghi', 'ticked by a leader'),
  desk: both('tại bàn', 'at the desk'),
};
const KIND: Record<MyData['requests'][number]['kind'], Both> = {
  copy: both('bản sao', 'a copy'),
  correct: both('sửa thông tin', 'a correction'),
  erase: both('xóa dữ liệu', 'erasure'),
  withdraw: both('rút lại sự đồng ý', 'withdrawal of consent'),
};
const REQUEST_STATE: Record<MyData['requests'][number]['state'], Both> = {
  open: both('đang chờ', 'waiting'),
  done: both('đã thực hiện', 'done'),
  refused: both('từ chối', 'refused'),
};

const titleOf = (purpose: string): Both => WORDINGS.find((one) => one.purpose === purpose)?.title ?? NONE;

function personPart({ person }: MyData): Part {
  return {
    title: both('Thông tin của tôi', 'About me'),
    head: [both('Mục', 'Field'), both('Đang lưu', 'Held')],
    rows: [
      [both('Họ tên', 'Name'), person.fullName],
      [both('Số điện thoại', 'Phone'), person.phone === null ? NONE : readablePhone(person.phone)],
      [both('Ngày sinh', 'Date of birth'), day(person.birthDate)],
      [both('Số thẻ đoàn viên', 'Member number'), person.memberNo ?? NONE],
      [both('Đơn vị', 'Unit'), person.orgUnitName],
      [both('Mã xã, phường nơi ở', 'Code of the home commune'), person.homeCommuneId ?? NONE],
      [
        both('Kỹ năng', 'Skills'),
        person.skills.map((one) => `${one.skill} (${one.level})`).join(', ') || NONE,
      ],
      [both('Có xe', 'Has a vehicle'), person.hasVehicle ? YES : NO],
      [
        both('Đi xa nhất (km)', 'Farthest (km)'),
        person.maxDistanceKm === null ? NONE : String(person.maxDistanceKm),
      ],
    ],
  };
}

function parts(data: MyData): Part[] {
  return [
    personPart(data),
    {
      title: both('Sự đồng ý', 'Consents'),
      head: [
        both('Việc', 'Purpose'),
        both('Trả lời', 'Answer'),
        both('Của ai', 'By'),
        both('Bản', 'Version'),
        TIME,
      ],
      rows: data.consents.map((one) => [
        titleOf(one.purpose),
        one.given ? both('đồng ý', 'agreed') : both('không đồng ý', 'refused or taken back'),
        one.givenBy === 'self' ? both('tôi', 'me') : (one.guardianName ?? both('người giám hộ', 'guardian')),
        String(one.version),
        when(one.at),
      ]),
    },
    {
      title: both('Đăng ký', 'Registrations'),
      head: [
        EVENT,
        both('Đơn vị', 'Unit'),
        TIME,
        both('Rảnh', 'Free'),
        both('Muốn đến', 'Wishes'),
        both('Không đến', 'Not to'),
      ],
      rows: data.registrations.map((one) => [
        one.eventTitle,
        one.orgUnitName,
        when(one.at),
        one.available?.map((w) => `${when(w.startsAt)} – ${when(w.endsAt)}`).join('; ') ??
          both('mọi lúc', 'any time'),
        one.wishCommunes.join(', ') || NONE,
        one.excludedCommunes.join(', ') || NONE,
      ]),
    },
    {
      title: both('Phân công', 'Assignments'),
      head: [
        EVENT,
        SITE,
        both('Từ', 'From'),
        both('Đến', 'To'),
        both('Trạng thái', 'State'),
        both('Lý do mời', 'Why'),
        both('Lý do từ chối', 'Why not'),
        both('Lên đường', 'Set out'),
      ],
      rows: data.assignments.map((one) => [
        one.eventTitle,
        one.siteName,
        when(one.startsAt),
        when(one.endsAt),
        STATE[one.state],
        one.reason ?? NONE,
        one.declineReason ?? NONE,
        one.onTheWayAt === null ? NONE : when(one.onTheWayAt),
      ]),
    },
    {
      title: both('Điểm danh', 'Check-ins'),
      head: [EVENT, SITE, TIME, both('Cách', 'How'), both('Đã hủy', 'Voided')],
      rows: data.checkIns.map((one) => [
        one.eventTitle,
        one.siteName,
        when(one.at),
        METHOD[one.method],
        one.voided ? YES : NO,
      ]),
    },
    {
      title: both('Kết quả đã báo cáo', 'Results reported'),
      head: [EVENT, both('Chỉ tiêu', 'Indicator'), both('Số', 'Number'), both('Người', 'People'), TIME],
      rows: data.results.map((one) => [
        one.eventTitle,
        one.indicator,
        String(one.amount),
        String(one.people),
        when(one.at),
      ]),
    },
    {
      title: both('Ảnh đã gửi', 'Pictures sent'),
      head: [EVENT, both('Chỉ tiêu', 'Indicator'), TIME],
      rows: data.photos.map((one) => [one.eventTitle, one.indicator, when(one.at)]),
    },
    {
      title: both('Lượt quét không được tính', 'Scans that were not counted'),
      head: [EVENT, TIME, both('Vì', 'Why')],
      rows: data.keptScans.map((one) => [one.eventTitle, when(one.at), one.refusal]),
    },
    {
      title: both('Hộp thư', 'Inbox'),
      head: [TIME, both('Nội dung', 'Text'), both('Đã xem', 'Seen')],
      rows: data.letters.map((one) => [when(one.at), one.text, when(one.seenAt)]),
    },
    {
      title: both('Đường dẫn đăng nhập', 'Links that sign in'),
      head: [TIME, both('Hết hiệu lực', 'Ended')],
      rows: data.links.map((one) => [when(one.at), when(one.endedAt)]),
    },
    {
      title: both('Lần đăng nhập', 'Sign-ins'),
      head: [
        TIME,
        both('Kết thúc', 'Ends'),
        both('Địa chỉ mạng', 'Address'),
        both('Trình duyệt', 'Browser'),
        both('Nhận thông báo từ', 'Notified since'),
      ],
      rows: data.sessions.map((one) => [
        when(one.at),
        when(one.endsAt),
        one.address ?? NONE,
        one.agent ?? NONE,
        one.notifiedSince === null ? NONE : when(one.notifiedSince),
      ]),
    },
    {
      title: both('Yêu cầu của tôi', 'My requests'),
      head: [
        both('Yêu cầu', 'Request'),
        both('Gửi lúc', 'Sent'),
        both('Hạn', 'Due'),
        both('Trạng thái', 'State'),
        both('Trả lời', 'Answer'),
      ],
      rows: data.requests.map((one) => [
        KIND[one.kind],
        when(one.createdAt),
        when(one.dueAt),
        REQUEST_STATE[one.state],
        one.reason ?? NONE,
      ]),
    },
  ];
}

/** Everything held about one person, as a page to read, to print and to keep: it needs nothing else. */
export function readablePage(data: MyData, lang: Lang): string {
  const title = both('Dữ liệu của tôi trong Ra Quân', 'My data in Ra Quân')[lang];
  const made = both('Lập lúc', 'Made at')[lang];
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #14203a; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid #c9d1e0; }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${made} ${when(data.at)}</p>
${parts(data)
  .map((part) => partOf(part, lang))
  .join('\n')}
</body>
</html>
`;
}

function partOf({ title, head, rows }: Part, lang: Lang): string {
  const nothing = both('Không có.', 'Nothing.')[lang];
  if (rows.length === 0) return `<h2>${title[lang]}</h2>\n<p>${nothing}</p>`;
  const line = (cells: readonly Cell[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(typeof cell === 'string' ? cell : cell[lang])}</${tag}>`).join('')}</tr>`;
  return `<h2>${title[lang]}</h2>
<div class="scroll"><table>
<thead>${line(head, 'th')}</thead>
<tbody>
${rows.map((row) => line(row, 'td')).join('\n')}
</tbody>
</table></div>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
