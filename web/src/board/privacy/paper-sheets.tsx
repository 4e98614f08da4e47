import { createPortal } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import type { Minor } from '../../../../src/contracts/privacy.js';
import { fmt } from '../../shared/i18n.js';

/** The paper is a Vietnamese document whatever language the board speaks: this wording is what is kept with it. */
const WORDS = {
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

/** One page for each child, filled in as far as the roll knows, to be signed by both. Opens the print dialog. */
export function PaperSheets(props: { minors: readonly Minor[]; wording: string; onPrinted: () => void }) {
  useEffect(() => {
    addEventListener('afterprint', props.onPrinted, { once: true });
    window.print();
    return () => removeEventListener('afterprint', props.onPrinted);
  }, []);
  return createPortal(
    <div class="paper-sheets" lang="vi">
      {props.minors.map((one) => (
        <PaperSheet key={one.personId} minor={one} wording={props.wording} />
      ))}
    </div>,
    document.body,
  );
}

function PaperSheet({ minor, wording }: { minor: Minor; wording: string }) {
  const lines: [string, string | null][] = [
    [WORDS.child, minor.fullName],
    [WORDS.born, minor.birthDate.split('-').reverse().join('/')],
    [WORDS.unit, minor.orgUnitName],
    [
      WORDS.event,
      minor.eventTitle &&
        `${minor.eventTitle}${minor.eventAt === null ? '' : `, ${fmt.date(minor.eventAt)}`}`,
    ],
    [WORDS.guardian, null],
    [WORDS.relation, null],
  ];
  return (
    <article>
      <h1>{WORDS.title}</h1>
      <p class="centre">{WORDS.subtitle}</p>
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>{WORDS.agreed}</p>
      <blockquote>{wording}</blockquote>
      <p>{WORDS.back}</p>
      <p class="date">{WORDS.date}</p>
      <div class="signatures">
        {[WORDS.signedBy, WORDS.signedByChild].map((who) => (
          <p key={who}>
            <strong>{who}</strong>
            <br />
            {WORDS.sign}
          </p>
        ))}
      </div>
    </article>
  );
}
