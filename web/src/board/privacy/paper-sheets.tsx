import { createPortal } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import type { Minor } from '../../../../src/contracts/privacy.js';
import { readableDate } from '../../../../src/kernel/vietnam-time.js';
import { fmt } from '../../shared/i18n.js';
import { viPaper } from '../texts/vi-paper.js';

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
    [viPaper.child, minor.fullName],
    [viPaper.born, readableDate(minor.birthDate)],
    [viPaper.unit, minor.orgUnitName],
    [
      viPaper.event,
      minor.eventTitle &&
        `${minor.eventTitle}${minor.eventAt === null ? '' : `, ${fmt.date(minor.eventAt)}`}`,
    ],
    [viPaper.guardian, null],
    [viPaper.relation, null],
  ];
  return (
    <article>
      <h1>{viPaper.title}</h1>
      <p class="centre">{viPaper.subtitle}</p>
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}:</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>{viPaper.agreed}</p>
      <blockquote>{wording}</blockquote>
      <p>{viPaper.back}</p>
      <p class="date">{viPaper.date}</p>
      <div class="signatures">
        {[viPaper.signedBy, viPaper.signedByChild].map((who) => (
          <p key={who}>
            <strong>{who}</strong>
            <br />
            {viPaper.sign}
          </p>
        ))}
      </div>
    </article>
  );
}
